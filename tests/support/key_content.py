"""An installation with sealed people and notes, and what must stay true of it whatever happens to its keys."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import NullPool, create_engine, func, make_url, select, text

from app.access.actor import system_actor
from app.access.work import Work, working
from app.cases.models import Case
from app.cases.models_log import Note
from app.clients.models import Person, SearchToken
from app.clients.tokens import holders, national_number_term, token_maker
from app.core.db import make_engine
from app.crypto.sealed_models import sealed_models
from app.installation import open_installation
from config.settings import Settings
from tests.support.cases import add_person, add_snapshot
from tests.support.clients import identity, number, registered
from tests.support.databases import TEST_ROOTS
from tests.support.kills import CLOCK, write_roots

PEOPLE = 5
CASES = 2


@dataclass(frozen=True)
class Content:
    """Every opened cell by its place, and everybody by national number."""

    cells: dict[tuple[str, str], object]
    numbers: dict[str, str]


def with_root_files(settings: Settings) -> Settings:
    """The installation with its root keys in files, as outside tests."""
    write_roots(settings, lambda root: TEST_ROOTS._secrets[root, 1])
    return settings


@contextmanager
def opened(settings: Settings) -> Iterator[Work]:
    """Work on the installation as a fresh process would do it; everything is closed afterwards."""
    data = make_engine(settings.database_url)
    services = open_installation(settings, data, CLOCK)
    assert services is not None
    try:
        with working(services, system_actor("test"), "test") as work:
            yield work
    finally:
        services.vault.keystore.engine.dispose()
        data.dispose()


def fill(work: Work) -> None:
    """Some people with everything about them sealed, and cases with notes."""
    for place in range(PEOPLE):
        born = identity().birth_date.replace(year=1960 + place)
        registered(
            work,
            family_name=f"Testaerts{'abcdefghi'[place]}",
            birth_date=born,
            national_number=number(born),
            phone=f"04700000{place:02}",
        )
    with work.transaction():
        for place in range(CASES):
            case = _case(work, place)
            work.session.add(
                Note(
                    case_uid=case.uid,
                    on=case.opened_on,
                    written_at=CLOCK.now(),
                    actor="system:test",
                    text=f"Notitie {place}",
                )
            )
        add_person(work, family_name="", given_name="Zonder")


def _case(work: Work, place: int) -> Case:
    person = add_person(work, family_name=f"Voorbeeld{place}")
    snapshot = add_snapshot(work, person)
    case = Case(
        number=f"OEF-2026-{place:04}",
        project="oefening",
        organisation="34022",
        municipality="34022",
        household_uid=snapshot.household_uid,
        snapshot=snapshot,
        reference_person=person,
        phase="bezig",
        opened_on=date(2026, 3, 2),
        last_contact_on=date(2026, 3, 2),
        created_at=CLOCK.now(),
    )
    work.session.add(case)
    work.session.flush()
    return case


def content(work: Work) -> Content:
    """Everything that is sealed, opened, and who is found by number."""
    cells: dict[tuple[str, str], object] = {}
    for model in sealed_models():
        for row in work.session.scalars(select(model.model)):
            for attribute in model.attributes:
                stored = getattr(row, attribute.column)
                cells[attribute.label, row.uid.hex] = attribute.open_unseen(row.uid, row.keyholder_uid, stored)
    people = select(Person.uid).order_by(Person.uid)
    numbers = {}
    for uid in work.session.scalars(people):
        known = cells["person.national_number", uid.hex]
        if known:
            numbers[uid.hex] = str(known)
    return Content(cells, numbers)


def assert_sound(settings: Settings, expected: Content) -> None:
    """A process that starts now opens every cell, finds everybody, and can seal something new."""
    with opened(settings) as work:
        assert content(work).cells == expected.cells
        maker = token_maker(work)
        for uid, known in expected.numbers.items():
            found = holders(work.session, maker, [national_number_term(known)])
            assert {one.hex for one in found} == {uid}
        uid = UUID(next(iter(expected.numbers)))
        assert Person.family_name.open_unseen(uid, uid, Person.family_name.seal_for(uid, uid, "Nieuw")) == "Nieuw"


def generations_of_tokens(work: Work) -> dict[int, int]:
    """How many tokens there are of each generation."""
    query = select(SearchToken.generation, func.count()).group_by(SearchToken.generation)
    return {row[0]: row[1] for row in work.session.execute(query)}


def clone(settings: Settings, home: Path) -> Settings:
    """A copy of an installation that nobody has open."""
    shutil.copytree(settings.home, home)
    if settings.database_url.startswith("sqlite"):
        return replace(
            settings,
            home=home,
            database_url=f"sqlite:///{home}/regiodossier.db",
            keystore_url=f"sqlite:///{home}/keystore.db",
        )
    return replace(
        settings,
        home=home,
        database_url=_clone_database(settings.database_url),
        keystore_url=_clone_database(settings.keystore_url),
    )


def discard(copied: Settings) -> None:
    """Throw a clone away."""
    shutil.rmtree(copied.home)
    for url in (copied.database_url, copied.keystore_url):
        if not url.startswith("sqlite"):
            _administer(url, f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)')


def _clone_database(url: str) -> str:
    original = make_url(url)
    name = f"clone_{uuid4().hex[:12]}"
    _administer(url, f'CREATE DATABASE "{name}" TEMPLATE "{original.database}" STRATEGY file_copy')
    return original.set(database=name).render_as_string(hide_password=False)


def _administer(url: str, statement: str) -> None:
    server = make_url(url).set(database="postgres")
    with create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool).connect() as connection:
        connection.execute(text(statement))
