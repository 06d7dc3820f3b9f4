"""The trail: a change and its record stand or fall together, a consultation stays, no value is in either."""

import logging
from datetime import date

import pytest
from sqlalchemy import func, select

from app.access.actor import system_actor
from app.access.guard import public
from app.access.work import working
from app.audit import trail as trail_module
from app.audit.chain import verify
from app.audit.models import AuditRecord
from app.clients.models import Person
from app.core.db import transaction
from app.web.work import begin_work
from app.web.work import work as web_work

CANARIES = {
    "family_name": "Kanarievogel",
    "given_name": "Zebravink",
    "national_number": "91051700086",
    "phone": "0470123999",
    "email": "kanarie@voorbeeld.example",
    "birth_date": date(2091, 5, 17),
    "address": {"street": "Volièrelaan 999", "place": "Nergenshuizen"},
}
STRINGS = ("Kanarievogel", "Zebravink", "91051700086", "0470123999", "kanarie@", "2091-05-17", "lrelaan", "Nergens")


def person(work):
    return Person(organisation="34022", created_at=work.clock.now(), **CANARIES)


def records(work):
    with working_session(work) as session:
        return list(session.scalars(select(AuditRecord).order_by(AuditRecord.seq)))


def working_session(work):
    from sqlalchemy.orm import Session

    return Session(work.session.get_bind())


def persons(work):
    with working_session(work) as session:
        return session.scalar(select(func.count()).select_from(Person))


def register(work):
    made = person(work)
    work.session.add(made)
    work.trail.record("person.register", "person", made.uid, fields=list(CANARIES))
    return made


def test_a_change_and_its_record_commit_together(work):
    with work.transaction():
        made = register(work)
    assert persons(work) == 1
    (record,) = records(work)
    assert (record.action, record.entity_uid, record.fields) == ("person.register", made.uid, sorted(CANARIES))


def test_a_change_that_fails_leaves_no_record(work):
    with pytest.raises(RuntimeError), work.transaction():
        register(work)
        raise RuntimeError("on second thoughts")
    with work.transaction():
        work.trail.record("test", "thing")
    assert persons(work) == 0
    assert [record.action for record in records(work)] == ["test"]


def test_a_record_that_fails_leaves_no_change(work, monkeypatch):
    def broken(*_):
        raise OSError("no space")

    monkeypatch.setattr(trail_module, "append", broken)
    with pytest.raises(OSError, match="no space"), work.transaction():
        register(work)
    monkeypatch.undo()
    assert persons(work) == 0
    assert records(work) == []
    assert work.trail.pending == []


def test_a_transaction_within_a_transaction_is_refused(work):
    with pytest.raises(RuntimeError, match="within"), work.transaction():
        register(work)
        work.session.flush()
        with work.transaction():
            pass
    assert persons(work) == 0


def test_a_consultation_stays_when_the_work_is_rolled_back(services):
    with pytest.raises(RuntimeError), working(services, system_actor("test"), "reading") as work:
        with work.transaction():
            made = register(work)
            uid = made.uid
        with work.transaction():
            _ = made.family_name, made.phone, made.family_name
            made.phone = None
            work.trail.record("person.change", "person", uid)
            raise RuntimeError("rolled back")
    found = records(work)
    assert [record.action for record in found] == ["person.register", "consult"]
    assert (found[1].entity_uid, found[1].purpose) == (uid, "reading")
    assert found[1].fields == ["person.family_name", "person.phone"]


def test_an_unwritten_change_is_never_recorded_with_the_consultations(services):
    with working(services, system_actor("test"), "test") as work:
        with work.transaction():
            made = register(work)
        _ = made.given_name
        work.trail.record("person.change", "person", made.uid)  # outside a transaction: nothing was changed
    assert [record.action for record in records(work)] == ["person.register", "consult"]


def test_consultations_that_could_not_be_recorded_are_kept(work, services, monkeypatch):
    with work.transaction():
        made = register(work)
    _ = made.family_name

    def broken(*_):
        raise OSError("no space")

    monkeypatch.setattr(trail_module, "append", broken)
    with services.new_session() as apart, pytest.raises(OSError, match="no space"):
        work.trail.write_consultations(apart, work.context)
    monkeypatch.undo()
    assert work.context.opened
    with services.new_session() as apart:
        work.trail.write_consultations(apart, work.context)
    assert [record.action for record in records(work)] == ["person.register", "consult"]
    assert not work.context.opened


def test_a_record_that_one_engine_would_refuse_is_refused_on_both(work):
    with pytest.raises(ValueError, match="detail too long"):
        work.trail.record("test", "thing", detail="x" * 201)


def test_consultations_of_a_request_are_recorded_whatever_becomes_of_it(app, services):
    with working(services, system_actor("test"), "test") as work, work.transaction():
        uid = register(work).uid

    def show():
        begin_work(system_actor("request"))
        return web_work().session.get(Person, uid).family_name

    def fail():
        begin_work(system_actor("request"))
        raise RuntimeError(str(len(web_work().session.get(Person, uid).family_name)))

    with services.new_session() as session:
        before = verify(session, work.trail.key).records
    for name, view in (("show", show), ("fail", fail)):
        app.add_url_rule(f"/test-{name}", f"test.{name}", public("test")(view))
    client = app.test_client()
    assert client.get("/test-show").text == "Kanarievogel"
    app.config["PROPAGATE_EXCEPTIONS"] = True
    with pytest.raises(RuntimeError):
        client.get("/test-fail")
    assert [record.purpose for record in records(work)[before:]] == ["test.show", "test.fail"]


def test_no_value_reaches_a_file_or_a_log(services, settings, caplog, engine_name):
    caplog.set_level(logging.DEBUG)
    with working(services, system_actor("test"), "test") as work:
        with work.transaction():
            made = register(work)
        assert made.family_name == CANARIES["family_name"]
        assert made.address == CANARIES["address"]
        with work.transaction():
            made.phone = CANARIES["phone"]
            made.email = None
        assert "Kanarievogel" not in repr(made)
        with transaction(work.session):
            assert work.session.get(Person, made.uid).birth_date == CANARIES["birth_date"]
        files = [path for path in settings.home.rglob("*") if path.is_file()]
        if engine_name == "sqlite":
            assert {"regiodossier.db", "regiodossier.db-wal", "keystore.db"} <= {path.name for path in files}
        for path in files:
            content = path.read_bytes()
            assert not [text for text in STRINGS if text.encode() in content], path
        for record in records(work):
            assert not [text for text in STRINGS if text in repr(vars(record))]
    assert not [text for text in STRINGS if text in caplog.text]
