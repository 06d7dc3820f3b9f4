"""The life of a loan file: random sequences never reach what may not be, and every refusal says why."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import Refused
from app.projects.energiehuis.contract.rules_drawdown import Invoice, Room
from app.projects.energiehuis.contract.rules_drawdown import objections as drawdown_objections
from app.projects.energiehuis.labels import PHASES
from app.projects.energiehuis.lifecycle.rules import MOVES, Limits, LoanFile, State, check_move, objection
from app.projects.energiehuis.products.rules import Repayment

LIMITS = Limits(20, 14, call_in_instalments=2, call_in_percent=20, call_in_months=1)
TODAY = date(2026, 3, 16)
DAYS = st.integers(-60, 60).map(lambda days: TODAY + timedelta(days=days))
FILES = st.builds(
    LoanFile,
    repayment=st.sampled_from(Repayment),
    documents_complete=st.booleans(),
    ckp_consulted_on=st.none() | DAYS,
    signed_on=st.none() | DAYS,
    contract_received_on=st.none() | DAYS,
    early_drawing_reason=st.sampled_from(["", " ", "het dak lekt"]),
    drawn_cents=st.sampled_from([0, 1, 100_000]),
    balance_cents=st.sampled_from([0, 1, 100_000]),
    instalments_unpaid=st.integers(0, 3),
    unpaid_cents=st.integers(0, 300),
    payable_cents=st.just(1000),
    notice_on=st.none() | DAYS,
)
FILE = LoanFile(Repayment.ANNUITY, documents_complete=True, ckp_consulted_on=TODAY, signed_on=TODAY)


def test_every_state_has_its_moves_and_every_open_one_its_name():
    assert set(MOVES) == set(State)
    assert set(PHASES) == {state for state, moves in MOVES.items() if moves}
    reached = {State.REGISTERED}
    while more := {to for state in reached for to in MOVES[state]} - reached:
        reached |= more
    assert reached == set(State)


@pytest.mark.parametrize("state", State)
def test_what_is_not_a_move_is_refused_with_both_names(state):
    for to in set(State) - MOVES[state]:
        with pytest.raises(Refused) as refusal:
            check_move(state, to, FILE, TODAY, LIMITS)
        assert to.value.replace("_", " ") in refusal.value.message


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(State), FILES, DAYS), max_size=60))
def test_no_sequence_of_wishes_breaks_the_rules(wishes):
    state, passed = State.REGISTERED, [State.REGISTERED]
    for wish, file, on in wishes:
        # Half of the wishes would mostly be no move at all: take one of the moves where there is one.
        moves = sorted(MOVES[state])
        to = wish if not moves or wish in MOVES[state] else moves[list(State).index(wish) % len(moves)]
        if objection(state, to, file, on, LIMITS) is not None:
            with pytest.raises(Refused):
                check_move(state, to, file, on, LIMITS)
            continue
        check_move(state, to, file, on, LIMITS)
        holds_on_arrival(to, file, on)
        state = to
        passed.append(to)
    holds_of_a_life(passed)


def holds_on_arrival(to, file, on):
    if to is State.SIGNED:
        assert file.ckp_consulted_on is not None
        assert timedelta(0) <= on - file.ckp_consulted_on <= timedelta(days=20)
    if to in (State.REPAYING, State.RUNNING):
        assert file.drawn_cents > 0
        assert (file.repayment is Repayment.BULLET) == (to is State.RUNNING)
    if to is State.DRAWING:
        assert file.early_drawing_reason.strip() or on > file.signed_on + timedelta(days=14)
    if to is State.CALLED_IN:
        assert file.instalments_unpaid >= 2 or file.unpaid_cents >= 200
        assert on >= file.notice_on + timedelta(days=28)
    if to is State.REPAID:
        assert file.balance_cents == 0


def holds_of_a_life(passed):
    if State.SIGNED in passed:
        before = passed[: passed.index(State.SIGNED)]
        assert before[-2:] == [State.APPROVED, State.CONTRACT_SENT]
        assert not {State.WITHDRAWN, State.EXPIRED, State.REFUSED} & set(passed)
    if State.DRAWING in passed:
        assert State.SIGNED in passed
    assert all(not MOVES[state] for state in passed[-1:] if state not in PHASES)
    assert all(MOVES[state] for state in passed[:-1])


@pytest.mark.parametrize(
    ("state", "to", "change", "on", "is_allowed"),
    [
        (State.CONTRACT_SENT, State.SIGNED, {"ckp_consulted_on": TODAY}, TODAY + timedelta(days=20), True),
        (State.CONTRACT_SENT, State.SIGNED, {"ckp_consulted_on": TODAY}, TODAY + timedelta(days=21), False),
        (State.CONTRACT_SENT, State.SIGNED, {"ckp_consulted_on": TODAY}, TODAY - timedelta(days=1), False),
        (State.SIGNED, State.REVOKED, {}, TODAY + timedelta(days=14), True),
        (State.SIGNED, State.REVOKED, {}, TODAY + timedelta(days=15), False),
        (State.SIGNED, State.REVOKED, {"contract_received_on": TODAY + timedelta(days=3)},
         TODAY + timedelta(days=17), True),
        (State.SIGNED, State.DRAWING, {}, TODAY + timedelta(days=14), False),
        (State.SIGNED, State.DRAWING, {}, TODAY + timedelta(days=15), True),
        (State.BUILDING, State.COMPLETE, {"documents_complete": False}, TODAY, False),
        (State.DEFAULT_NOTICE, State.CALLED_IN, {"instalments_unpaid": 2, "notice_on": date(2026, 1, 31)},
         date(2026, 2, 28), True),
        (State.DEFAULT_NOTICE, State.CALLED_IN, {"instalments_unpaid": 2, "notice_on": date(2026, 1, 31)},
         date(2026, 2, 27), False),
        (State.DEFAULT_NOTICE, State.CALLED_IN, {"instalments_unpaid": 1, "unpaid_cents": 199, "payable_cents": 1000,
                                                 "notice_on": date(2026, 1, 1)}, TODAY, False),
    ],
)  # fmt: skip
def test_the_edges_of_the_guards(state, to, change, on, is_allowed):
    assert (objection(state, to, replace(FILE, **change), on, LIMITS) is None) is is_allowed


ROOM = Room(date(2026, 1, 31), 100_000, {"roof": None, "interior": 50_000}, most_drawdowns=3, most_months=36)


@pytest.mark.parametrize(
    ("paid", "invoice", "count"),
    [
        ([], Invoice(date(2029, 1, 31), "roof", 100_000), 0),
        ([], Invoice(date(2029, 2, 1), "roof", 100_000), 1),
        ([], Invoice(date(2026, 1, 30), "roof", 1), 1),
        ([], Invoice(date(2026, 2, 1), "roof", 100_001), 1),
        ([], Invoice(date(2026, 2, 1), "interior", 50_001), 1),
        ([], Invoice(date(2026, 2, 1), "pool", 1), 1),
        ([], Invoice(date(2026, 2, 1), "roof", 0), 1),
        ([Invoice(date(2026, 2, 1), "roof", 1)] * 3, Invoice(date(2026, 2, 1), "roof", 1), 1),
        ([Invoice(date(2026, 2, 1), "interior", 50_000)], Invoice(date(2026, 2, 1), "interior", 50_001), 2),
    ],
)
def test_what_an_invoice_may_take(paid, invoice, count):
    assert len(drawdown_objections(ROOM, paid, invoice)) == count


@given(st.lists(st.tuples(st.sampled_from(["roof", "interior", "pool"]), st.integers(-5, 70_000))))
def test_no_sequence_of_invoices_takes_more_than_was_granted(asked):
    paid = []
    for work, cents in asked:
        invoice = Invoice(date(2026, 3, 1), work, cents)
        if not drawdown_objections(ROOM, paid, invoice):
            paid.append(invoice)
    assert sum(each.amount_cents for each in paid) <= 100_000
    assert sum(each.amount_cents for each in paid if each.work == "interior") <= 50_000
    assert len(paid) <= 3
    assert all(each.amount_cents > 0 and each.work != "pool" for each in paid)
