"""What is wrong is refused on the page on which it is typed, with the rule at its field, and nothing is kept."""

import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from sqlalchemy import func, select

from app.access.actor import Actor, Grant
from app.access.work import working
from app.projects.energiehuis.bank.models import BankLine, BankStatement, PaymentOrder
from app.projects.energiehuis.bank.service_orders import make_payment
from app.projects.energiehuis.contract.models import Drawdown, Mandate
from app.projects.energiehuis.contract.queries import contract_of
from app.projects.energiehuis.decision.models import CreditRuling
from app.projects.energiehuis.ledger.models import LoanEntry
from app.projects.energiehuis.ledger.rules_position import EntryKind
from app.projects.energiehuis.ledger.service import book
from tests.support.clients import registered
from tests.support.contracts import IBAN, OTHER_IBAN, Line, camt, coda, invoice, signed_loan
from tests.support.loans import advised, again, examined, filled, opened
from tests.support.people import post, sign_in

TODAY = date(2026, 3, 16)
WRONG_IBAN = "BE62 5100 0754 7062"
INVOICE = {
    "work": "roof", "amount": "1.000,00", "invoice_on": "10/03/2026", "invoice": "F-12", "payee": "Dakwerken Nergens",
    "iban": IBAN, "early_reason": "",
}  # fmt: skip
APPLY = {
    "received_on": "03/06/2024", "family": "MVL", "amount": "20.000,00", "months": "120", "municipality": "34022",
    "adults": "2", "children": "1", "organisation": "34022",
}  # fmt: skip


@pytest.fixture
def engine_name():
    return "sqlite"


def said_at(answer, field):
    """What the page says at a field; nothing is said where nothing is wrong."""
    found = re.search(rf'id="{field}-fout".*?</span>(.*?)</span>', answer.text, re.DOTALL)
    return found[1] if found else ""


def stored(work):
    """How much there is of everything that could have been booked."""
    kept = (LoanEntry, Drawdown, Mandate, BankStatement, BankLine, PaymentOrder, CreditRuling)
    found = tuple(work.session.scalar(select(func.count()).select_from(model)) for model in kept)
    work.session.rollback()
    return found


@pytest.fixture
def held(work):
    """Asks a page with something wrong: refused there, at that field, in those words, and nothing more is stored."""

    def hold(client, url, data, field, words):
        before = stored(work)
        answer = post(client, url, data)
        assert answer.status_code == 422, (url, data)
        assert words in said_at(answer, field), (field, words, re.findall(r'-fout".*?</p>', answer.text, re.DOTALL))
        assert stored(work) == before

    return hold


def test_amounts_beyond_the_product_and_parts_of_a_cent(app, work, held):
    officer = sign_in(app.test_client(), "loan_officer", "energiehuis")
    url = f"/energiehuis/aanvraag/{registered(work).uid}"
    for amount, words in (
        ("60.000,01", "Hoogstens 60.000 euro"), ("1.249,99", "Minstens 1.250 euro"), ("-5", ""), ("veel", ""),
        ("0,001", "hoogstens twee cijfers"),
    ):  # fmt: skip
        held(officer, url, APPLY | {"amount": amount}, "amount", words)
    held(officer, url, APPLY | {"months": "301"}, "months", "Hoogstens 300 maanden")
    file = post(officer, url, APPLY).location
    for to in ("intake", "in_opbouw"):
        post(officer, f"{file}/stap", {"to": to})
    quote = {"work": "roof", "by_contractor": "ja", "description": "Dakwerken Denkbeeld"}
    held(officer, f"{file}/offerte", quote | {"amount": "0,001"}, "amount", "hoogstens twee cijfers")
    held(officer, f"{file}/bedrag", {"kind": "wage", "amount": "0,001"}, "amount", "hoogstens twee cijfers")
    home = {"group": "mvl_owner", "kind": "house", "address": "Verzonnenstraat 7", "building_year": "1962",
            "situations": ["wage"]}  # fmt: skip
    held(officer, f"{file}/woning", home | {"iban": WRONG_IBAN}, "iban", "rekeningnummer klopt niet")


def test_an_advice_and_a_decision_stay_within_the_product(app, work, services, held):
    officer = sign_in(app.test_client(), "loan_officer", "energiehuis")
    actor = Actor(f"user:{officer.user_uid}", (Grant("loan_officer"),), officer.user_uid)
    with working(services, actor, "test") as mine, mine.transaction():
        case = examined(mine, filled(mine, opened(mine)))
        number = case.number
    advice = {"is_favourable": "ja", "months": "120", "text": "Ruim haalbaar voor dit gezin."}
    page = f"/energiehuis/dossier/{number}/advies"
    held(officer, page, advice | {"amount": "60.000,01"}, "amount", "Hoogstens 60.000 euro")
    held(officer, page, advice | {"amount": "0,001"}, "amount", "hoogstens twee cijfers")
    with working(services, actor, "test") as mine, mine.transaction():
        advised(mine, again(mine, number))
    boss = sign_in(app.test_client(), "coordinator", "energiehuis")
    decision = {"verdict": "goedkeuren", "amount": "18.000", "months": "96", "law_blocks": ["law_terms"],
                "fact_blocks": ["fact_income"], "version": str(again(work, number).version)}  # fmt: skip
    page = f"/energiehuis/beslissen/{number}"
    for wrong, field, words in (
        ({"amount": "60.000,01"}, "amount", "hoger dan het maximum"),
        ({"amount": "0,001"}, "amount", "hoogstens twee cijfers"),
        ({"amount": ""}, "amount", "Vul het toegekende bedrag"),
        ({"months": "301"}, "amount", "langer dan 300 maanden"),
        ({"fact_blocks": []}, "fact_blocks", "in feiten"),
        ({"law_blocks": []}, "law_blocks", "in rechte"),
        ({"verdict": "goedkeuren onder voorwaarde"}, "condition", "welke voorwaarde"),
    ):
        held(boss, page, decision | wrong, field, words)


def test_invoices_and_accounts(app, work, held):
    with work.transaction():
        case = signed_loan(work, signed_on=TODAY - timedelta(days=40), first_due_on=date(2026, 4, 1))
        fresh = signed_loan(work, signed_on=TODAY - timedelta(days=2), first_due_on=date(2026, 4, 1))
        old = signed_loan(
            work, signed_on=date(2023, 3, 15), first_due_on=date(2023, 5, 1), received_on=date(2023, 3, 1)
        )
    officer = sign_in(app.test_client(), "loan_officer", "energiehuis")
    url = f"/energiehuis/{case.number}/stap/factuur"
    for wrong, field, words in (
        ({"amount": "10.000,01"}, "amount", "meer dan het bedrag van het contract"),
        ({"amount": "0,001"}, "amount", "hoogstens twee cijfers"),
        ({"amount": "0"}, "amount", "meer dan 0 euro"),
        ({"work": "floor"}, "work", "Kies een van de mogelijkheden"),
        ({"iban": WRONG_IBAN}, "iban", "controlecijfers"),
        ({"invoice_on": "17/03/2026"}, "invoice_on", "vandaag of vroeger"),
    ):
        held(officer, url, INVOICE | wrong, field, words)
    held(officer, f"/energiehuis/{fresh.number}/stap/factuur", INVOICE, "early_reason", "herroepen")
    late = f"/energiehuis/{old.number}/stap/factuur"
    held(officer, late, INVOICE, "invoice_on", "36 maanden na de ondertekening")
    with work.transaction():
        for _ in range(6):
            invoice(work, case, 1000)
    held(officer, url, INVOICE, "invoice", "hoogstens 6 opnames")
    mandate = {"signed_on": "16/03/2026", "holder": "Proef Voorbeeld"}
    held(officer, f"/energiehuis/{case.number}/stap/mandaat", mandate | {"iban": WRONG_IBAN}, "iban", "controlecijfers")
    entry = {"kind": "betaling", "value_on": "16/03/2026"}
    url = f"/energiehuis/{case.number}/stap/boeking"
    held(officer, url, entry | {"amount": "0,001"}, "amount", "hoogstens twee cijfers")
    held(officer, url, entry | {"amount": "5", "value_on": "17/03/2026"}, "value_on", "moet nog komen")
    held(officer, url, entry | {"amount": "5"}, "value_on", "nog niets opgenomen")


def test_statements_twice_cut_off_or_with_a_wrong_communication(app, work):
    with work.transaction():
        case = signed_loan(work, signed_on=date(2026, 1, 5), first_due_on=date(2026, 3, 1))
        book(work, case=case, kind=EntryKind.DRAWDOWN, value_on=date(2026, 2, 10), cents=1_000_000)
        own = contract_of(work.session, case.uid).terms.communication
    client = sign_in(app.test_client(), "treasurer")

    def read(content):
        return post(client, "/energiehuis/bank/inlezen", {"file": (BytesIO(content), "afschrift.txt")})

    wrong = own[:-2] + f"{(int(own[-2:]) + 1) % 97:02}"
    for make in (coda, camt):
        whole = make([Line(12_345, own)], number=3 if make is coda else 4)
        before = stored(work)
        for damaged in (whole[:-40], whole.replace(own.encode(), wrong.encode()), whole.replace(b"123", b"923", 1)):
            answer = read(damaged)
            assert (answer.status_code, "geen volledig afschrift" in said_at(answer, "file")) == (422, True)
        assert stored(work) == before
        assert read(whole).status_code == 303
        done = stored(work)
        twice = read(whole)
        assert (twice.status_code, "al ingelezen. Er is niets geboekt." in said_at(twice, "file")) == (422, True)
        assert stored(work) == done != before


def test_who_keeps_the_treasury(app, work, as_actor):
    """The pages of one movement and one file: for whoever keeps the account, not for a part of the association."""
    with work.transaction():
        case = signed_loan(work, signed_on=TODAY - timedelta(days=40), first_due_on=date(2026, 4, 1))
        invoice(work, case, 100_000, iban=OTHER_IBAN)
    maker = as_actor("treasurer")
    with maker.transaction():
        order = make_payment(maker, execution_on=TODAY + timedelta(days=1)).uid
    first = sign_in(app.test_client(), "treasurer")
    statement = {"file": (BytesIO(coda([Line(700, text="zonder"), Line(-90)])), "afschrift.cod")}
    assert post(first, "/energiehuis/bank/inlezen", statement).status_code == 303
    lines = list(work.session.scalars(select(BankLine.uid).order_by(BankLine.place)))
    pages = [f"/energiehuis/bank/beweging/{lines[0]}", f"/energiehuis/bank/bestand/{order}"]
    for role, organisation, status in (
        ("treasurer", None, 200), ("coordinator", None, 200), ("loan_officer", None, 403),
        ("treasurer", "34022", 404), ("coordinator", "34022", 404), ("administrator", None, 403),
    ):  # fmt: skip
        client = sign_in(app.test_client(), role, "energiehuis" if organisation else None, organisation)
        assert [client.get(page).status_code for page in pages] == [status, status], role
        assert client.get(f"{pages[1]}/bestand.xml").status_code == (404 if status == 200 else status)
        if status != 200:
            for page in (*pages, f"{pages[1]}/intrekken"):
                assert post(client, page, {"kind": "opzij", "why": "bankkosten"}).status_code == status
    second = sign_in(app.test_client(), "coordinator")
    assert post(second, pages[0], {"kind": "opzij", "why": "bankkosten"}).status_code == 303
    assert post(second, pages[1]).status_code == 303
    assert b"pain.001" in second.get(f"{pages[1]}/bestand.xml").data
    assert post(second, f"{pages[1]}/intrekken").status_code == 422
