"""The pages of an application and of its decision, as signed-in colleagues use them without script."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from app.access.actor import Actor, Grant
from app.access.work import working
from app.audit.models import AuditRecord
from app.cases.models import Case
from app.clients.models import Person
from app.projects.energiehuis.decision.service import Verdict
from app.projects.energiehuis.file.queries import dossier_of, papers_of
from app.projects.energiehuis.letters.models import Letter
from app.projects.energiehuis.letters.rules import LetterKind
from app.projects.energiehuis.letters.service import write_letter
from app.projects.energiehuis.models import LoanDecision
from app.projects.energiehuis.products.models import LoanRate
from tests.support.clients import registered
from tests.support.loans import advised, again, examined, filled, opened
from tests.support.people import post, sign_in

APPLY = {
    "received_on": "03/06/2024", "family": "MVL", "amount": "20.000,00", "months": "120", "municipality": "34022",
    "adults": "2", "children": "1", "organisation": "34022",
}  # fmt: skip
PARTS = [
    ("woning", {"group": "mvl_owner", "kind": "house", "address": "Verzonnenstraat 7", "building_year": "1962",
                "epc_label": "E", "epc_on": "02/05/2023", "iban": "BE71 0961 2345 6769", "situations": ["wage"]}),
    ("gezin", {"couple": "ja", "dependants": "1", "assessed": "41.250,00", "assessment_year": "2023"}),
    ("offerte", {"work": "roof", "amount": "21.000,00", "by_contractor": "ja", "description": "Dakwerken Denkbeeld"}),
    ("bedrag", {"kind": "wage", "amount": "3.100,00", "note": ""}),
    ("bedrag", {"kind": "housing", "amount": "650,00", "note": ""}),
]  # fmt: skip
DECIDE = {
    "verdict": Verdict.APPROVE.value, "amount": "18.000", "months": "96", "law_blocks": ["law_terms"],
    "fact_blocks": ["fact_income", "fact_budget"], "law": "", "fact": "", "condition": "", "special": "",
}  # fmt: skip


@pytest.fixture
def officer(app):
    return sign_in(app.test_client(), "loan_officer", "energiehuis")


@pytest.fixture
def boss(app):
    return sign_in(app.test_client(), "coordinator", "energiehuis")


@pytest.fixture
def sent_up(services, officer):
    actor = Actor(f"user:{officer.user_uid}", (Grant("loan_officer"),), officer.user_uid)
    with working(services, actor, "test") as mine, mine.transaction():
        return advised(mine, examined(mine, filled(mine, opened(mine)))).number


def version_on(page):
    return re.search(r'name="version"[^>]*value="(\d+)"', page.text)[1]


def applied(officer, work):
    """The address of a file that was just opened on the page of a person."""
    person = registered(work)
    assert "Zoek de aanvrager" in officer.get("/energiehuis/aanvraag").text
    address = f"/energiehuis/aanvraag/{person.uid}"
    assert address in officer.get(f"/personen/{person.uid}").text
    too_much = post(officer, address, {**APPLY, "amount": "60.000,01"})
    assert (too_much.status_code, "Hoogstens 60.000 euro" in too_much.text) == (422, True)
    return post(officer, address, APPLY).location


def test_illegal_steps_are_refused_with_the_reason(officer, work):
    file = applied(officer, work)
    for to in ("intake", "in_opbouw"):
        assert post(officer, f"{file}/stap", {"to": to}).status_code == 303
    refused = post(officer, f"{file}/stap", {"to": "volledig"}, follow_redirects=True)
    assert "Het dossier is nog niet volledig. Er ontbreekt: de woning" in refused.text
    number = file.rsplit("/", 1)[1]
    version = str(again(work, number).version)
    for to, words in (("geadviseerd", "kan niet naar geadviseerd gaan"), ("niets", "Kies een fase uit de lijst")):
        assert words in post(officer, f"{file}/stap", {"to": to}, follow_redirects=True).text
    general = post(officer, f"/dossiers/{number}/fase", {"to": "goedgekeurd", "on": "16/03/2026", "version": version})
    assert (general.status_code, "kan niet naar goedgekeurd gaan" in general.text) == (422, True)
    wrong = post(officer, f"{file}/woning", {**PARTS[0][1], "iban": "BE71 0961 2345 6768"})
    assert (wrong.status_code, "rekeningnummer klopt niet" in wrong.text) == (422, True)
    assert officer.get(f"{file}/niets").status_code == 404


def test_an_officer_builds_a_file_and_sends_it_up(officer, work):
    file = applied(officer, work)
    number = file.rsplit("/", 1)[1]
    for to in ("intake", "in_opbouw"):
        post(officer, f"{file}/stap", {"to": to})
    for part, data in PARTS:
        answer = post(officer, f"{file}/{part}", data)
        assert answer.status_code == 303, (part, answer.text)
    letter = officer.get(f"{file}/ontbrekend").text
    assert "Laatste aanslagbiljet" in letter
    found = dossier_of(work, again(work, number))
    for paper in papers_of(work.session, found):
        data = {"document": paper.key, "received_on": "10/06/2024", "is_checked": "y"}
        assert post(officer, f"{file}/stuk", data).status_code == 303
    for to in ("volledig", "in_onderzoek"):
        post(officer, f"{file}/stap", {"to": to})
    register = {"consulted_on": "16/03/2026", "credits": "1", "default": "0"}
    assert post(officer, f"{file}/centrale", register).status_code == 303
    assert post(officer, f"{file}/budget", {"remi": ""}).status_code == 303
    page = officer.get(file).text
    for words in ("boven het referentiebudget", "41.250 euro", "hoogstens 78.450 euro", "mechelen.be", "Dakwerken"):
        assert words in page, words
    advice = {"is_favourable": "ja", "amount": "20.000", "months": "120", "text": "Ruim haalbaar voor dit gezin."}
    assert post(officer, f"{file}/advies", advice).status_code == 303
    assert again(work, number).phase == "geadviseerd"
    assert officer.get("/energiehuis/beslissen").status_code == 403
    assert "Open het kredietdossier" in officer.get(f"/dossiers/{number}").text
    # Nothing of what was typed stands in the trail.
    trail = " ".join(f"{row.detail} {row.fields}" for row in work.session.scalars(select(AuditRecord)))
    assert not re.search("Verzonnen|41250|BE71", trail)


def test_an_amount_is_taken_off(officer, work, services):
    with work.transaction():
        case = filled(work, opened(work))
        quote = dossier_of(work, case).quotes[0].uid
    file = f"/energiehuis/dossier/{case.number}"
    post(officer, f"{file}/weg/{quote}")
    assert "Nog geen offertes." in officer.get(file).text
    assert "minstens één offerte" in officer.get(file).text


def test_deciding_on_one_page_once(boss, sent_up, work, app):
    number, other = sent_up, sign_in(app.test_client(), "coordinator", "energiehuis")
    address = f"/energiehuis/beslissen/{number}"
    assert number in boss.get("/energiehuis/beslissen").text
    page = boss.get(address)
    for words in ("Toets van de voorwaarden", "Budget van het gezin", "Stukken", "gunstig", "€ 60.000,00", "Centrale"):
        assert words.replace(" ", "\N{NO-BREAK SPACE}") in page.text or words in page.text, words
    version = version_on(page)
    bare = post(boss, address, {**DECIDE, "version": version, "law_blocks": [], "fact_blocks": []})
    assert (bare.status_code, "Motiveer de beslissing in feiten" in bare.text) == (422, True)
    assert post(boss, address, {**DECIDE, "version": version}).status_code == 303
    refusal = {**DECIDE, "version": version, "verdict": Verdict.REFUSE.value, "fact_blocks": ["fact_works_out"]}
    for client, data in ((boss, {**DECIDE, "version": version}), (other, refusal)):
        late = post(client, address, data)
        assert (late.status_code, "intussen al beslist" in late.text) == (409, True)
    assert [row.outcome for row in work.session.scalars(select(LoanDecision))] == ["goedgekeurd"]
    shown = boss.get(address).text
    assert "De voorwaarden van deze lening zoals ze golden" in shown
    assert "Bewaar de beslissing" not in shown
    letter = boss.get(re.search(r'href="(/energiehuis/brief/[0-9a-f-]+)">Gedeeltelijke toekenning<', shown)[1]).text
    for words in ("De voorwaarden van deze lening", "Het inkomen ligt binnen", "29 juli 1991", "nooit een computer"):
        assert words in letter, words
    assert work.session.query(Letter).count() == 1


def test_a_refusal_leaves_with_its_reasons(boss, sent_up, work):
    address = f"/energiehuis/beslissen/{sent_up}"
    refusal = {**DECIDE, "version": version_on(boss.get(address)), "verdict": Verdict.REFUSE.value}
    contrary = post(boss, address, refusal)
    assert (contrary.status_code, "Dit past niet bij wat je beslist: Het inkomen" in contrary.text) == (422, True)
    assert post(boss, address, refusal | {"fact_blocks": ["fact_works_out"]}).status_code == 303
    letter = boss.get(re.search(r'href="(/energiehuis/brief/[0-9a-f-]+)">Weigering<', boss.get(address).text)[1]).text
    for words in ("De voorwaarden van deze lening", "staan niet op de lijst", "Raad van State", "VII.79", "20.000"):
        assert words in letter, words
    again_asked = f"/energiehuis/{sent_up}/brief"
    assert "Ontvangstmelding" in boss.get(again_asked).text and "Toekenning" not in boss.get(again_asked).text
    assert post(boss, again_asked, {"kind": "toekenning"}).status_code == 422
    assert post(boss, again_asked, {"kind": "ontvangst"}).status_code == 303


def test_whoever_advised_sees_why_they_do_not_decide(services, app, work):
    both = sign_in(app.test_client(), "coordinator", "energiehuis")
    actor = Actor(f"user:{both.user_uid}", (Grant("coordinator"),), both.user_uid)
    with working(services, actor, "test") as mine, mine.transaction():
        number = advised(mine, examined(mine, filled(mine, opened(mine)))).number
    page = both.get(f"/energiehuis/beslissen/{number}")
    assert "Wie advies gaf, beslist niet" in page.text
    assert "Bewaar de beslissing" not in page.text
    version = str(again(work, number).version)
    assert post(both, f"/energiehuis/beslissen/{number}", {**DECIDE, "version": version}).status_code == 422
    assert work.session.scalars(select(LoanDecision)).all() == []


def test_a_condition_is_met_on_the_same_page(boss, sent_up, work):
    address = f"/energiehuis/beslissen/{sent_up}"
    version = version_on(boss.get(address))
    data = {**DECIDE, "verdict": Verdict.APPROVE_CONDITIONALLY.value, "condition": "Attest", "version": version}
    assert post(boss, address, data).status_code == 303
    page = boss.get(address)
    assert "Is de voorwaarde vervuld?" in page.text
    assert post(boss, f"{address}/voorwaarde", {"version": version_on(page)}).status_code == 303
    done = boss.get(address).text
    assert "Voldaan op" in done and "Toekenning onder voorwaarde</a>" in done and "Gedeeltelijke toekenning</a>" in done
    assert again(work, sent_up).phase == "goedgekeurd"


def test_a_rate_is_entered_by_two_people_and_outlives_the_files(officer, boss, app, work):
    address = "/energiehuis/rentevoeten"
    data = {"product": "MVL_26", "income_group": "lowest", "applied_from": "01/01/2026", "rate": "1,25",
            "source": "Besluit van proef, bladzijde 3"}  # fmt: skip
    assert post(officer, address, {**data, "source": "?"}).status_code == 422
    assert post(officer, address, {**data, "applied_from": "31/12/2025"}).status_code == 422
    assert post(officer, address, data).status_code == 303
    assert "wacht al een voorstel" in post(boss, address, data).text
    uid = re.search(r"/energiehuis/rentevoeten/([0-9a-f-]{36})", officer.get(address).text)[1]
    own = post(officer, f"{address}/{uid}", {"answer": "ja"}, follow_redirects=True)
    assert "Een tweede persoon kijkt" in own.text
    assert work.session.scalars(select(LoanRate).where(LoanRate.income_group == "lowest")).all() == []
    local = sign_in(app.test_client(), "coordinator", "energiehuis", "34022")
    assert "hele vereniging" in post(local, f"{address}/{uid}", {"answer": "ja"}, follow_redirects=True).text
    assert post(boss, f"{address}/{uid}", {"answer": "ja"}).status_code == 303
    again_page = post(boss, f"{address}/{uid}", {"answer": "ja"}, follow_redirects=True)
    assert "Iemand anders heeft dit intussen gewijzigd" in again_page.text
    assert "nagekeken door Collega coordinator" in boss.get(address).text
    post(officer, address, {**data, "product": "MVL_24", "income_group": "all", "applied_from": "01/09/2024",
                            "rate": "2,5"})  # fmt: skip
    uid = re.search(r"/energiehuis/rentevoeten/([0-9a-f-]{36})", officer.get(address).text)[1]
    post(boss, f"{address}/{uid}", {"answer": "ja"})

    def rows():
        work.session.rollback()
        found = work.session.scalars(
            select(LoanRate).where(LoanRate.product == "MVL_24").order_by(LoanRate.applied_from)
        )
        return [(str(row.rate), row.applied_from, row.applied_to, row.confirmed) for row in found]

    wanted = [("2.75", date(2024, 2, 24), date(2024, 9, 1), True), ("2.5", date(2024, 9, 1), date(2025, 1, 1), True)]
    assert rows() == wanted
    from app.projects.energiehuis.policy import load_products
    from config import POLICY_FOLDER

    with work.transaction():
        load_products(work.session, POLICY_FOLDER)
    assert rows() == wanted
    assert work.session.scalars(select(Case)).all() == []


def test_where_somebody_protected_lives_is_for_who_may_know(officer, boss, work, sent_up):
    case = work.session.scalars(select(Case).where(Case.number == sent_up)).one()
    with work.transaction():
        person = work.session.get_one(Person, case.reference_person_uid)
        person.is_protected = True
        person.address = {"street": "Schuilstraat 3", "postal_code": "8500", "place": "Kortrijk"}
        letter = write_letter(work, case=case, kind=LetterKind.RECEIVED).uid
    pages = {f"/energiehuis/beslissen/{sent_up}": "Verzonnenstraat", f"/energiehuis/brief/{letter}": "Schuilstraat"}
    for path, hidden in pages.items():
        assert hidden in boss.get(path).text, path
        assert hidden not in officer.get(path).text, path
