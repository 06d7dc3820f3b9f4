"""What is typed survives a closed laptop, is seen by nobody else, and goes by itself; how few steps a contact takes."""

import re
from datetime import date, timedelta
from html.parser import HTMLParser

import pytest
from sqlalchemy import select

from app.cases.models_drafts import Draft
from app.cases.models_log import ContactMoment
from app.cases.policy import drafts_kept
from app.cases.service_drafts import clear_old_drafts
from app.cases.service_log import log_contact
from tests.support.cases import KIND, TODAY, add_case, trail_text
from tests.support.people import PASSWORD, email_of, form_token, post, sign_in, token_in

WORDS = "Zegt dat de huisbaas zeehondjes verkoopt"


@pytest.fixture
def worker(app):
    return sign_in(app.test_client(), "social_worker", KIND.key, "34022")


@pytest.fixture
def case(work, worker):
    with work.transaction():
        return add_case(work, opened_on=date(2026, 1, 5), worker_uid=worker.user_uid, family_name="Zeldzaam")


def drafts(work):
    work.session.rollback()
    return list(work.session.scalars(select(Draft)))


def test_a_draft_comes_back_until_it_is_saved(app, work, worker, case):
    typed = {"number": case.number, "kind": "huisbezoek", "on": "31/02/2026", "text": WORDS, "minutes": "20"}
    assert "Concept bewaard om" in post(worker, "/concept/contact", typed).text
    post(worker, "/concept/contact", typed | {"text": f"{WORDS}!"})
    draft = drafts(work)[0]
    assert (len(drafts(work)), draft.fields["text"]) == (1, f"{WORDS}!")
    assert WORDS.encode() not in draft.fields_cell
    assert WORDS not in trail_text(work.session)
    assert f"Contact in {case.number}" in worker.get("/").text
    for path in ("", "/contact"):
        page = worker.get(f"/dossiers/{case.number}{path}").text
        assert f"{WORDS}!" in page
        assert "nog niet bewaard" in page
        assert "31/02/2026" in page
    post(worker, "/concept/contact", typed | {"text": "Eerste regel\nTweede regel"})
    for path in ("", "/contact"):
        assert re.search(
            r"<textarea[^>]*>\s*Eerste regel\nTweede regel", worker.get(f"/dossiers/{case.number}{path}").text
        )
    colleague = sign_in(app.test_client(), "social_worker", KIND.key, "34022")
    assert WORDS not in colleague.get(f"/dossiers/{case.number}").text
    assert case.number not in colleague.get("/contact-noteren").text
    saved = post(worker, f"/dossiers/{case.number}/contact", typed | {"on": "16/03/2026"})
    assert (saved.status_code, drafts(work)) == (303, [])
    assert "nog niet bewaard" not in worker.get(f"/dossiers/{case.number}").text


def test_beginning_anew_and_clearing_away(work, worker, case, clock):
    note = {"number": case.number, "text": WORDS}
    post(worker, "/concept/note", note)
    assert WORDS in worker.get(f"/dossiers/{case.number}/notitie").text
    assert post(worker, f"/concept/note/weg?number={case.number}").status_code == 303
    assert drafts(work) == []
    post(worker, "/concept/note", note)
    assert "<span" in post(worker, "/concept/note", note | {"text": " "}).text
    assert drafts(work) == []
    post(worker, "/concept/note", note)
    with work.transaction():
        assert clear_old_drafts(work) == 0
        for draft in work.session.scalars(select(Draft)):
            draft.saved_at -= drafts_kept() + timedelta(minutes=1)
        work.session.flush()
    assert WORDS not in worker.get(f"/dossiers/{case.number}/notitie").text
    with work.transaction():
        assert clear_old_drafts(work) == 1


def test_a_draft_of_a_correction_is_still_refused_when_a_colleague_was_first(work, worker, case):
    with work.transaction():
        contact = log_contact(work, case=case, kind="gesprek", on=TODAY, text="Eerst", minutes=5)
    version = re.search(r'name="version"[^>]*value="(\d+)"', worker.get(f"/contact/{contact.uid}").text)[1]
    typed = {"number": case.number, "kind": "gesprek", "on": "16/03/2026", "text": WORDS, "version": version}
    post(worker, f"/concept/contact?over={contact.uid}", typed)
    first = typed | {"text": "Collega", "with_volunteer": "y", "interpreter": "ar"}
    post(worker, f"/concept/contact?over={contact.uid}", typed)
    assert post(worker, f"/contact/{contact.uid}", first).status_code == 303
    post(worker, f"/concept/contact?over={contact.uid}", typed)
    page = worker.get(f"/contact/{contact.uid}").text
    assert WORDS in page
    assert f'value="{version}"' in page
    stale = post(worker, f"/contact/{contact.uid}", typed)
    assert stale.status_code == 409
    for words in ("Collega", WORDS, "met een vrijwilliger", "met tolk Arabisch"):
        assert words in stale.text


@pytest.mark.parametrize(
    "address",
    ["/concept/contact", "/concept/luchtkasteel", "/concept/contact?over=00000000-0000-0000-0000-000000000001"],
)
def test_a_foreign_case_keeps_nothing(app, work, case, address):
    elsewhere = sign_in(app.test_client(), "social_worker", KIND.key, "34027")
    post(elsewhere, address, {"number": case.number, "text": WORDS})
    assert drafts(work) == []


def test_nobody_turned_up_is_no_contact(work, worker, case):
    with work.transaction():
        log_contact(work, case=case, kind="no_show", on=TODAY, text="Niemand thuis")
    work.session.refresh(case)
    assert case.last_contact_on == date(2026, 1, 5)
    page = worker.get(f"/dossiers/{case.number}").text
    assert "Niet verschenen" in page


def test_the_timeline_narrowed(work, worker, case):
    with work.transaction():
        log_contact(work, case=case, kind="no_show", on=TODAY, text="Niemand thuis")
        log_contact(work, case=case, kind="gesprek", on=TODAY, text="Thuis")
    page = worker.get(f"/dossiers/{case.number}?soort=no_show").text
    assert ("Niemand thuis" in page, 'class="written">Thuis' in page) == (True, False)
    steps = worker.get(f"/dossiers/{case.number}?soort=phase").text
    assert "Niemand thuis" not in steps
    assert 'class="written">Thuis' in worker.get(f"/dossiers/{case.number}?soort=zomaar").text


class _Fields(HTMLParser):
    """The links of a page, and the fields in view of its form: not hidden, not folded away, not a tick."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links, self.fields, self._folded, self._form = [], [], 0, False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        about = dict(attrs)
        if tag == "a":
            self.links.append(about.get("href"))
        if tag == "form":
            self._form = "form" in (about.get("class") or "").split()
        if tag == "details":
            self._folded += 1
        in_view = tag in {"input", "select", "textarea"} and about.get("type") not in {"hidden", "checkbox"}
        if in_view and self._form and not self._folded:
            self.fields.append(about["name"])

    def handle_endtag(self, tag):
        self._folded -= tag == "details"


def test_a_contact_from_the_start_page_takes_two_clicks_and_three_fields(work, worker, case):
    start = _Fields(worker.get("/").text)
    for first_click in ("/contact-noteren", f"/dossiers/{case.number}/contact"):
        assert first_click in start.links
        form = _Fields(worker.get(first_click).text)
        assert 1 <= len(form.fields) <= 3, form.fields
    given = {"number": case.number, "kind": "gesprek", "on": "16/03/2026", "text": WORDS, "with_follow_up": "y"}
    assert post(worker, "/contact-noteren", given).status_code == 303
    assert work.session.scalars(select(ContactMoment)).one().text == WORDS


def test_the_phase_bar_of_a_case_says_what_it_passed_by(work, worker, case):
    from app.cases.service import close_case

    with work.transaction():
        close_case(work, case=case, on=TODAY, reason="opgelost")
    page = re.sub(r"\s+", " ", worker.get(f"/dossiers/{case.number}").text)
    assert 'Aangemeld</span><span class="visually-hidden">, voorbij' in page
    assert 'Wachten</span><span class="visually-hidden">, overgeslagen' in page
    assert 'Afgesloten</span><span class="visually-hidden">, voorbij' in page


def test_a_form_that_is_sent_after_the_session_ran_out_comes_back_filled_after_signing_in(
    app, work, worker, case, clock
):
    typed = {"kind": "huisbezoek", "on": "16/03/2026", "text": WORDS, "minutes": "20"}
    url, stranger = f"/dossiers/{case.number}/contact", app.test_client()
    clock.instant += timedelta(minutes=31)
    cookie = worker.get_cookie("regiodossier").value
    for wrong in ({"csrf_token": "x"}, {"csrf_token": ""}):
        assert post(worker, url, typed | wrong).status_code == 400
        worker.set_cookie("regiodossier", cookie)
    assert stranger.post(url, data=typed | {"csrf_token": form_token(worker)}).status_code == 400
    assert drafts(work) == []
    sent = post(worker, url, typed)
    assert (sent.status_code, sent.location) == (303, f"/aanmelden?next={url}")
    [draft] = drafts(work)
    assert (draft.user_uid, draft.about_uid) == (worker.user_uid, case.uid)
    assert WORDS.encode() not in draft.fields_cell
    assert work.session.scalars(select(ContactMoment)).all() == []
    assert WORDS not in trail_text(work.session)
    page = worker.get(sent.location)
    assert "staat klaar" in page.text
    again = worker.post(
        sent.location,
        data={"csrf_token": token_in(page), "email": email_of(app, worker.user_uid), "password": PASSWORD},
    )
    assert again.location == url
    filled = worker.get(url).text
    assert WORDS in filled
    assert "nog niet bewaard" in filled
    assert 'value="20"' in filled


def test_where_nothing_can_be_kept_signing_in_again_says_so(app, work, worker, case, clock):
    typed = {"title": WORDS, "csrf_token": form_token(worker)}
    clock.instant += timedelta(minutes=31)
    sent = worker.post("/account/wachtwoord", data=typed)
    assert (sent.status_code, sent.location) == (303, "/aanmelden?next=/account/wachtwoord")
    assert "niets bewaard" in worker.get(sent.location).text
    assert drafts(work) == []
