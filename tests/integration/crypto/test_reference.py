"""A stranger's program, written from docs/keys.md, reads a real installation; a swapped cell does not open."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from sqlalchemy import text

from app import create_app
from app.access.actor import system_actor
from app.access.work import working
from app.clients.models import Person
from app.crypto.errors import SealBroken
from app.crypto.roots import Root
from app.crypto.tokens import Tokenizer, TokenKind
from app.web.extensions import db
from app.web.work import KEY
from tests.oracle import reference_decryptor as reference

SECRETS = {root: bytes([number]) * 32 for number, root in enumerate(Root, start=1)}  # the roots of the template


@pytest.fixture
def services(settings, clock):
    """The application on root keys in files."""
    settings.key_folder.mkdir(mode=0o700, parents=True)
    for root, secret in SECRETS.items():
        path = settings.key_folder / f"{root.value}.1.key"
        path.write_text(secret.hex() + "\n")
        path.chmod(0o400)
    app = create_app(settings, clock=clock)
    yield app.extensions[KEY]
    with app.app_context():
        db.engine.dispose()
    app.extensions[KEY].vault.keystore.engine.dispose()


@pytest.fixture
def persons(services):
    """Two persons, registered and looked at."""
    with working(services, system_actor("test"), "test") as work:
        made = [
            Person(
                family_name=name,
                given_name="Zoë",
                birth_date=date(2091, 5, 17),
                address={"street": "Voorbeeldstraat 1"},
                organisation="34022",
                created_at=work.clock.now(),
            )
            for name in ("Voorbeeld", "Proef")
        ]
        with work.transaction():
            work.session.add_all(made)
            work.trail.record("person.register", "person", made[0].uid, fields=["family_name"], detail="é")
        assert made[1].family_name == "Proef"
    return [person.uid for person in made]


def rows(engine, query):
    with engine.connect() as connection:
        return [dict(row._mapping) for row in connection.execute(text(query))]


def raw(uid):
    return uid.bytes if isinstance(uid, UUID) else uid


def data_engine(services):
    with services.new_session() as session:
        return session.get_bind()


def test_the_reference_decryptor_opens_every_cell(services, persons, settings):
    roots = reference.read_roots(settings.key_folder)
    keys = {}
    for row in rows(services.vault.keystore.engine, "SELECT * FROM data_key"):
        holder = raw(row["holder_uid"])
        opened = reference.open_key(roots, holder, row["generation"], row["root_generation"], bytes(row["wrapped"]))
        keys.setdefault(holder, {})[row["generation"]] = opened
    seen = {}
    for row in rows(data_engine(services), "SELECT * FROM person"):
        uid = raw(row["uid"])
        for column, value in row.items():
            if column.endswith("_cell") and value is not None:
                seen[uid, column] = reference.open_cell(keys[uid], "person", column, uid, uid, bytes(value)).decode()
    first = persons[0].bytes
    assert seen[first, "family_name_cell"] == "Voorbeeld"
    assert seen[first, "given_name_cell"] == "Zoë"
    assert seen[first, "birth_date_cell"] == "2091-05-17"
    assert seen[first, "address_cell"] == '{"street":"Voorbeeldstraat 1"}'
    assert seen[persons[1].bytes, "family_name_cell"] == "Proef"
    assert len(seen) == 8


def test_the_reference_decryptor_agrees_on_chain_tokens_and_canaries(services, persons, settings):
    roots = reference.read_roots(settings.key_folder)
    records = rows(data_engine(services), "SELECT * FROM audit_record ORDER BY seq")
    for record in records:
        for name in ("entity_uid", "case_uid"):
            record[name] = raw(record[name])
        if isinstance(record["at"], str):
            record["at"] = datetime.fromisoformat(record["at"]).replace(tzinfo=UTC)
        if isinstance(record["fields"], str):
            record["fields"] = reference.json.loads(record["fields"])
        record["mac"] = bytes(record["mac"])
    (head,) = rows(data_engine(services), "SELECT * FROM audit_head")
    head |= {name: bytes(head[name]) for name in ("mac", "seal")}
    assert [record["action"] for record in records] == ["person.register", "consult"]
    assert reference.chain_is_sound(roots, records, head)

    made = Tokenizer(services.vault.roots).token(TokenKind.NAME_PAIR, "voorbeeld", "zoe")
    assert reference.token(roots, TokenKind.NAME_PAIR.value, 1, "voorbeeld", "zoe") == made
    canaries = rows(services.vault.keystore.engine, "SELECT * FROM canary")
    assert len(canaries) == len(Root)
    assert all(reference.canary_holds(roots, c["root"], c["generation"], bytes(c["proof"])) for c in canaries)


@pytest.mark.parametrize(
    "swap",
    [
        "UPDATE person SET family_name_cell = given_name_cell",
        "UPDATE person SET family_name_cell = (SELECT o.family_name_cell FROM person AS o WHERE o.uid != person.uid)",
    ],
    ids=["other column", "other row"],
)
def test_a_cell_that_was_moved_in_the_database_does_not_open(services, persons, swap):
    with data_engine(services).begin() as connection:
        connection.execute(text(swap))
    with working(services, system_actor("test"), "test") as work:
        person = work.session.get(Person, persons[0])
        with pytest.raises(SealBroken) as failure:
            _ = person.family_name
        assert failure.value.__notes__ == [f"person.family_name of row {person.uid}"]
        assert not work.context.opened
