"""The verbs of rates entered on screen: one colleague proposes, another puts into force or rejects."""

from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import select

from app.access.actor import REGION
from app.access.work import Work
from app.core.errors import NotFound, Refused, Stale
from app.projects.energiehuis.counted import PROJECT_KEY
from app.projects.energiehuis.products.models_rates import RateEntry
from app.projects.energiehuis.products.queries import product
from app.projects.energiehuis.products.rates_entered import put_in_force
from app.projects.energiehuis.products.rules import EVERY_INCOME

RATES: Final = "energiehuis.rates"
GROUPS: Final = (EVERY_INCOME, "lowest", "middle")
_HIGHEST: Final = Decimal(25)
_SHORTEST_SOURCE: Final = 10


def propose_rate(
    work: Work, *, code: str, income_group: str, applied_from: date, rate: Decimal, source: str
) -> RateEntry:
    """Write down a rate from a day of application on, with its source; nothing changes until a second person agrees."""
    proposer = _colleague(work)
    row = product(work.session, code)
    if income_group not in GROUPS:
        raise Refused("Kies een inkomensgroep uit de lijst.", "income_group")
    if applied_from < row.valid_from or (row.valid_to is not None and applied_from >= row.valid_to):
        raise Refused("Op die dag kan deze lening niet aangevraagd worden.", "applied_from")
    if not 0 <= rate <= _HIGHEST or rate != round(rate, 4):
        raise Refused(f"Een rentevoet ligt tussen 0 en {_HIGHEST} %, met hoogstens vier cijfers na de komma.", "rate")
    if len(source.strip()) < _SHORTEST_SOURCE:
        raise Refused("Schrijf op waar deze rentevoet staat: welke tekst, van welke dag.", "source")
    same = select(RateEntry).where(
        RateEntry.product == code,
        RateEntry.income_group == income_group,
        RateEntry.applied_from == applied_from,
        RateEntry.settled_at.is_(None),
    )
    if work.session.scalars(same).first() is not None:
        raise Refused("Voor deze lening en deze dag wacht al een voorstel.", "applied_from")
    entry = RateEntry(
        product=code,
        income_group=income_group,
        applied_from=applied_from,
        rate=rate,
        source=source.strip(),
        proposed_by=proposer,
        proposed_at=work.clock.now(),
    )
    work.session.add(entry)
    work.trail.record("rate.propose", "rate_entry", entry.uid, detail=code)
    work.session.flush()
    return entry


def settle_rate(work: Work, *, uid: UUID, agrees: bool) -> RateEntry:
    """Put a proposed rate into force, or reject it; never by whoever proposed it."""
    colleague = _colleague(work)
    query = select(RateEntry).where(RateEntry.uid == uid).with_for_update()
    entry = work.session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if entry is None:
        raise NotFound
    if entry.settled_at is not None:
        raise Stale
    if agrees and entry.proposed_by == colleague:
        raise Refused("Een tweede persoon kijkt de rentevoet na. Vraag een collega.")
    entry.settled_at = work.clock.now()
    if agrees:
        entry.confirmed_by = colleague
        put_in_force(work.session, entry)
    else:
        entry.rejected_by = colleague
    work.trail.record("rate.confirm" if agrees else "rate.reject", "rate_entry", entry.uid, detail=entry.product)
    work.session.flush()
    return entry


def _colleague(work: Work) -> UUID:
    if not work.actor.holds(RATES, PROJECT_KEY):
        raise NotFound
    if not work.actor.holds(RATES, PROJECT_KEY, REGION):
        raise Refused("Een rentevoet geldt voor de hele vereniging: vraag een collega die daarvoor werkt.")
    if work.actor.user_uid is None:
        raise Refused("Een rentevoet komt van een medewerker, niet van het systeem.")
    return work.actor.user_uid
