"""Pages of loans, the treasury, letters, coaching; arrears by the verbs; the portfolio gone through."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from docx import Document
from pypdf import PdfReader

from app.actionplan.evaluation import evaluate, records
from app.cases.models_tasks import Task
from app.core.errors import Refused
from app.core.period import Period
from app.projects.energiehuis.arrears.rules import EventKind, age_of, default_interest, may_cost
from app.projects.energiehuis.arrears.service import (
    ask_write_off,
    call_in,
    check_buyer,
    decide_write_off,
    give_notice,
    note_event,
    remind,
)
from app.projects.energiehuis.arrears.service_ageing import age_portfolio
from app.projects.energiehuis.coaching.models import DwellingKind
from app.projects.energiehuis.coaching.service import log_owner_contact, register_dwelling
from app.projects.energiehuis.contract.queries import contract_of
from app.projects.energiehuis.contract.service import close_loan, end_drawing
from app.projects.energiehuis.figures.measures_portfolio import PORTFOLIO
from app.projects.energiehuis.ledger.models import LoanEntry
from app.projects.energiehuis.ledger.rules_position import Due, EntryKind
from app.projects.energiehuis.ledger.service import book
from app.projects.energiehuis.letters.models import Letter
from app.projects.energiehuis.letters.rules import OF_LOAN, LetterKind, Text, check_text
from app.projects.energiehuis.letters.service import letters_for, write_letter
from app.projects.energiehuis.lifecycle.rules import State
from tests.support.cases import add_person, trail_text
from tests.support.contracts import Line, coda, invoice, signed_loan
from tests.support.people import post, sign_in

TODAY = date(2026, 3, 16)
UNTRUE = {
    LetterKind.REVOKED, LetterKind.CALLED_IN, LetterKind.RECEIPT, LetterKind.YEARLY_CHECK, LetterKind.DUE_EVENT,
    LetterKind.SPREAD,
}  # fmt: skip
"""Of a loan that is repaid late."""
YEAR = {measure.key.partition(".")[2]: measure for measure in PORTFOLIO}


def running(work, *, drawn_on=date(2025, 2, 3), **more):
    """A loan that is repaid, of which nothing was paid yet."""
    case = signed_loan(work, **more)
    entry = invoice(work, case, 1_000_000, on=work.clock.today())
    book(work, case=case, kind=EntryKind.DRAWDOWN, value_on=drawn_on, cents=1_000_000, drawdown_uid=entry.uid)
    end_drawing(work, case=case, on=work.clock.today())
    return case


def test_from_a_missed_payment_to_writing_off(work, clock, as_actor):
    with work.transaction():
        case = running(work)
        remind(work, case=case, with_cost=True)
    with pytest.raises(Refused, match="per maand"), work.transaction():
        remind(work, case=case, with_cost=True)
    with work.transaction():
        assert age_portfolio(work, on=TODAY).defaults == 1
        assert age_portfolio(work, on=TODAY).defaults == 0
        give_notice(work, case=case, on=TODAY)
    with pytest.raises(Refused, match="maand na"), work.transaction():
        call_in(work, case=case)
    clock.instant += timedelta(days=32)
    with work.transaction():
        call_in(work, case=case)
        position = contract_of(work.session, case.uid).position(clock.today())
        assert case.phase == State.CALLED_IN and position.arrears == position.balance + position.due.interest + 750
    asker, decider = as_actor("coordinator"), as_actor("coordinator")
    with asker.transaction():
        own = asker.session.get_one(type(case), case.uid)
        ask_write_off(asker, case=own, cents=position.arrears)
    with pytest.raises(Refused, match="voorstelt"), asker.transaction():
        decide_write_off(asker, case=own, accept=True)
    officer = as_actor("loan_officer")
    with pytest.raises(Refused, match="coördinator"), officer.transaction():
        decide_write_off(officer, case=officer.session.get_one(type(case), case.uid), accept=True)
    with decider.transaction():
        theirs = decider.session.get_one(type(case), case.uid)
        decide_write_off(decider, case=theirs, accept=True)
        close_loan(decider, case=theirs)
    assert theirs.close_reason == "written_off"
    assert "Meld de wanbetaling aan de Centrale" in {task.what for task in decider.session.query(Task)}


def test_the_loan_of_an_emergency_buyer(work):
    with work.transaction():
        case = running(work, product="NK_22", rate="0", months=240)
        assert case.phase == State.RUNNING
        check_buyer(work, case=case, happened=None)
        assert contract_of(work.session, case.uid).position(TODAY).arrears == 0
        check_buyer(work, case=case, happened=EventKind.OTHER_PROPERTY)
        assert contract_of(work.session, case.uid).position(TODAY).arrears == 1_000_000
    assert case.phase == State.DUE_BY_EVENT


def test_rules_of_arrears():
    assert [age_of(days) for days in (0, 1, 30, 31, 90, 91)] == ["none", "d1_30", "d1_30", "d31_60", "d61_90", "d91"]
    assert may_cost([date(2026, 1, 31)], date(2026, 2, 28)) and not may_cost([date(2026, 2, 1)], date(2026, 2, 28))
    late = [Due(date(2025, 3, 16), principal=100_000)]
    assert default_interest(late, Decimal(8), Decimal("1.10"), TODAY) == 8_800
    assert default_interest(late, Decimal(0), Decimal("1.10"), TODAY) == 0


def test_figures_of_running_loans(work):
    with work.transaction():
        running(work)
        age_portfolio(work, on=date(2025, 12, 31))
    year = Period.of_year(2025)
    found = {key: evaluate(work.session, measure, year) for key, measure in YEAR.items()}
    assert found["amount_drawn"].value == found["outstanding"].value == 10_000
    # From 1 March 2025 to 1 December, one instalment a month; the first two asked interest only while drawing lasted.
    assert found["loans_late"].by["age"] == {"d91": 1}
    assert found["arrears"].value > 0 and sum(found["arrears"].by["age"].values()) == found["arrears"].value
    assert (found["days_to_signature"].value, found["days_to_money"].value) == (315, 24)
    assert found["share_without_interest"].value is None
    assert len(records(work.session, YEAR["outstanding"], year)) == 1


def test_letters_say_what_they_must_and_are_kept_sealed(app, work):
    with work.transaction():
        case = running(work)
        note_event(work, case=case, kind=EventKind.PLAN, on=TODAY, cents=12_345)
        note_event(work, case=case, kind=EventKind.DEFAULT, on=TODAY)
        book(work, case=case, kind=EntryKind.PREMIUM, value_on=TODAY, cents=100)
        fitting = letters_for(work, case)
        for kind in fitting:
            write_letter(work, case=case, kind=kind)
        # Nothing that is not so: it is neither paid off, nor called in, nor an emergency buyer's.
        untrue = set(OF_LOAN) - set(fitting)
        assert untrue == UNTRUE
        for kind in untrue:
            with pytest.raises(Refused, match="past niet"):
                write_letter(work, case=case, kind=kind)
    letters = work.session.query(Letter).all()
    assert all(b"Beste" not in letter.content_cell for letter in letters)
    notice = next(letter for letter in letters if letter.kind == LetterKind.NOTICE)
    client = sign_in(app.test_client(), "loan_officer")
    page = client.get(f"/energiehuis/brief/{notice.uid}").text
    assert "artikel VII.105" in page and "Proef Voorbeeld" in page and "{" not in page.partition("<article")[2][:2000]
    word = Document(BytesIO(client.get(f"/energiehuis/brief/{notice.uid}.docx").data))
    assert any("VII.105" in paragraph.text for paragraph in word.paragraphs)
    table = next(letter for letter in letters if letter.kind == LetterKind.SCHEDULE)
    rows = Document(BytesIO(client.get(f"/energiehuis/brief/{table.uid}.docx").data)).tables[0].rows
    assert (rows[0].cells[1].text, rows[-1].cells[5].text) == ("Vervaldag", "€\N{NO-BREAK SPACE}0,00")
    pages = PdfReader(BytesIO(client.get(f"/energiehuis/brief/{table.uid}.pdf").data)).pages
    assert all("Vervaldag" in page.extract_text() for page in pages[:2])
    pdf = PdfReader(BytesIO(client.get(f"/energiehuis/brief/{notice.uid}.pdf").data))
    assert "VII.105" in " ".join(pdf.pages[0].extract_text().split())
    assert "Voorbeeld" not in trail_text(work.session)
    for body in ("{achterstal} {onbekend}", "{achterstal}", "{achterstal} {wet} }", ""):
        with pytest.raises(Refused):
            check_text(LetterKind.NOTICE, Text("Aangetekend", body))


def test_texts_are_kept_in_versions(app, work):
    client = sign_in(app.test_client(), "coordinator")
    url = "/energiehuis/brieven/premie"
    told = {"version": "1", "subject": "Je premie", "body": "Beste {naam}\n\nNog {saldo} te gaan."}
    assert post(client, url, told).status_code == 303
    assert "iemand anders" in post(client, url, told).text.lower()
    wrong = post(client, url, told | {"version": "2", "body": "{iban_van_de_buur}"})
    assert wrong.status_code == 422 and "bestaan niet" in wrong.text


def test_a_treasurer_reads_a_statement_and_sends_a_file(app, work):
    with work.transaction():
        case = running(work)
    own = contract_of(work.session, case.uid).terms.communication
    first, second = (sign_in(app.test_client(), "treasurer") for _ in range(2))
    content = coda([Line(5_000, own), Line(700)])

    def send(content):
        return post(
            first,
            "/energiehuis/bank/inlezen",
            {"file": (BytesIO(content), "x.cod")},
            content_type="multipart/form-data",
        )

    assert send(content[:-200]).status_code == 422
    assert send(content).status_code == 303
    assert "al ingelezen" in send(content).text
    bank = first.get("/energiehuis/bank").text
    assert "geen mededeling van een lening" in bank
    place = bank.split("/energiehuis/bank/beweging/")[1].split('"')[0]
    unknown = post(first, f"/energiehuis/bank/beweging/{place}", {"kind": "premie", "number": "EH-1999-0001"})
    assert unknown.status_code == 422
    assert post(first, f"/energiehuis/bank/beweging/{place}", {"kind": "opzij", "why": "bankkosten"}).status_code == 303
    made = post(first, "/energiehuis/bank/bestand", {"kind": "inning", "execution_on": "20/03/2026"})
    assert made.status_code == 303
    order = made.location
    assert post(first, order).status_code == 422
    assert first.get(f"{order}/bestand.xml").status_code == 404
    assert post(second, order).status_code == 303
    assert post(second, order).status_code == 422
    assert second.get(f"{order}/bestand.xml").data.startswith(b"<?xml")
    page = first.get(f"/energiehuis/{case.number}/lening").text
    assert "Betaling" in page and "50,00" in page
    work.session.rollback()
    assert work.session.query(LoanEntry).filter_by(kind=EntryKind.PAYMENT).count() == 1


def test_an_owner_counts_once_and_a_building_is_no_owner(app, work):
    with work.transaction():
        owner, speaker = add_person(work), add_person(work)
        building = register_dwelling(
            work, owner_uid=speaker.uid, kind=DwellingKind.BUILDING, municipality="34022", address="Nergens 1"
        )
        home = register_dwelling(
            work, owner_uid=owner.uid, kind=DwellingKind.APARTMENT, municipality="34022", address="Nergens 1 bus 2",
            building_uid=building.uid,
        )  # fmt: skip
        for qualifying in (True, True, False):
            log_owner_contact(work, dwelling_uid=home.uid, owner_uid=owner.uid, on=TODAY, qualifying=qualifying)
        log_owner_contact(work, dwelling_uid=building.uid, owner_uid=speaker.uid, on=TODAY, qualifying=False)
    with pytest.raises(Refused, match="geen eigenaar"), work.transaction():
        log_owner_contact(work, dwelling_uid=building.uid, owner_uid=speaker.uid, on=TODAY, qualifying=True)
    from app.projects.energiehuis.figures.measures import MEASURES

    reached = next(measure for measure in MEASURES if measure.key == "energiehuis.owners_reached")
    assert evaluate(work.session, reached, Period.of_year(2026)).value == 1
    client = sign_in(app.test_client(), "loan_officer")
    typed = {"kind": "huis", "municipality": "34022", "address": "Nergens 9", "built_in": "1970"}
    made = post(client, f"/energiehuis/renovatie/nieuw/{owner.uid}", typed)
    assert made.status_code == 303 and "Nergens 9" in client.get(made.location).text
    assert "Nergens 1 bus 2" in client.get(f"/energiehuis/renovatie/{home.uid}").text
    page = client.get(f"/energiehuis/renovatie/{building.uid}").text
    assert page.count("telt mee") >= 2
    told = {"on": "16/03/2026", "qualifying": "ja"}
    assert post(client, f"/energiehuis/renovatie/{home.uid}/contact", told).status_code == 303
    assert post(client, f"/energiehuis/renovatie/{building.uid}/contact", told).status_code == 422
