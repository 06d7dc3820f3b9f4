"""Where a loan stands, derived from its entries whatever the order in which they were written down; pure rules."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final
from uuid import UUID

from app.core.errors import Refused
from app.projects.energiehuis.arithmetic.amortisation import Method
from app.projects.energiehuis.arithmetic.intervals import shifted
from app.projects.energiehuis.arithmetic.schedule import Kind, Schedule, Terms, Transfer, make_schedule, pay_off
from app.projects.energiehuis.ledger.rules_position import Conditions, Due, Entry, EntryKind, Position, summed

_MOVES: Final = {
    EntryKind.DRAWDOWN: Kind.DRAWDOWN,
    EntryKind.EARLY: Kind.EARLY,
    EntryKind.PREMIUM: Kind.PREMIUM,
}


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that count: without those that were undone and the lines that undid them."""
    known = list(entries)
    undone = {entry.reverses for entry in known if entry.reverses is not None}
    left = [entry for entry in known if entry.reverses is None and entry.uid not in undone]
    return sorted(left, key=lambda entry: (entry.value_on, entry.kind, entry.cents, entry.uid))


def replay(conditions: Conditions, entries: Iterable[Entry], on: date) -> Position:
    """Where the loan stands at the end of a day. Refuses entries that cannot stand together.

    What falls due follows from drawdowns, early repayments and the calendar alone; money received is set against it,
    the oldest day first, on each day interest before capital before costs. So the order in which entries were written
    down does not matter, and one with an earlier day simply makes everything after it come out anew.
    """
    live = [entry for entry in standing(entries) if entry.value_on <= on]
    _check(conditions, live)
    called = _called(live)
    until = on if called is None else min(on, called)
    # Up to today the first rows are enough; what is called in asks for the last one too.
    table = schedule_of(conditions, live, until, is_whole=called is not None)
    dues = [
        *_dues(conditions, live, table, until, is_called=called is not None),
        *(Due(e.value_on, cost=e.cents) for e in _of(live, EntryKind.COST)),
    ]
    dues.sort(key=lambda due: due.on)
    written_off, claimed = _write_off(dues, _total(live, EntryKind.WRITE_OFF), on)
    received = _total(live, EntryKind.PAYMENT) - _total(live, EntryKind.REFUND)
    unpaid, credit = _settle(claimed, received)
    return Position(
        on=on,
        drawn=_total(live, EntryKind.DRAWDOWN),
        repaid_early=_total(live, EntryKind.EARLY, EntryKind.PREMIUM),
        due=summed(on, dues),
        unpaid=tuple(unpaid),
        written_off=written_off,
        received=received,
        credit=credit,
    )


def schedule_of(
    conditions: Conditions, entries: Iterable[Entry], on: date, *, is_whole: bool = True
) -> Schedule | None:
    """The amortisation table as it follows from what was drawn until a day; None before the first drawdown.

    While drawing goes on, the table is that of a loan of which drawing ends on that day: until then every due date
    asks interest only. Not whole: the rows up to that day and the next one.
    """
    live = [entry for entry in standing(entries) if entry.value_on <= on]
    transfers = _transfers(live)
    until = None if is_whole else on
    return _table(_terms(conditions, live, on), tuple(transfers), until) if transfers else None


def drawing_ended(conditions: Conditions, entries: Iterable[Entry]) -> date | None:
    """The day since which nothing more is drawn: the contract is used up, or somebody ended it before that."""
    drawn = 0
    for entry in standing(entries):
        if entry.kind is EntryKind.DRAWDOWN:
            drawn += entry.cents
            if drawn >= conditions.contract_cents:
                return entry.value_on
    return conditions.drawing_ended_on


def due_since(entries: Iterable[Entry]) -> date | None:
    """The day from which everything is due; None: it is not."""
    return _called(standing(entries))


def check_entries(conditions: Conditions, entries: Iterable[Entry]) -> None:
    """Refuse entries that cannot stand together on each of their own days."""
    known = list(entries)
    for day in sorted({entry.value_on for entry in known}):
        replay(conditions, known, day)


def settlement(conditions: Conditions, entries: Sequence[Entry], on: date) -> int:
    """What ends the whole loan on a day: capital, interest until that day, everything unpaid, less credit."""
    whole = Entry(UUID(int=0), EntryKind.DUE_NOW, on, 0)
    position = replay(conditions, [*entries, whole], on)
    return position.arrears - position.credit


def agreed_terms(conditions: Conditions) -> Terms:
    """The terms of the contract as if everything is drawn at once."""
    months = 1 if conditions.method is Method.BULLET else conditions.months
    return Terms(conditions.rate, months, conditions.first_due, conditions.convention, conditions.method)


def _check(conditions: Conditions, live: Sequence[Entry]) -> None:
    drawn = _total(live, EntryKind.DRAWDOWN)
    if drawn > conditions.contract_cents:
        raise Refused("Samen met de vorige opnames is dit meer dan het bedrag van het contract.", "amount")
    called = _called(live)
    if called is not None and any(entry.kind in _MOVES and entry.value_on > called for entry in live):
        raise Refused(
            "De lening is opgeëist: er kan niets meer opgenomen of vervroegd terugbetaald worden.", "value_on"
        )
    if not drawn and any(entry.kind is not EntryKind.COST for entry in live):
        raise Refused("Er is nog niets opgenomen: er kan nog niets terugbetaald of opgeëist worden.", "value_on")


def _dues(
    conditions: Conditions, live: Sequence[Entry], table: Schedule | None, until: date, *, is_called: bool
) -> list[Due]:
    if table is None:
        return []
    rows = [
        Due(row.due, int(row.booked.interest * 100), int(row.booked.principal * 100))
        for row in table.rows
        if row.due <= until and row.booked.instalment
    ]
    if not is_called or until >= table.rows[-1].due:
        return rows
    rest = pay_off(_terms(conditions, live, until), _transfers(live), until)
    return [*rows, Due(until, int(rest.interest * 100), int(rest.principal * 100))]


@lru_cache(maxsize=512)
def _table(terms: Terms, transfers: tuple[Transfer, ...], until: date | None) -> Schedule:
    """One table is asked again and again: for every day on which entries are checked, for a page, for a letter."""
    return make_schedule(terms, transfers, until=until)


def _terms(conditions: Conditions, live: Sequence[Entry], until: date) -> Terms:
    """The terms for the calculation: due dates begin after the first drawdown, capital after drawing ended."""
    first_drawn = next(entry.value_on for entry in live if entry.kind is EntryKind.DRAWDOWN)
    first, day = conditions.first_due, conditions.first_due.day
    if conditions.method is Method.BULLET:
        return Terms(conditions.rate, 1, first, conditions.convention, Method.BULLET, day)
    months = 0
    while shifted(first, months, day) <= first_drawn:
        months += 1
    ended = drawing_ended(conditions, live)
    last = until if ended is None else min(ended, until)
    waiting = 0
    while shifted(first, months + waiting, day) <= last:
        waiting += 1
    begin = shifted(first, months, day)
    return Terms(
        conditions.rate, conditions.months, begin, conditions.convention, conditions.method, day, interest_only=waiting
    )


def _transfers(live: Iterable[Entry]) -> list[Transfer]:
    return [Transfer(e.value_on, _MOVES[e.kind], Decimal(e.cents) / 100) for e in live if e.kind in _MOVES]


def _write_off(dues: Sequence[Due], cents: int, on: date) -> tuple[Due, list[Due]]:
    """What is given up, the last due first, and what is still claimed."""
    if not cents:
        return Due(on), list(dues)
    claimed, left, gone = [], cents, []
    for due in reversed(dues):
        rest, left = due.less(left)
        claimed.append(rest)
        gone.append(Due(on, due.interest - rest.interest, due.principal - rest.principal, due.cost - rest.cost))
    if left:
        raise Refused("Er wordt meer afgeschreven dan er te betalen is.", "amount")
    return summed(on, gone), claimed[::-1]


def _settle(dues: Iterable[Due], received: int) -> tuple[list[Due], int]:
    unpaid, left = [], max(received, 0)
    for due in dues:
        if left >= due.cents:
            left -= due.cents
            continue
        rest, left = due.less(left)
        unpaid.append(rest)
    return unpaid, left + min(received, 0)


def _called(live: Iterable[Entry]) -> date | None:
    return min((entry.value_on for entry in live if entry.kind is EntryKind.DUE_NOW), default=None)


def _of(live: Iterable[Entry], *kinds: EntryKind) -> list[Entry]:
    return [entry for entry in live if entry.kind in kinds]


def _total(live: Iterable[Entry], *kinds: EntryKind) -> int:
    return sum(entry.cents for entry in _of(live, *kinds))
