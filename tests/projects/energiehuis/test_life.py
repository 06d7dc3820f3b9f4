"""Random events over a whole life, from application to the last cent: no illegal state, no cent lost or found."""

import shutil
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.access.actor import Actor, Grant
from app.access.work import Work, working
from app.cases.loading import case_for_change
from app.cases.models import Case, PhaseChange
from app.cases.service import change_phase, close_case
from app.core.errors import DomainError
from app.core.uid import new_uid
from app.projects.energiehuis.arrears.service import (
    agree_plan,
    ask_write_off,
    call_in,
    decide_write_off,
    give_notice,
    hold_for_settlement,
    regularise,
    remind,
)
from app.projects.energiehuis.arrears.service_ageing import age_portfolio
from app.projects.energiehuis.bank.models import PaymentLine, PaymentOrder
from app.projects.energiehuis.bank.service_orders import make_payment, release
from app.projects.energiehuis.contract.models import ContractEvent
from app.projects.energiehuis.contract.queries import contract_of
from app.projects.energiehuis.contract.service import (
    Signature,
    add_mandate,
    close_loan,
    end_drawing,
    revoke,
    send_contract,
    sign_contract,
)
from app.projects.energiehuis.decision.rules import Verdict
from app.projects.energiehuis.decision.service import Ruling, decide
from app.projects.energiehuis.file.queries import dossier_of
from app.projects.energiehuis.ledger.rules_position import EntryKind
from app.projects.energiehuis.ledger.service import book, undo
from app.projects.energiehuis.lifecycle.rules import MOVES, State
from app.projects.energiehuis.lifecycle.service import ENDS
from app.projects.energiehuis.models import LoanDecision
from app.web.extensions import db
from tests.oracle.loan_ledger import Book, outcome
from tests.support.contracts import IBAN, invoice
from tests.support.households import NOON
from tests.support.loans import advised, examined, filled, opened

GROUND = "Zoals de voorwaarden het vragen, en zoals uit de stukken blijkt."
WISH = Ruling(Verdict.APPROVE, 1_500_000, 24, GROUND, GROUND, "Een attest")
ROLES = ("loan_officer", "coordinator", "treasurer", "administrator")
PEOPLE = tuple(Actor(f"user:{uid}", tuple(map(Grant, ROLES)), uid) for uid in (new_uid(), new_uid(), new_uid()))
START = (
    ("fill", 0), ("examine", 0), ("advise", 0), ("decide", 1), ("send", 0), ("sign", 0), ("wait", 20), ("invoice", 9),
    ("pay_out", 1), ("wait", 1), ("end", 0), ("wait", 40), ("remind", 0), ("notice", 0), ("wait", 12), ("call_in", 0),
)  # fmt: skip
STARTS = (3, 6, 8, 9, 11, 11, 12, 14, 14, 15, 16, 16)
BEFORE = ["fill", "examine", "advise", "decide", "send", "sign", "mandate", "revoke"]
AFTER = [
    "invoice", "pay_out", "end", "payment", "owed", "early", "cost", "due_now", "undo", "age", "remind", "notice",
    "call_in", "plan", "hold", "regularise", "ask_write_off", "decide_write_off", "close", "wait", "wait", "owed",
]  # fmt: skip
WHO = st.integers(0, 2)
EVENTS = st.lists(
    st.tuples(
        WHO,
        st.one_of(
            st.tuples(st.sampled_from(BEFORE), st.integers(0, 40)),
            *[st.tuples(st.sampled_from(AFTER), st.integers(0, 40))] * 3,
            st.tuples(st.just("phase"), st.integers(0, len(State) - 1)),
            st.tuples(st.just("shut"), st.integers(0, len(ENDS) - 1)),
        ),
    ),
    min_size=8,
    max_size=18,
)


@dataclass
class Life:
    """One loan, and the clock that everybody shares."""

    number: str
    clock: object

    def happen(self, work: Work, who: int, what: str, n: int) -> None:
        if what == "wait":
            self.clock.instant += timedelta(days=n * 3)
            return
        case, today = case_for_change(work, self.number), work.clock.today()
        if what == "pay_out":
            self._pay_out(work, who, n)
        elif what == "age":
            age_portfolio(work, on=today)
        elif what == "phase":
            change_phase(work, case=case, to=list(State)[n], on=today)
        elif what == "shut":
            close_case(work, case=case, on=today, reason=sorted(ENDS)[n])
        else:
            getattr(self, what)(work, case, today, n)

    def _pay_out(self, work: Work, who: int, n: int) -> None:
        order = make_payment(work, execution_on=work.clock.today() + timedelta(days=1 + n % 3))
        with working(work_services[0], PEOPLE[n % 3], "test") as other:
            work.session.commit()
            with other.transaction():
                release(other, uid=order.uid)

    fill = staticmethod(lambda work, case, today, n: filled(work, case))
    examine = staticmethod(lambda work, case, today, n: examined(work, case))
    advise = staticmethod(lambda work, case, today, n: advised(work, case))
    send = staticmethod(lambda work, case, today, n: send_contract(work, case=case, on=today))
    revoke = staticmethod(lambda work, case, today, n: revoke(work, case=case, on=today))
    end = staticmethod(lambda work, case, today, n: end_drawing(work, case=case, on=today))
    invoice = staticmethod(lambda work, case, today, n: invoice(work, case, 100_000 * (n + 1)))
    remind = staticmethod(lambda work, case, today, n: remind(work, case=case, with_cost=n % 2 == 1))
    notice = staticmethod(lambda work, case, today, n: give_notice(work, case=case, on=today))
    call_in = staticmethod(lambda work, case, today, n: call_in(work, case=case))
    hold = staticmethod(lambda work, case, today, n: hold_for_settlement(work, case=case, on=today))
    regularise = staticmethod(lambda work, case, today, n: regularise(work, case=case))
    close = staticmethod(lambda work, case, today, n: close_loan(work, case=case))
    decide_write_off = staticmethod(lambda work, case, today, n: decide_write_off(work, case=case, accept=n % 4 > 0))

    def decide(self, work, case, today, n):
        verdict = [Verdict.APPROVE, Verdict.APPROVE, Verdict.APPROVE, Verdict.REFUSE, Verdict.SEND_BACK][n % 5]
        decide(work, number=self.number, version=case.version, ruling=replace(WISH, verdict=verdict))

    def sign(self, work, case, today, n):
        sign_contract(work, case=case, signature=Signature(today, None, today + timedelta(days=28)))

    def mandate(self, work, case, today, n):
        add_mandate(work, case=case, signed_on=today, iban=IBAN, holder="Proef Voorbeeld")

    def _book(self, work, case, kind, cents, days=0):
        book(work, case=case, kind=kind, value_on=work.clock.today() - timedelta(days=days), cents=cents)

    def payment(self, work, case, today, n):
        self._book(work, case, EntryKind.PAYMENT, 10_000 * (n + 1), n)

    def owed(self, work, case, today, n):
        self._book(work, case, EntryKind.PAYMENT, contract_of(work.session, case.uid).position(today).arrears)

    def early(self, work, case, today, n):
        self._book(work, case, EntryKind.PREMIUM if n % 2 else EntryKind.EARLY, 20_000 * (n + 1), n)

    def cost(self, work, case, today, n):
        self._book(work, case, EntryKind.COST, 750)

    def due_now(self, work, case, today, n):
        self._book(work, case, EntryKind.DUE_NOW, 0)

    def undo(self, work, case, today, n):
        entries = contract_of(work.session, case.uid).entries
        if entries:
            undo(work, case=case, uid=entries[n % len(entries)].uid, reason="teruggekeerd")

    def plan(self, work, case, today, n):
        agree_plan(work, case=case, monthly_cents=100 * (n + 1), until_on=today + timedelta(days=200))

    def ask_write_off(self, work, case, today, n):
        ask_write_off(work, case=case, cents=contract_of(work.session, case.uid).position(today).arrears)


work_services: list[object] = []


def holds(work: Work, case: Case) -> None:
    """What must be true after every event that was let through."""
    query = select(PhaseChange.phase).where(PhaseChange.case_uid == case.uid).order_by(PhaseChange.uid)
    states = [
        State(phase) if phase != "afgesloten" else ENDS[case.close_reason] for phase in work.session.scalars(query)
    ]
    assert all(to in MOVES[here] for here, to in pairwise(states)), states
    found = dossier_of(work, case)
    if State.CONTRACT_SENT not in states:
        return
    contract = contract_of(work.session, case.uid)
    decision = work.session.scalars(select(LoanDecision).where(LoanDecision.application_uid == case.uid)).one()
    assert (contract.terms.amount_cents, contract.terms.months) == (decision.amount_cents, decision.months)
    assert set(contract.works) <= {quote.work for quote in found.quotes}
    if State.SIGNED in states:
        age = contract.signed.signed_on - contract.terms.ckp_consulted_on
        assert timedelta(0) <= age <= timedelta(days=20)
        money_is_conserved(work, case, contract)
    else:
        assert not contract.entries
    here, gone = states[-1], {entry.reverses_uid for entry in contract.entries}
    standing = [entry.kind for entry in contract.entries if entry.reverses_uid is None and entry.uid not in gone]
    if here in (State.CALLED_IN, State.RECOVERY):
        assert EntryKind.DUE_NOW in standing
    assert standing.count(EntryKind.DUE_NOW) <= 1
    if here in (State.REPAID, State.WRITTEN_OFF, State.REVOKED):
        end = contract.position(work.clock.today())
        assert (end.balance, end.arrears, end.credit) == (0, 0, 0)


def money_is_conserved(work: Work, case: Case, contract) -> None:
    today = work.clock.today() + timedelta(days=5)
    position = contract.position(today)
    gone = {entry.reverses_uid for entry in contract.entries}
    live = [entry for entry in contract.entries if entry.reverses_uid is None and entry.uid not in gone]
    drawn = sum(entry.amount_cents for entry in live if entry.kind is EntryKind.DRAWDOWN)
    paid = sum(entry.amount_cents for entry in live if entry.kind is EntryKind.PAYMENT)
    assert position.drawn == drawn <= contract.terms.amount_cents
    assert drawn == position.repaid_early + position.paid.principal + position.written_off.principal + position.balance
    assert paid == position.paid.cents + position.credit
    assert position.due.cents == position.paid.cents + position.arrears + position.written_off.cents
    released = select(PaymentLine.drawdown_uid).join(PaymentOrder, PaymentOrder.uid == PaymentLine.order_uid)
    sent = set(work.session.scalars(released.where(PaymentOrder.released_at.is_not(None))))
    assert {entry.drawdown_uid for entry in live if entry.kind is EntryKind.DRAWDOWN} <= sent
    for order in work.session.scalars(select(PaymentOrder).where(PaymentOrder.released_at.is_not(None))):
        assert order.released_by != order.made_by
    asked = {"afschrijving_gevraagd": [], "afschrijving_beslist": []}
    for event in work.session.scalars(select(ContractEvent).where(ContractEvent.case_uid == case.uid)):
        asked.get(event.kind, []).append(event.actor)
    assert all(a != b for a, b in zip(*asked.values(), strict=False))
    if contract.terms.drawing_ended_on is None and not any(e.kind is EntryKind.WRITE_OFF for e in live):
        recount(contract, today, position)


def recount(contract, today, position) -> None:
    """The second derivation, which shares no code, comes to the same cent."""
    terms = contract.terms
    lines = [
        (str(e.uid), e.kind.value, e.value_on, e.amount_cents, str(e.reverses_uid or "")) for e in contract.entries
    ]
    found = outcome(Book(str(terms.rate), terms.months, terms.first_due_on, terms.amount_cents), lines, today)
    assert (found["balance"], found["arrears"], found["credit"]) == (
        position.balance, position.arrears, position.credit,
    )  # fmt: skip


@pytest.fixture
def anew(app, settings, services, work, clock, _sqlite):
    """Begins again on an installation in which nothing happened yet: one life must not find what another left."""

    def begin() -> None:
        work.session.close()
        with app.app_context():
            db.engine.dispose()
        services.vault.keystore.engine.dispose()
        for name in ("regiodossier.db", "keystore.db"):
            for leftover in ("-wal", "-shm"):
                (settings.home / f"{name}{leftover}").unlink(missing_ok=True)
            shutil.copyfile(_sqlite.original.home / name, settings.home / name)
        clock.instant = NOON

    return begin


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(STARTS), EVENTS)
def test_no_life_reaches_what_may_not_be(services, work, clock, anew, start, events):
    anew()
    work_services[:] = [services]
    with working(services, PEOPLE[0], "test") as first, first.transaction():
        life = Life(opened(first).number, clock)
    told = [(1 if what == "decide" else 0, (what, 0 if what == "decide" else n)) for what, n in START[:start]]
    for who, (what, n) in [*told, *events]:
        with working(services, PEOPLE[who], "test") as mine:
            try:
                with mine.transaction():
                    life.happen(mine, who, what, n)
            except DomainError:
                continue
        try:
            holds(work, case_for_change(work, life.number))
        finally:
            work.session.rollback()
