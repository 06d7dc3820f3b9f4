"""A loan from contract to closing, and what is refused on the way."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from app.cases.models_tasks import Task
from app.core.errors import Refused
from app.projects.energiehuis.bank.models import OrderKind
from app.projects.energiehuis.bank.queries import order_lines
from app.projects.energiehuis.bank.service_orders import (
    make_collection,
    make_payment,
    order_file,
    release,
    withdraw_order,
)
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
from app.projects.energiehuis.ledger.models import LoanEntry
from app.projects.energiehuis.ledger.rules_position import EntryKind
from app.projects.energiehuis.ledger.service import book, undo
from app.projects.energiehuis.lifecycle.rules import State
from tests.support.contracts import IBAN, OTHER_IBAN, approved_loan, invoice, signed_loan

TODAY = date(2026, 3, 16)
SOON = TODAY + timedelta(days=3)


@pytest.fixture
def treasurers(as_actor):
    return as_actor("treasurer"), as_actor("treasurer")


def pay_out(treasurers, day=SOON):
    """Make a payment file and let somebody else release it."""
    first, second = treasurers
    with first.transaction():
        uid = make_payment(first, execution_on=day).uid
    with second.transaction():
        release(second, uid=uid)
    return uid


def refused(work, words, call):
    with pytest.raises(Refused, match=words), work.transaction():
        call()


def test_from_contract_to_the_last_cent(work, clock, treasurers):
    with work.transaction():
        case = signed_loan(work, signed_on=TODAY - timedelta(days=40), first_due_on=date(2026, 4, 1), months=12)
    contract = contract_of(work.session, case.uid)
    assert (contract.terms.most_drawdowns, contract.terms.most_months) == (6, 36)
    assert (
        contract.terms.communication
        == f"{case.number[3:7]}{int(case.number[8:]):06}" + contract.terms.communication[10:]
    )
    assert {task.what for task in work.session.query(Task)} == {
        "Contract melden aan de Centrale voor kredieten (binnen 2 werkdagen)"
    }
    with work.transaction():
        invoice(work, case, 400_000)
    pay_out(treasurers)
    work.session.expire_all()
    assert case.phase == State.DRAWING
    clock.instant += timedelta(days=20)
    with work.transaction():
        end_drawing(work, case=case, on=clock.today())
    assert case.phase == State.REPAYING
    position = contract_of(work.session, case.uid).position(date(2026, 5, 1))
    assert position.drawn == 400_000 and position.due.interest > 0
    clock.instant += timedelta(days=500)
    with work.transaction():
        owed = contract_of(work.session, case.uid).position(clock.today())
        assert owed.balance == 400_000
        book(work, case=case, kind=EntryKind.PAYMENT, value_on=clock.today(), cents=owed.arrears)
        close_loan(work, case=case)
    assert (case.close_reason, contract_of(work.session, case.uid).position(clock.today()).balance) == ("repaid", 0)


def test_what_the_contract_does_not_allow(work, treasurers):
    with work.transaction():
        case = signed_loan(work, signed_on=TODAY - timedelta(days=40), first_due_on=date(2026, 4, 1))
        fresh = signed_loan(work, signed_on=TODAY - timedelta(days=2), first_due_on=date(2026, 4, 1))
        old = signed_loan(
            work, signed_on=date(2023, 3, 15), first_due_on=date(2023, 5, 1), received_on=date(2023, 3, 1)
        )
    refused(work, "contract", lambda: invoice(work, case, 1_000_001))
    refused(work, "niet goedgekeurd", lambda: invoice(work, case, 1000, work="floor"))
    refused(work, "controlecijfers", lambda: invoice(work, case, 1000, iban="BE62510007547062"))
    refused(work, "herroepen", lambda: invoice(work, fresh, 1000))
    refused(work, "36 maanden", lambda: invoice(work, old, 1000))
    with work.transaction():
        invoice(work, fresh, 1000, early_reason="De aannemer vraagt een voorschot voor het dak.")
        for _ in range(6):
            invoice(work, case, 1000)
    refused(work, "6 opnames", lambda: invoice(work, case, 1000))
    refused(work, "niets opgenomen", lambda: book(work, case=case, kind=EntryKind.PAYMENT, value_on=TODAY, cents=100))
    refused(work, "0 euro", lambda: book(work, case=case, kind=EntryKind.COST, value_on=TODAY, cents=0))
    assert work.session.query(LoanEntry).count() == 0


def test_signing_asks_a_fresh_consultation_and_withdrawing_ends_it(work):
    with work.transaction():
        case = approved_loan(work)
        refused_case = approved_loan(work, rate=None)
        send_contract(work, case=case, on=TODAY, kinds_of_work=("roof",))
    late = Signature(TODAY, TODAY - timedelta(days=21), date(2026, 5, 1))
    refused(work, "20 dagen", lambda: sign_contract(work, case=case, signature=late))
    refused(work, "rentevoet", lambda: send_contract(work, case=refused_case, on=TODAY, kinds_of_work=("roof",)))
    refused(work, "rekeningnummer", lambda: add_mandate(work, case=case, signed_on=TODAY, iban="BE1", holder="Proef"))
    with work.transaction():
        sign_contract(work, case=case, signature=Signature(TODAY, TODAY - timedelta(days=20), date(2026, 5, 1)))
        add_mandate(work, case=case, signed_on=TODAY, iban=OTHER_IBAN, holder="Proef Voorbeeld")
        add_mandate(work, case=case, signed_on=TODAY, iban=IBAN, holder="Proef Voorbeeld")
    assert contract_of(work.session, case.uid).mandate.reference == f"{case.number}-2"
    with work.transaction():
        revoke(work, case=case, on=TODAY)
    assert case.close_reason == "revoked"


def test_nobody_releases_what_they_made_or_wrote(work, as_actor, treasurers):
    first, second = treasurers
    writer = as_actor("coordinator")
    with work.transaction():
        case = signed_loan(work, signed_on=TODAY - timedelta(days=40), first_due_on=date(2026, 4, 1))
    with writer.transaction():
        invoice(writer, writer.session.get_one(type(case), case.uid), 200_000)
    refused(first, "vanaf morgen", lambda: make_payment(first, execution_on=TODAY))
    with first.transaction():
        uid = make_payment(first, execution_on=SOON).uid
    refused(first, "geeft het niet vrij", lambda: release(first, uid=uid))
    refused(writer, "rekeningnummer", lambda: release(writer, uid=uid))
    refused(as_actor("loan_officer"), "beheert", lambda: release(as_actor("loan_officer"), uid=uid))
    assert work.session.query(LoanEntry).count() == 0
    with second.transaction():
        withdraw_order(second, uid=uid)
    pay_out(treasurers)
    assert second.session.query(LoanEntry).one().amount_cents == 200_000
    refused(first, "geen enkele factuur", lambda: make_payment(first, execution_on=SOON))


def test_each_due_date_is_collected_once(work, clock, treasurers):
    first, second = treasurers
    with work.transaction():
        case = signed_loan(work, signed_on=TODAY - timedelta(days=40), first_due_on=date(2026, 4, 1), months=10)
        invoice(work, case, 1_000_000)
    pay_out(treasurers)
    clock.instant += timedelta(days=60)
    with first.transaction():
        order = make_collection(first, execution_on=clock.today() + timedelta(days=2))
    lines = order_lines(first.session, order.uid)
    assert [line.line.due_on for line in lines] == [date(2026, 4, 1), date(2026, 5, 1)]
    assert [line.line.is_first for line in lines] == [True, False]
    with second.transaction():
        assert release(second, uid=order.uid).kind is OrderKind.COLLECT
    content = order_file(order, lines).decode()
    assert f"<Ref>{lines[0].communication}</Ref>" in content and content.count("<DrctDbtTxInf>") == 2
    refused(
        first, "geen enkele vervaldag", lambda: make_collection(first, execution_on=clock.today() + timedelta(days=2))
    )


def test_an_entry_is_never_changed_and_undone_only_when_the_rest_can_stand(work, treasurers):
    with work.transaction():
        case = signed_loan(work, signed_on=TODAY - timedelta(days=40), first_due_on=date(2026, 4, 1))
        invoice(work, case, 500_000)
    pay_out(treasurers, TODAY + timedelta(days=1))
    drawn = work.session.query(LoanEntry).one()
    for statement in ("UPDATE loan_entry SET amount_cents = 1", "DELETE FROM loan_entry"):
        with pytest.raises(DatabaseError, match="final"), work.transaction():
            work.session.execute(text(statement))
    with work.transaction():
        undo(work, case=case, uid=drawn.uid, reason="teruggekeerd")
    assert contract_of(work.session, case.uid).position(SOON).drawn == 0
    refused(work, "al ongedaan", lambda: undo(work, case=case, uid=drawn.uid, reason="teruggekeerd"))
