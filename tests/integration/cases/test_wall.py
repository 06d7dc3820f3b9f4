"""The second wall: hostile queries on the application's own connection, and that it stands around every table."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, ProgrammingError

from app.access.actor import Actor, Grant, system_actor
from app.access.wall import BEYOND, ROOT, behind_the_wall, beyond, build, climbs_over, reach_of, ways_in
from app.cases.models_log import Note
from app.core.classification import IDENTITY, SEALED
from app.core.model import Base
from app.core.uid import new_uid
from app.web.extensions import db
from tests.support.cases import KIND, add_case
from tests.support.people import sign_in

OWN, OTHER = "34022", "34023"
COUNTS = sa.text("SELECT count(*) FROM case_file"), sa.text("SELECT count(*) FROM note")
EVERY_CASE = sa.text("SELECT number FROM case_file WHERE organisation = organisation OR 1 = 1")


def noted(work, organisation):
    case = add_case(work, organisation=organisation, opened_on=date(2026, 3, 2))
    work.session.add(
        Note(case_uid=case.uid, text="Afspraak", actor="test", on=date(2026, 3, 2), written_at=work.clock.now())
    )
    return case


@pytest.fixture
def two_cases(work):
    """A case with a note in Kortrijk, and one in Kuurne."""
    with work.transaction():
        return noted(work, OWN), noted(work, OTHER)


def counted(session):
    return [session.scalar(query) for query in COUNTS]


def test_who_reaches_what():
    assert reach_of(system_actor("a")) == "*"
    assert (
        reach_of(Actor("user:a", (Grant("coordinator", "woonclub", "W13"), Grant("social_worker", None, OWN)))) == "*"
    )
    assert reach_of(Actor("user:a", (Grant("coordinator"),))) == "*"
    assert reach_of(Actor("user:a", (Grant("x", None, OTHER), Grant("y", "woonclub", OWN)))) == f"{OWN},{OTHER}"
    assert reach_of(Actor("anonymous")) == ""


def test_every_table_that_hangs_on_a_case_is_behind_the_wall(two_cases, work, engine_name):
    ways = ways_in()
    leading = {
        table.name
        for table in Base.metadata.sorted_tables
        if any(key.column.table.name in {ROOT, *ways} for key in table.foreign_keys)
    }
    assert leading == set(ways)
    tables = Base.metadata.tables
    openly = [tables[name] for name in ways if name not in behind_the_wall()]
    assert all(table.info[BEYOND] for table in openly), "open to all, and why"
    assert not [str(each) for table in openly for each in table.c if each.info in (IDENTITY, SEALED)], (
        "nothing sealed is open to all"
    )
    if engine_name == "sqlite":
        return
    found = work.session.execute(
        sa.text(
            "SELECT relname FROM pg_class JOIN pg_policy ON polrelid = pg_class.oid"
            " WHERE relrowsecurity AND relforcerowsecurity AND polname = 'second_wall'"
        )
    )
    assert set(found.scalars()) == {ROOT, *behind_the_wall()}


def test_hostile_questions_see_no_more_than_their_own(two_cases, as_actor, engine_name):
    worker = as_actor("social_worker", KIND.key, OWN).session
    if engine_name == "sqlite":
        # One wall there: the scope that every query starts from. This one changes nothing and gets in nobody's way.
        assert counted(worker) == [2, 2]
        return
    own, other = two_cases
    assert counted(worker) == [1, 1]
    assert worker.scalars(EVERY_CASE).all() == [own.number]
    assert worker.scalar(sa.select(Note).where(Note.case_uid == other.uid)) is None
    for hostile in ("UPDATE case_file SET phase = 'bezig'", "UPDATE note SET actor = 'x'", "DELETE FROM note"):
        assert worker.execute(sa.text(hostile)).rowcount == 1, hostile
        worker.rollback()
    moved = sa.text("UPDATE case_file SET organisation = :other").bindparams(other=OTHER)
    row = "INSERT INTO phase_change (uid, case_uid, phase, \"on\", actor) VALUES (:own, :case, 'x', :on, 'x')"
    planted = sa.text(row).bindparams(own=new_uid(), case=other.uid, on=date(2026, 3, 2))
    for refused in (moved, planted):
        with pytest.raises(DBAPIError):
            worker.execute(refused)
        worker.rollback()
    assert counted(worker) == [1, 1]


def test_nobody_in_particular_sees_nothing(two_cases, app, engine_name):
    if engine_name == "sqlite":
        return
    with app.app_context():
        with db.engine.connect() as connection:
            assert [connection.scalar(query) for query in COUNTS] == [0, 0]
            with pytest.raises(ProgrammingError):
                connection.execute(sa.text("SET LOCAL row_security = off; SELECT count(*) FROM case_file"))
        assert counted(db.session) == [0, 0]


def test_a_reach_ends_with_its_transaction_and_a_gate_with_its_block(two_cases, as_actor, app, engine_name):
    worker, nobody = (
        as_actor("social_worker", KIND.key, OWN).session,
        as_actor("social_worker", KIND.key, "34040").session,
    )
    everything, own = ([2, 2], [2, 2]) if engine_name == "sqlite" else ([2, 2], [1, 1])
    assert counted(worker) == own
    with beyond(worker):
        assert counted(worker) == everything
        worker.commit()
        assert counted(worker) == everything
    assert counted(worker) == own
    worker.commit()
    assert counted(worker) == own
    assert counted(nobody) == (everything if engine_name == "sqlite" else [0, 0])
    with pytest.raises(ZeroDivisionError), beyond(worker):
        worker.execute(sa.text("SELECT 1"))
        raise ZeroDivisionError
    assert counted(worker) == own


def test_a_failed_statement_does_not_leave_the_gate_open(two_cases, as_actor, engine_name):
    worker = as_actor("social_worker", KIND.key, OWN).session
    with pytest.raises(DBAPIError), beyond(worker):
        worker.execute(sa.text("SELECT nothing FROM nowhere"))
    worker.rollback()
    assert counted(worker) == ([2, 2] if engine_name == "sqlite" else [1, 1])


def test_the_pages_stay_what_they_were(two_cases, app):
    own, other = two_cases
    local = sign_in(app.test_client(), "social_worker", KIND.key, OWN).get("/dossiers").text
    region = sign_in(app.test_client(), "coordinator", KIND.key, "W13").get("/dossiers").text
    assert own.number in local
    assert other.number not in local
    assert own.number in region
    assert other.number in region


def test_it_may_be_built_again_and_the_account_does_not_climb_over_it(app):
    with app.app_context():
        build(db.engine)
        assert not climbs_over(db.engine)
