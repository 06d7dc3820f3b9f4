"""Statements of the bank: read whole, matched on the communication, refused when anything is wrong; and orders."""

import random
from datetime import date, datetime, timedelta
from importlib.resources import files

import pytest
from xmlschema import XMLSchema

from app.core.errors import Refused
from app.projects.energiehuis.bank.models import BankLine, BankStatement, LineStanding
from app.projects.energiehuis.bank.orders import Collection, Head, Party, Transfer, collect_file, pay_file
from app.projects.energiehuis.bank.reading import read_statements
from app.projects.energiehuis.bank.rules_numbers import (
    check_iban,
    communication_of,
    is_communication,
    is_creditor,
    written,
)
from app.projects.energiehuis.bank.service import import_statements, place_line, set_aside
from app.projects.energiehuis.contract.queries import contract_of
from app.projects.energiehuis.ledger.models import LoanEntry
from app.projects.energiehuis.ledger.rules_position import EntryKind
from app.projects.energiehuis.ledger.service import book
from tests.support.contracts import IBAN, OTHER_IBAN, Line, camt, coda, signed_loan

TODAY = date(2026, 3, 16)
FORMATS = [coda, camt]


@pytest.mark.parametrize("make", FORMATS)
def test_both_formats_say_the_same(make):
    lines = [Line(26_100, "202600003139"), Line(-1_250, text="KOSTEN"), Line(500, text="+++202/6000/03139+++ dank u")]
    lines = [
        Line(line.cents, communication_of("EH-2026-31") if line.communication else "", line.text) for line in lines
    ]
    (found,) = read_statements(make(lines))
    assert (found.account, found.opening_cents, found.closing_cents) == (IBAN, 100_000, 125_350)
    assert [each.cents for each in found.movements] == [26_100, -1_250, 500]
    assert found.movements[0].communication == communication_of("EH-2026-31")
    assert found.movements[1].communication is None
    assert found.number == "2026-001" if make is coda else "2026-1"


@pytest.mark.parametrize("make", FORMATS)
def test_whatever_is_cut_or_changed_is_refused(make):
    whole = make([Line(26_100, communication_of("EH-2026-31")), Line(-1_250)])
    chance = random.Random(5)
    rows = whole.split(b"\r\n")
    damaged = [whole[: chance.randrange(1, len(whole) - 3)] for _ in range(40)]
    damaged += [b"\r\n".join(rows[:place] + rows[place + 1 :]) for place in range(len(rows) - 1)]
    damaged += [
        whole.replace(b"26100", b"26200"),
        whole.replace(b"261.00", b"262.00"),
        whole.replace(IBAN.encode(), IBAN[:-1].encode() + b"2"),
        whole.replace(communication_of("EH-2026-31").encode(), b"202600003100"),
        b"",
        b"niets",
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    ]
    for each in damaged:
        if each != whole:
            with pytest.raises(Refused, match="geen volledig afschrift"):
                read_statements(each)


def test_check_digits():
    assert is_communication("010806817183") and not is_communication("010806817184")
    assert written("010806817183") == "+++010/8068/17183+++"
    assert check_iban("be62 5100 0754 7061") == IBAN
    for wrong in ("BE62510007547062", "BE6251000754706", "62510007547061", "", None, "BE62 5100 0754 706A"):
        with pytest.raises(Refused):
            check_iban(wrong)
    assert is_creditor("BE54ZZZ0000000097") and not is_creditor("BE55ZZZ0000000097")


@pytest.fixture
def loan(work):
    """A loan of which everything was paid out a month ago."""
    with work.transaction():
        case = signed_loan(work, signed_on=date(2026, 1, 5), first_due_on=date(2026, 3, 1), months=10)
        book(work, case=case, kind=EntryKind.DRAWDOWN, value_on=date(2026, 2, 10), cents=1_000_000)
    return case


@pytest.mark.parametrize("make", FORMATS)
def test_a_statement_is_booked_once(work, loan, as_actor, make):
    treasurer = as_actor("treasurer")
    own = contract_of(work.session, loan.uid).terms.communication
    content = make([
        Line(12_345, own), Line(500, communication_of("EH-2031-9")), Line(700, text="huur maart"), Line(-990),
        Line(300, own, on=date(2026, 2, 1)), Line(900, own, on=date(2026, 3, 12)),
    ])  # fmt: skip
    with treasurer.transaction():
        done = import_statements(treasurer, content=content)
    assert (done.statements, done.booked, done.open) == (1, 2, 4)
    lines = treasurer.session.query(BankLine).order_by(BankLine.place).all()
    assert [line.why for line in lines] == [
        None, "onbekende_lening", "zonder_mededeling", "uitgaand", "kan_niet_geboekt", None,
    ]  # fmt: skip
    assert contract_of(treasurer.session, loan.uid).position(TODAY).received == 13_245
    for again in (content, make([Line(1)]), content.replace(b"huur", b"HUUR")):
        with pytest.raises(Refused, match="al ingelezen"), treasurer.transaction():
            import_statements(treasurer, content=again)
    assert treasurer.session.query(BankStatement).count() == 1
    with treasurer.transaction():
        place_line(treasurer, uid=lines[2].uid, number=loan.number, kind=EntryKind.PREMIUM)
        set_aside(treasurer, uid=lines[3].uid, why="bankkosten")
    position = contract_of(treasurer.session, loan.uid).position(TODAY)
    assert (position.repaid_early, position.received) == (700, 13_245)
    with pytest.raises(Refused, match="reden"), treasurer.transaction():
        set_aside(treasurer, uid=lines[1].uid, why="zomaar")
    assert lines[3].standing is LineStanding.SET_ASIDE


def test_a_payment_that_the_bank_takes_back_is_undone(work, loan, as_actor):
    treasurer = as_actor("treasurer")
    own = contract_of(work.session, loan.uid).terms.communication
    with treasurer.transaction():
        import_statements(treasurer, content=coda([Line(5_000, own), Line(-5_000)]))
        back = treasurer.session.query(BankLine).filter_by(amount_cents=-5_000).one()
        place_line(treasurer, uid=back.uid, number=loan.number, kind=EntryKind.PAYMENT)
    assert contract_of(treasurer.session, loan.uid).position(TODAY).received == 0
    assert treasurer.session.query(LoanEntry).filter_by(kind=EntryKind.PAYMENT).count() == 2


def orders(count=3):
    head = Head("INN-20260316-1", datetime(2026, 3, 16, 12, 0), date(2026, 3, 20), Party("Energiehuis W13", IBAN))
    communication = communication_of("EH-2026-31")
    debtor = Party("Zoë Ñandú & Zn.", OTHER_IBAN)
    collections = [
        Collection(f"e{n}", 10_000 + n, debtor, f"EH-2026-{n}-1", date(2026, 1, 5), n == 0, communication)
        for n in range(count)
    ]  # fmt: skip
    transfers = [
        Transfer(f"t{n}", 999, Party("Dakwerken 'Nergens' <bv>", OTHER_IBAN), "Factuur 12") for n in range(count)
    ]
    return head, collections, transfers


def test_orders_follow_their_schema():
    folder = files("sepaxml") / "schemas"
    head, collections, transfers = orders()
    for name, content in (
        ("pain.008.001.08.xsd", collect_file(head, "BE54ZZZ0000000097", collections)),
        ("pain.001.001.09.xsd", pay_file(head, transfers)),
    ):
        XMLSchema(str(folder / name)).validate(content.decode())


def test_orders_that_cannot_be_right_are_not_written():
    head, collections, transfers = orders(1)
    with pytest.raises(Refused, match="schuldeiserscode"):
        collect_file(head, "BE55ZZZ0000000097", collections)
    with pytest.raises(Refused, match="niets"):
        pay_file(head, [])
    wrong = [Transfer("t", 0, transfers[0].creditor, "x"), Transfer("t", 5, Party("A", "BE00510007547061"), "x"),
             Transfer("x" * 36, 5, transfers[0].creditor, "x")]  # fmt: skip
    for each in wrong:
        with pytest.raises(Refused):
            pay_file(head, [each])
    content = collect_file(head, "BE54ZZZ0000000097", collections).decode()
    assert "Zoe Nandu Zn." in content and "<SeqTp>FRST</SeqTp>" in content
    assert content == collect_file(head, "BE54ZZZ0000000097", collections).decode()
    assert TODAY + timedelta(days=4) == head.execution_on
