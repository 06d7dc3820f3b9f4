"""A demo of figures: counts of some actions, a year that two analysts closed, a text with figures in it."""

import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from app.access.actor import Actor
from app.access.work import Work
from app.actionplan.queries_count import indicators
from app.actionplan.queries_lineage import Codes
from app.actionplan.queries_tree import node_uids
from app.actionplan.queries_year import terms_of
from app.actionplan.rules_count import month_end
from app.actionplan.service_close import close_year, submit_year
from app.actionplan.service_count import Entry, note_counts

_HOUSES: Final = ("Kortrijk", "Menen", "Waregem")
_COUNTED: Final = (
    ("A0501", "voedsel_ingezameld_kg", "", 38_000, 6_000),
    ("A0501", "organisaties_bediend", "", 46, 3),
    *(("A0702", "overkop_huis_contacten", f"huis={house}", 55, 20) for house in _HOUSES),
    *(("A0702", "overkop_huis_ontmoetingsmomenten", f"huis={house}", 7, 3) for house in _HOUSES),
    *(("A0702", "overkop_huis_nieuwe_jongeren", f"huis={house}", 4, 3) for house in _HOUSES),
    ("A0604", "digipunten", "", 48, 2),
    ("A0604", "digipunten_bezoekers", "", 180, 40),
    ("A0802", "vragen_individueel", "", 190, 30),
    ("A1001", "cheques", "", 11_500, 900),
)
_BEGINS, _MONTHS = 2024, 12


def write_counts(work: Work, seed: int) -> None:
    """Counts by month from 2024 until last month, as far as the days of each year still let them be written."""
    chance, today = random.Random(seed), work.clock.today()
    for year in range(_BEGINS, today.year + 1):
        terms = terms_of(work.session, year)
        if terms is None or today <= terms.no_new_after:
            last = _MONTHS if year < today.year else today.month - 1
            note_counts(work, entries=list(_entries(work, chance, year, last)), reason=None)


def close_last_year(work: Work, *, submitter: Actor, closer: Actor) -> None:
    """Close the year before this one with what is still open said aloud."""
    year = work.clock.today().year - 1
    submit_year(replace(work, actor=submitter), year=year, note="Alle registers zijn nagekeken. (Verzonnen)")
    close_year(
        replace(work, actor=closer),
        year=year,
        reason="Klopt met de registers. (Verzonnen)",
        despite="De demo mist hier en daar een gegeven. (Verzonnen)",
    )


def _entries(work: Work, chance: random.Random, year: int, last: int) -> Iterator[Entry]:
    codes, nodes, known = Codes(work.session), node_uids(work.session), indicators(work.session)
    plan = codes.plan_of(year)
    for action, key, series, usual, spread in _COUNTED:
        node = nodes.get((plan.code if plan else "", codes.in_year(action, year, _BEGINS)))
        if node is None or key not in known:
            continue
        for month in range(1, last + 1):
            value = Decimal(chance.randint(usual - spread, usual + spread))
            yield Entry(action, node, key, known[key], month_end(year, month), value, breakdown=series)
