"""The ledger: whatever happens, in whatever order it is written down, no cent appears or disappears."""

import random
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import Refused
from app.projects.energiehuis.arithmetic.amortisation import Method
from app.projects.energiehuis.ledger.rules import check_entries, replay, schedule_of, settlement
from app.projects.energiehuis.ledger.rules_position import Conditions, Due, Entry, EntryKind
from tests.oracle.loan_ledger import Book, outcome

SIGNED = date(2024, 1, 15)
numbers = count(1)
RATES = ("0", "2", "2.75")


def entry(kind, on, cents, reverses=None):
    return Entry(UUID(int=next(numbers)), EntryKind(kind), on, cents, reverses)


def conditions(rate="2.75", months=24, cents=1_000_000, first_due=date(2024, 3, 1), **more):
    return Conditions(Decimal(rate), months, first_due, cents, **more)


@st.composite
def histories(draw):
    """Terms, and entries that a ledger accepted one by one, some with an earlier day than those before them."""
    terms = conditions(draw(st.sampled_from(RATES)), draw(st.integers(6, 36)))
    kept = []
    for _ in range(draw(st.integers(1, 12))):
        kind = draw(st.sampled_from(["opname", "betaling", "betaling", "vervroegd", "kost", "premie", "teruggestort",
                                     "opeisbaar", "afgeschreven", "ongedaan"]))  # fmt: skip
        on = SIGNED + timedelta(days=draw(st.integers(0, 900)))
        new = entry("betaling" if kind == "ongedaan" else kind, on, draw(st.integers(1, 600_000)))
        if kind == "opeisbaar":
            new = Entry(new.uid, new.kind, on, 0)
        if kind == "ongedaan":
            free = [each for each in kept if each.reverses is None and each.uid not in {e.reverses for e in kept}]
            if not free:
                continue
            old = draw(st.sampled_from(free))
            new = Entry(new.uid, old.kind, old.value_on, old.cents, old.uid)
        try:
            check_entries(terms, [*kept, new])
        except Refused:
            continue
        kept.append(new)
    return terms, kept


@given(histories(), st.integers(0, 1400), st.integers())
@settings(max_examples=150, deadline=None)
def test_money_is_conserved_and_order_is_nothing(history, days, seed):
    terms, entries = history
    on = SIGNED + timedelta(days=days)
    found = replay(terms, entries, on)
    shuffled = list(entries)
    random.Random(seed).shuffle(shuffled)
    assert replay(terms, shuffled, on) == found
    assert found.received == found.paid.cents + found.credit
    assert found.drawn == found.repaid_early + found.paid.principal + found.written_off.principal + found.balance
    assert found.due.cents == found.paid.cents + found.arrears + found.written_off.cents
    assert found.balance >= 0
    assert min(found.arrears, found.days_late, *(each.cents for each in found.unpaid), 0) >= 0
    if found.received >= 0:
        assert found.credit >= 0
    assert not (found.credit > 0 and found.arrears > 0)


@given(histories(), st.integers(0, 1400))
@settings(max_examples=80, deadline=None)
def test_equals_the_second_derivation(history, days):
    terms, entries = history
    on = SIGNED + timedelta(days=days)
    found = replay(terms, entries, on)
    book = Book(str(terms.rate), terms.months, terms.first_due, terms.contract_cents)
    plain = [(str(each.uid), each.kind.value, each.value_on, each.cents, str(each.reverses or "")) for each in entries]
    assert outcome(book, plain, on) == {
        "balance": found.balance,
        "interest_due": found.due.interest,
        "arrears": found.arrears,
        "credit": found.credit,
        "oldest": found.oldest,
    }


def paid_until(terms, entries, on):
    """The entries with everything paid that fell due."""
    return [*entries, entry("betaling", on, replay(terms, entries, on).arrears)]


def test_a_loan_from_first_drawdown_to_last_cent():
    terms = conditions()
    book = [entry("opname", date(2024, 2, 5), 400_000), entry("opname", date(2024, 4, 10), 600_000)]
    drawing = replay(terms, book[:1], date(2024, 4, 1))
    assert (drawing.due.principal, drawing.balance) == (0, 400_000)
    assert drawing.due.interest > 0
    table = schedule_of(terms, book, date(2024, 5, 1))
    assert table.rows[2].due == date(2024, 5, 1) and table.rows[2].booked.principal > 0
    end = table.rows[-1].due
    assert replay(terms, paid_until(terms, book, end), end).balance == 0


def test_something_backdated_makes_what_follows_come_out_anew():
    terms = conditions(months=12)
    book = [entry("opname", date(2024, 2, 5), 1_000_000)]
    before = replay(terms, book, date(2024, 12, 1))
    early = entry("premie", date(2024, 6, 15), 300_000)
    after = replay(terms, [*book, early], date(2024, 12, 1))
    assert after.due.interest < before.due.interest
    undone = entry("premie", date(2024, 6, 15), 300_000, early.uid)
    assert replay(terms, [*book, early, undone], date(2024, 12, 1)) == before


def test_calling_in_makes_everything_due():
    terms = conditions()
    book = [entry("opname", date(2024, 2, 5), 1_000_000), entry("opeisbaar", date(2024, 9, 15), 0)]
    found = replay(terms, book, date(2025, 1, 1))
    assert found.arrears == found.balance + found.due.interest
    assert found.due.interest == replay(terms, book, date(2024, 9, 15)).due.interest
    asked = settlement(terms, book[:1], date(2024, 9, 15))
    assert asked == found.arrears
    whole = [*book, entry("betaling", date(2024, 9, 20), asked)]
    assert replay(terms, whole, date(2024, 9, 20)).balance == 0


def test_costs_come_last_and_a_credit_waits():
    terms = conditions(months=12)
    book = [entry("opname", date(2024, 2, 5), 1_000_000), entry("kost", date(2024, 3, 1), 750)]
    due = replay(terms, book, date(2024, 3, 1))
    book.append(entry("betaling", date(2024, 3, 2), due.arrears - 750))
    assert replay(terms, book, date(2024, 3, 2)).unpaid == (Due(date(2024, 3, 1), cost=750),)
    book.append(entry("betaling", date(2024, 3, 3), 10_000))
    assert replay(terms, book, date(2024, 3, 3)).credit == 10_000 - 750


def test_a_bullet_loan_falls_due_at_the_end():
    terms = conditions("0", 1, 5_000_000, first_due=date(2044, 1, 15), method=Method.BULLET)
    book = [entry("opname", date(2024, 2, 5), 2_000_000), entry("opname", date(2024, 8, 5), 3_000_000)]
    assert replay(terms, book, date(2044, 1, 14)).arrears == 0
    assert replay(terms, book, date(2044, 1, 15)).arrears == 5_000_000
    moved = [*book, entry("opeisbaar", date(2030, 5, 5), 0)]
    assert replay(terms, moved, date(2030, 5, 5)).arrears == 5_000_000


@pytest.mark.parametrize(
    ("kind", "on", "cents"),
    [
        ("opname", date(2024, 3, 1), 600_001),
        ("vervroegd", date(2024, 3, 1), 400_001),
        ("afgeschreven", date(2024, 3, 1), 400_000),
    ],
)
def test_what_cannot_stand_is_refused(kind, on, cents):
    book = [entry("opname", date(2024, 2, 5), 400_000)]
    with pytest.raises(Refused):
        replay(conditions(), [*book, entry(kind, on, cents)], date(2024, 4, 1))
    with pytest.raises(Refused):
        replay(conditions(), [entry("betaling", on, cents)], date(2024, 4, 1))
