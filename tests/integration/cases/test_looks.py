"""Lists and searches leave on record how much was shown and by which criteria, and never what was asked or read."""

from datetime import date

from sqlalchemy import select

from app.audit.models import AuditRecord
from app.audit.trail import LIST, LOOKS
from tests.support.canary import CANARY
from tests.support.cases import KIND, add_case, trail_text
from tests.support.people import post, sign_in


def looks(work):
    work.session.rollback()
    found = work.session.scalars(select(AuditRecord).where(AuditRecord.action.in_((LIST, "person.search"))))
    return [(one.action, one.entity, one.detail, one.fields, one.purpose) for one in found]


def test_a_list_and_a_search_are_on_record(app, work):
    with work.transaction():
        for _ in range(2):
            add_case(work, family_name=CANARY, opened_on=date(2026, 3, 2))
    worker = sign_in(app.test_client(), "social_worker", KIND.key, "34022")
    assert worker.get("/dossiers?fase=bezig").status_code == 200
    assert looks(work) == [], "an empty list shows nobody"
    assert worker.get("/dossiers?gemeente=34022").text.count(CANARY) >= 2
    (listed,) = looks(work)
    assert listed == (LIST, "case_file", "2", ["municipality"], "cases.index")
    for words, shown in ((CANARY, "words: 2"), ("Niemandsnaam", "words: 0")):
        assert post(worker, "/personen/zoeken", {"q": words}).status_code == 200
        assert looks(work)[-1][:3] == ("person.search", "person", shown)
    assert CANARY not in trail_text(work.session)
    assert "Niemandsnaam" not in trail_text(work.session)


def test_whoever_looks_at_nothing_leaves_nothing(app, work):
    worker = sign_in(app.test_client(), "social_worker", KIND.key, "34022")
    assert worker.get("/dossiers").status_code == 200
    assert worker.get("/mijn-wachtwoord").status_code in (200, 404)
    assert not work.session.scalars(select(AuditRecord).where(AuditRecord.action.in_(LOOKS))).all()
