"""`import evictions`: what is written, what is refused and where, and that a second time changes nothing."""

from datetime import date

import pytest
from sqlalchemy import func, select

from app.cases.models import Case, PhaseChange
from app.clients.models import Person
from app.clients.models_household import HouseholdSnapshot
from app.projects.uithuiszetting.models import Dispatch, Report, StageEvent
from tests.oracle.evictions import random_register
from tests.projects.uithuiszetting.test_figures import row

TABLES = (Case, PhaseChange, Person, HouseholdSnapshot, Report, StageEvent, Dispatch)


def sizes(work):
    return {table.__tablename__: work.session.scalar(select(func.count()).select_from(table)) for table in TABLES}


def test_the_same_file_again_changes_nothing(work, load):
    rows = random_register(7, size=120)
    assert load(rows).counts.created == 120
    before = sizes(work)
    assert before["eviction_report"] == before["case_file"] == 120
    assert load(rows, dry_run=True).counts.unchanged == 120
    again = load(rows).counts
    assert (again.created, again.updated, again.unchanged) == (0, 0, 120)
    assert sizes(work) == before


def test_a_row_that_changed_is_brought_up_to_date(work, load):
    load([row("A", "2024-01-10"), row("B", "2024-01-11")])
    later = [
        row(
            "A",
            "2024-01-10",
            stage="served",
            dispatched_on="2024-01-12",
            dispatched_to="ocmw",
            closed_on="2024-03-01",
            outcome="vermeden",
        ),
        row("B", "2024-01-11"),
    ]
    assert load(later, dry_run=True).counts.updated == 1
    counts = load(later).counts
    assert (counts.created, counts.updated, counts.unchanged) == (0, 1, 1)
    case = work.session.scalars(select(Case).where(Case.source_ref == "A")).one()
    assert (case.phase, case.closed_on, case.close_reason) == ("afgesloten", date(2024, 3, 1), "vermeden")
    assert work.session.scalars(select(StageEvent)).one().on == date(2024, 1, 10)
    assert work.session.scalars(select(Dispatch)).one().destination == "ocmw"
    # An empty cell does not wipe out what is known.
    assert load([row("A", "2024-01-10")]).counts.unchanged == 1


def test_what_a_register_does_not_say_is_not_made_up(work, load):
    load([row("A", "2024-01-10", dispatched_on="2024-01-10")])
    assert work.session.scalars(select(HouseholdSnapshot)).one().household_type == "unknown"
    assert work.session.scalars(select(Report)).one().reporter is None
    assert work.session.scalars(select(Dispatch)).one().destination is None
    assert sizes(work)["eviction_stage"] == 0


WRONG = [
    ({"reported_on": "2024-02-30"}, "reported_on"),
    ({"municipality": "11001"}, "municipality"),
    ({"dwelling_ref": ""}, "dwelling_ref"),
    ({"stage": "kasteel"}, "stage"),
    ({"dispatched_on": "2024-01-09"}, "dispatched_on"),
    ({"dispatched_on": "2024-01-19", "dispatched_to": "maan"}, "dispatched_to"),
    ({"dispatched_to": "ocmw"}, "dispatched_to"),
    ({"closed_on": "2024-01-09"}, "closed_on"),
    ({"closed_on": "2024-01-19", "outcome": "gewonnen"}, "outcome"),
    ({"outcome": "vermeden"}, "outcome"),
    ({"ref": "A"}, "ref"),
]


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_everything_wrong_is_named_and_nothing_is_written(work, load):
    before = sizes(work)
    rows = [row("A", "2024-01-10"), *(row(f"R{n}", "2024-01-10") | wrong for n, (wrong, _) in enumerate(WRONG))]
    result = load(rows, sound=False)
    found = {(error.row, error.column) for error in result.errors}
    assert {(place + 3, column) for place, (_, column) in enumerate(WRONG)} == found
    assert sizes(work) == before
