"""`import woonclub`: what is written, what is refused and where, and that a second time changes nothing."""

import pytest
from sqlalchemy import func, select

from app.cases.models import Case, PhaseChange
from app.clients.models import Person, SearchToken
from app.clients.models_household import Household, HouseholdSnapshot
from app.projects.woonclub.models import Outcome, Registration, Trajectory
from tests.oracle.register import golden, impossible_number, random_register
from tests.projects.woonclub.test_edges import ONE, home, row

TABLES = (Case, PhaseChange, Person, SearchToken, Household, HouseholdSnapshot, Registration, Outcome, Trajectory)


def sizes(work):
    return {table.__tablename__: work.session.scalar(select(func.count()).select_from(table)) for table in TABLES}


def test_the_same_file_again_changes_nothing(work, load):
    rows = random_register(7, size=120)
    assert load(rows).counts.created == 120
    before = sizes(work)
    assert load(rows, dry_run=True).counts.unchanged == 120
    again = load(rows).counts
    assert (again.created, again.updated, again.unchanged) == (0, 0, 120)
    assert sizes(work) == before


def test_a_row_that_changed_is_brought_up_to_date(work, load):
    load([row("A", "2018-01-10", **ONE), row("B", "2018-01-11")])
    later = [row("A", "2018-01-10", **ONE, children="4", **home("2018-05-01")), row("B", "2018-01-11")]
    assert load(later, dry_run=True).counts.updated == 1
    counts = load(later).counts
    assert (counts.created, counts.updated, counts.unchanged) == (0, 1, 1)
    snapshot, outcome = work.session.execute(
        select(HouseholdSnapshot, Outcome)
        .join(Case, Case.snapshot_uid == HouseholdSnapshot.uid)
        .join(Outcome, Outcome.uid == Case.uid)
        .where(Case.source_ref == "A")
    ).one()
    assert (snapshot.children, snapshot.seeking, snapshot.household_type) == (4, 5, "single_parent")
    assert outcome.counts_as_found
    # An empty cell does not wipe out what is known.
    assert load([row("A", "2018-01-10", children="4")]).counts.unchanged == 1


def test_one_person_in_several_rows_is_one_person_and_one_household(work, load):
    load([
        row("A", "2018-01-10", **ONE, first_name="Test", closed_on="2018-02-01"),
        row("B", "2018-06-10", **ONE),
        row("C", "2018-06-10", person_ref="P1"),
        row("D", "2019-06-10", person_ref="P1"),
        row("E", "2018-06-10", first_name="Test"),
    ])  # fmt: skip
    found = sizes(work)
    assert (found["person"], found["household"], found["household_snapshot"]) == (3, 3, 5)


WRONG = [
    ({"registered_on": "2018-02-30"}, "registered_on"),
    ({"municipality": "11001"}, "municipality"),
    ({"situation": "kasteel"}, "situation"),
    ({"main_reason": ""}, "main_reason"),
    ({"adults": "-1"}, "adults"),
    ({"adults": "0", "children": "0"}, "children"),
    ({"seeking": "3"}, "seeking"),
    ({"point": "99999"}, "point"),
    ({"found_on": "2018-01-09", "outcome": "private_rent"}, "found_on"),
    ({"found_on": "2018-02-09"}, "outcome"),
    ({"outcome": "luchtkasteel"}, "outcome"),
    ({"trajectory_started_on": "2017-12-31"}, "trajectory_started_on"),
    ({"subproject": "ander"}, "subproject"),
    ({"closed_on": "2018-01-09"}, "closed_on"),
    ({"close_reason": "lost_contact"}, "close_reason"),
    ({"national_number": "91010100112"}, "national_number"),
    ({"birth_date": "2018-01-11"}, "birth_date"),
    ({"ref": "A"}, "ref"),
]


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_everything_wrong_is_named_and_nothing_is_written(work, load):
    before = sizes(work)
    rows = [row("A", "2018-01-10"), *(row(f"R{n}", "2018-01-10") | wrong for n, (wrong, _) in enumerate(WRONG))]
    result = load(rows, sound=False)
    found = {(error.row, error.column) for error in result.errors}
    assert {(place + 3, column) for place, (_, column) in enumerate(WRONG)} <= found
    assert 2 not in {error.row for error in result.errors}
    assert sizes(work) == before
    assert not any("91010100112" in error.message for error in result.errors)


def test_one_person_with_two_numbers_is_refused_within_a_file_and_against_what_is_stored(work, load):
    one, other = ({"person_ref": "P1", "national_number": impossible_number(n)} for n in (1, 2))
    within = load([row("A", "2018-01-10", **one), row("B", "2018-01-10", **other)], sound=False)
    assert [(error.row, error.column) for error in within.errors] == [(3, "national_number")]
    load([row("A", "2018-01-10", **one)])
    before = sizes(work)
    against = load([row("C", "2018-01-10"), row("B", "2018-01-10", **other)], sound=False)
    assert [(error.row, error.column) for error in against.errors] == [(3, "national_number")]
    assert sizes(work) == before


def test_the_golden_register_without_persons(work, load):
    assert load(golden(persons=False)).counts.created == 709
    assert sizes(work)["person"] == 709
