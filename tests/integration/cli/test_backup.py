"""`backup` and `restore`: an older copy of the data gives back everybody but those who were erased since."""

import json
from io import BytesIO

import pytest
from sqlalchemy import func, select

from app.access.actor import system_actor
from app.access.work import working
from app.audit.chain import verify
from app.cases.models import Case
from app.cases.models_documents import Document
from app.cases.models_log import ContactMoment
from app.cases.service_documents import add_document, read_document
from app.cases.stores import FolderStore
from app.cases.views_documents import STORE
from app.clients.models import Person, SearchToken
from app.core.db import make_engine
from app.crypto.keystore import data_key
from app.privacy.figures import every_figure
from tests.support.people import add_person, email_of

PAPER = b"%PDF-1.7 " + b"proef" * 40_000
pytestmark = pytest.mark.households


@pytest.fixture
def run(app):
    return lambda *args: app.test_cli_runner().invoke(args=[str(arg) for arg in args])


@pytest.fixture
def look(services):
    """Reads in a session of its own: what was restored stands behind no open transaction."""

    def run(question):
        with working(services, system_actor("test"), "test") as work:
            return question(work)

    return run


def pictured(work):
    """What is there, as figures and as readable names."""
    counts = [work.session.scalar(select(func.count()).select_from(table)) for table in (Person, Case, ContactMoment)]
    names = {person.uid: person.family_name for person in work.session.scalars(select(Person))}
    return counts, names, every_figure(work)


def test_an_older_copy_leaves_the_erased_unreadable_and_the_others_as_they_were(app, run, look, tmp_path):
    dpo = email_of(app, add_person(app, "dpo"))
    counts, names, figures = look(pictured)
    store = app.extensions[STORE]
    kept, gone = look(add_documents(store))
    assert run("backup", tmp_path / "copy").exit_code == 0
    store.remove(kept)
    number, person, case = look(
        lambda work: work.session.execute(
            select(Case.number, Case.reference_person_uid, Case.uid).order_by(Case.number).limit(1)
        ).one()
    )
    assert run("person", "erase", number, "--ground", "verzoek", "--by", dpo).exit_code == 0
    result = run("restore", tmp_path / "copy")
    assert result.exit_code == 0, result.output
    assert "Vernietigingen opnieuw uitgevoerd: 1" in result.stdout
    restored, readable, again = look(pictured)
    assert (restored, again) == (counts, figures)
    assert names.pop(person) and readable.pop(person) is None
    assert readable == names
    look(lambda work: check_traces(work, person, case))
    assert [uid for uid, _written in store.files()] == [kept], "what was erased did not come back"
    assert look(lambda work: b"".join(read_document(store, work.session.get(Document, kept)))) == PAPER
    sealed = FolderStore(tmp_path / "copy" / "documents")
    sealed.write(gone, [b"something else"])
    result = run("restore", tmp_path / "copy")
    assert result.exit_code == 1
    assert "beschadigd (documents)" in result.output


def add_documents(store):
    """A document in the second case, and one in the first, which is erased later."""

    def write(work):
        with work.transaction():
            query = select(Case).order_by(Case.number)
            first, second = work.session.scalars(query.limit(2))
            return [
                add_document(work, store, case=case, file=BytesIO(PAPER), name="x.pdf").uid for case in (second, first)
            ]

    return write


def check_traces(work, person, case):
    assert work.session.get(Person, person).certificate == work.session.get(Case, case).certificate == 1
    assert work.session.get(Person, person).family_name_cell is None
    assert work.session.scalars(select(SearchToken).where(SearchToken.person_uid == person)).all() == []
    assert verify(work.session, work.trail.key).first_bad is None


def test_without_its_keystore_the_copy_of_it_is_used(app, run, look, settings, tmp_path):
    before = look(pictured)
    assert run("backup", tmp_path / "copy").exit_code == 0
    engine = make_engine(settings.keystore_url)
    with engine.begin() as connection:
        for table in ("tombstone", "erasure", "data_key", "key_task", "canary", "installation", "alembic_version"):
            connection.exec_driver_sql(f"DROP TABLE {table}")
    engine.dispose()
    result = run("restore", tmp_path / "copy")
    assert result.exit_code == 0, result.output
    assert "met de sleutelbank van de back-up" in result.stdout
    assert look(pictured) == before


def test_what_is_damaged_foreign_or_not_there_is_refused_before_anything_changes(run, look, settings, tmp_path):
    before = look(pictured)
    copy = tmp_path / "copy"
    assert run("backup", copy).exit_code == 0
    assert "niet leeg" in run("backup", copy).stderr
    assert "geen leesbare back-up" in run("restore", tmp_path).stderr
    manifest = copy / "data" / "manifest.json"
    document = json.loads(manifest.read_text())
    manifest.write_text(json.dumps(document | {"installation": "another"}))
    assert "andere installatie" in run("restore", copy).stderr
    manifest.write_text(json.dumps(document | {"engine": "andere"}))
    assert "ander soort" in run("restore", copy).stderr
    manifest.write_text(json.dumps(document))
    with (copy / "data" / document["file"]).open("r+b") as file:
        file.seek(5000)
        file.write(b"damage")
    assert "beschadigd" in run("restore", copy).stderr
    assert look(pictured) == before


def test_data_and_keys_lie_apart_and_readable_by_the_owner_alone(run, look, tmp_path, services):
    assert run("backup", tmp_path / "copy").exit_code == 0
    for name in ("data", "keystore"):
        folder = tmp_path / "copy" / name
        assert folder.stat().st_mode & 0o077 == 0
        assert len(list(folder.iterdir())) == 2
    with services.vault.keystore.engine.connect() as connection:
        wrapped = connection.scalars(select(data_key.c.wrapped).limit(5)).all()
    data = next((tmp_path / "copy" / "data").glob("database.*")).read_bytes()
    assert not any(each in data for each in wrapped)
