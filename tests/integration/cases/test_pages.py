"""The pages of cases, as a signed-in colleague uses them without script."""

import re
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from app.audit.models import AuditRecord
from app.cases.models import Case
from app.cases.models_log import ContactMoment, Note
from app.cases.service import close_case, void_case
from app.cases.service_log import log_contact, write_note
from tests.support.cases import KIND, TODAY, add_case, trail_text
from tests.support.people import post, sign_in

SECRET = "Zegt dat de huisbaas zeehondjes verkoopt"


@pytest.fixture
def worker(app):
    return sign_in(app.test_client(), "social_worker", KIND.key, "34022")


@pytest.fixture
def case(work, worker):
    with work.transaction():
        return add_case(work, opened_on=date(2026, 1, 5), worker_uid=worker.user_uid, family_name="Zeldzaam")


def address(case, *more):
    return "/".join((f"/dossiers/{case.number}", *more))


def contact(work, case, text=SECRET):
    with work.transaction():
        return log_contact(work, case=case, kind="gesprek", on=TODAY, text=text)


def hidden(page, name):
    return re.search(rf'name="{name}"[^>]*value="([^"]*)"', page.text)[1]


def test_my_work_shows_what_waits_and_what_falls_silent(worker, case, work):
    with work.transaction():
        waiting = add_case(work, family_name="Wachtend")
    page = worker.get("/")
    assert page.status_code == 200
    for words in ("maart 2026", "Er staat niets gepland", "Zeldzaam", "Dossiers die nog niemand opvolgt"):
        assert words in page.text
    assert "/dossiers?toon=open&amp;werker=geen" in page.text
    assert "/dossiers?toon=stil&amp;werker=ik" in page.text
    assert worker.get("/dossiers?toon=stil&werker=ik").text.count(case.number) > 0
    assert waiting.number in worker.get("/dossiers?toon=open&werker=geen").text


@pytest.mark.parametrize("role", ["analyst", "volunteer", "dpo", "administrator"])
def test_my_work_without_cases(app, case, role):
    page = sign_in(app.test_client(), role).get("/")
    assert page.status_code == 200
    assert case.number not in page.text
    assert "Zeldzaam" not in page.text


def test_the_list_filters_and_keeps_the_filter_in_the_address(worker, case, work):
    with work.transaction():
        done = add_case(work)
        close_case(work, case=done, on=TODAY, reason="opgelost")
    page = worker.get("/dossiers")
    assert case.number in page.text
    assert done.number not in page.text
    assert done.number in worker.get("/dossiers?toon=afgesloten").text
    assert case.number not in worker.get("/dossiers?gemeente=34027").text
    odd = worker.get("/dossiers?toon=x&project=x&na=zomaar&voor=x&werker=x")
    assert odd.status_code == 200
    assert case.number in odd.text


def test_paging_through_the_list_by_its_links(worker, work):
    with work.transaction():
        numbers = {add_case(work, family_name="Rij").number for _ in range(51)}
    seen, url = [], "/dossiers?toon=alle"
    while url:
        page = worker.get(url)
        seen += re.findall(r'<th scope="row"><a href="/dossiers/([^"]+)"', page.text)
        link = re.search(r'rel="next" href="([^"]+)"', page.text)
        url = link[1].replace("&amp;", "&") if link else None
    assert sorted(seen) == sorted(numbers)
    assert "toon=alle" in re.search(r'rel="prev" href="([^"]+)"', page.text)[1]


def test_a_number_leads_to_its_case(worker, case):
    assert worker.get(f"/dossiers/zoek?nummer={case.number.lower()}").headers["Location"].endswith(address(case))
    missing = worker.get("/dossiers/zoek?nummer=OEF-1999-0001")
    assert missing.status_code == 404


def test_a_case_is_one_page(worker, case, work):
    contact(work, case)
    with work.transaction():
        write_note(work, case=case, text="Belangrijke notitie")
    page = worker.get(address(case))
    for words in (
        "Proef Zeldzaam",
        "Kortrijk",
        "1 volwassene",
        SECRET,
        "Belangrijke notitie",
        "Aangemeld",
        "16/03/2026",
    ):
        assert words in page.text


def test_only_what_was_shown_is_consulted(worker, case, work):
    contact(work, case)
    worker.get(address(case))
    consulted = select(AuditRecord).where(AuditRecord.action == "consult").order_by(AuditRecord.seq)
    shown = {record.entity_uid: record.fields for record in work.session.scalars(consulted)}
    assert shown == {
        case.reference_person_uid: ["person.family_name", "person.given_name"],
        case.uid: ["contact_moment.text"],
    }


def test_a_partner_sees_that_there_was_contact_but_not_what_was_said(app, case, work):
    contact(work, case)
    with work.transaction():
        write_note(work, case=case, text="Belangrijke notitie")
    partner = sign_in(app.test_client(), "partner_worker", None, "34022")
    page = partner.get(address(case))
    assert "Gesprek" in page.text
    for absent in (SECRET, "Belangrijke notitie", "Notitie", "Bewaar contact", "Verbeter"):
        assert absent not in page.text
    assert partner.get(address(case, "contact")).status_code == 403


def test_quick_entry_notes_contact_and_comes_back(worker, case, work):
    sent = post(worker, address(case), {"kind": "gesprek", "on": "16/03/2026", "text": SECRET})
    assert sent.status_code == 303
    page = worker.get(sent.headers["Location"])
    assert SECRET in page.text
    assert "Contact bewaard om 12:00." in page.text
    assert work.session.scalars(select(ContactMoment.actor)).one() == f"user:{worker.user_uid}"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"text": " "}, "Schrijf kort op"),
        ({"on": "17/03/2026"}, "Deze dag moet nog komen"),
        ({"on": "31/02/2026"}, "dag"),
        ({"kind": "zomaar"}, "Kies"),
    ],
)
def test_a_refused_entry_keeps_what_was_typed(worker, case, work, wrong, message):
    sent = post(worker, address(case), {"kind": "huisbezoek", "on": "16/03/2026", "text": SECRET} | wrong)
    assert sent.status_code == 422
    assert message in sent.text
    assert wrong.get("text", SECRET).strip() in sent.text
    assert "Proef Zeldzaam" in sent.text
    assert work.session.scalars(select(ContactMoment)).all() == []


def test_contact_from_the_list_returns_to_the_list(worker, case, work):
    page = worker.get("/dossiers?toon=stil&werker=ik")
    link = re.search(r'href="(/dossiers/[^"]+/contact\?[^"]+)"', page.text)[1].replace("&amp;", "&")
    assert worker.get(link).status_code == 200
    whole = {"kind": "gesprek", "on": "16/03/2026", "text": SECRET, "channel": "telefoon", "minutes": "15"}
    sent = post(worker, link, whole)
    assert sent.headers["Location"] == "/dossiers?toon=stil&werker=ik"
    stored = work.session.scalars(select(ContactMoment)).one()
    assert (stored.channel, stored.minutes) == ("telefoon", 15)
    elsewhere = post(worker, address(case, "contact?terug=//kwaad.example"), whole)
    assert elsewhere.headers["Location"] == address(case)


def test_contact_from_the_start_page(worker, case, work):
    assert "Proef Zeldzaam" in worker.get("/contact-noteren").text
    said = {"kind": "gesprek", "on": "16/03/2026", "text": SECRET}
    unknown = post(worker, "/contact-noteren", said | {"number": "OEF-1999-0001"})
    assert (unknown.status_code, SECRET in unknown.text, "is niet gevonden" in unknown.text) == (422, True, True)
    assert post(worker, "/contact-noteren", said | {"number": case.number.lower()}).headers["Location"] == "/"
    assert work.session.scalars(select(ContactMoment.text_cell)).one()


@pytest.mark.parametrize("kind", ["contact", "note"])
def test_a_stale_correction_shows_both_versions(app, worker, case, work, kind):
    if kind == "contact":
        record, url = contact(work, case, "Eerste tekst"), "/contact/"
    else:
        with work.transaction():
            record, url = write_note(work, case=case, text="Eerste tekst"), "/notitie/"
    url += str(record.uid)
    rest = {"kind": "gesprek", "on": "16/03/2026"}
    page = worker.get(url)
    assert "Eerste tekst" in page.text
    colleague = sign_in(app.test_client(), "coordinator")
    version = hidden(page, "version")
    assert post(colleague, url, rest | {"text": "Van de collega", "version": version}).status_code == 303
    late = post(worker, url, rest | {"text": "Van mij", "version": version})
    assert late.status_code == 409
    assert "Van de collega" in late.text
    assert "Van mij" in late.text
    again = post(worker, url, rest | {"text": "Van mij", "version": hidden(late, "version")})
    assert again.status_code == 303
    work.session.expire_all()
    assert work.session.scalars(select(ContactMoment if kind == "contact" else Note)).one().text == "Van mij"


def test_steps_of_a_case(worker, case, work):
    def step(name, **values):
        page = worker.get(address(case, name))
        assert page.status_code == 200
        return post(worker, address(case, name), {"version": hidden(page, "version"), **values})

    assert step("fase", to="bezig", on="02/03/2026").status_code == 303
    refused = step("afsluiten", reason="opgelost", on="01/03/2026")
    assert refused.status_code == 422
    assert "De vorige stap is van 02/03/2026" in refused.text
    assert step("afsluiten", reason="opgelost", on="03/03/2026").status_code == 303
    assert "Afgesloten op 03/03/2026" in worker.get(address(case)).text
    assert step("heropenen", on="04/03/2026").status_code == 303
    assert post(worker, address(case, "op-mij")).status_code == 303
    assert step("ongeldig").status_code == 303
    page = worker.get(address(case))
    assert "Ongeldig gemaakt" in page.text
    assert "Bewaar contact" not in page.text
    assert step("fase", to="wachten", on="16/03/2026").status_code == 422
    assert case.number not in worker.get("/dossiers?toon=alle").text


def test_a_step_on_what_changed_meanwhile_says_so(app, worker, case):
    version = hidden(worker.get(address(case, "fase")), "version")
    colleague = sign_in(app.test_client(), "coordinator")
    first = {"to": "bezig", "on": "16/03/2026", "version": version}
    assert post(colleague, address(case, "fase"), first).status_code == 303
    assert post(worker, address(case, "fase"), {"to": "wachten", "on": "16/03/2026"}).status_code == 409
    late = post(worker, address(case, "fase"), first | {"to": "wachten"})
    assert late.status_code == 409
    assert "Een collega was je voor" in late.text
    repeated = {"to": "wachten", "on": "16/03/2026", "version": hidden(late, "version")}
    assert post(worker, address(case, "fase"), repeated).status_code == 303


def test_foreign_and_missing_are_the_same_everywhere(app, case, work):
    moment = contact(work, case)
    with work.transaction():
        note = write_note(work, case=case, text="x")
    stranger = sign_in(app.test_client(), "social_worker", None, "34027")
    bare = address(case)
    for url in (
        bare,
        *(f"{bare}/{name}" for name in ("contact", "notitie", "fase", "afsluiten", "heropenen", "ongeldig")),
    ):
        foreign, missing = stranger.get(url), stranger.get(url.replace(case.number, "OEF-1999-9999"))
        assert (foreign.status_code, missing.status_code) == (404, 404)
        assert foreign.text == missing.text
        assert post(stranger, url, {}).status_code == 404
    for url in (f"/contact/{moment.uid}", f"/notitie/{note.uid}"):
        assert stranger.get(url).status_code == 404
        assert post(stranger, url, {"text": "x"}).status_code == 404


def test_nothing_personal_in_addresses_or_the_trail(worker, case, work, clock):
    clock.instant = datetime(2026, 3, 16, 15, tzinfo=UTC)
    post(worker, address(case), {"kind": "gesprek", "on": "16/03/2026", "text": SECRET})
    pages = [worker.get(url) for url in ("/", "/dossiers", address(case), "/contact-noteren")]
    links = {link for page in pages for link in re.findall(r'(?:href|action|src)="([^"]*)"', page.text)}
    trail = trail_text(work.session)
    for word in ("Zeldzaam", "Proef", "zeehond"):
        assert not any(word.lower() in link.lower() for link in links)
        assert word.lower() not in trail.lower()
        assert not any(word in re.search("<title>(.*?)</title>", page.text)[1] for page in pages)


def test_a_voided_case_is_still_readable(worker, case, work):
    with work.transaction():
        void_case(work, case=work.session.merge(case, load=True))
    assert worker.get(address(case)).status_code == 200
    assert case.number in worker.get("/dossiers?toon=ongeldig").text
    assert work.session.scalars(select(Case.voided_on)).one() == TODAY
