"""The import kinds of Kracht.Wonen: what is refused and where, and that a second time changes nothing."""

import pytest
from sqlalchemy import func, select

from app.cases.models import Case
from app.clients.models import Person
from app.core.model import Base
from app.imports.registry import importer_for
from app.imports.template import csv_template
from app.projects.krachtwonen.stays.models import Presence, Stay
from tests.oracle.housing import ORDER, golden, random_registers
from tests.oracle.register import impossible_number

UNITS = [
    {"ref": "W1", "facility_kind": "kw_pool", "municipality": "34022", "in_pool_from": "2016-01-01"},
    {"ref": "W2", "facility_kind": "kw_pool", "municipality": "34022", "in_pool_from": "2016-01-01"},
    {
        "ref": "S1",
        "facility_kind": "rck_family_studio",
        "municipality": "34022",
        "in_pool_from": "2016-01-01",
        "max_persons": "2",
    },
]
SITUATION = {"ref": "S1", "reported_on": "2018-01-10", "municipality": "34022"}


def stay(ref, unit, first, left="", **more):
    return {"ref": ref, "unit_ref": unit, "moved_in": first, "moved_out": left, **more}


def night(ref, person, first, left="", **more):
    return {"ref": ref, "person_ref": person, "first_night": first, "departed_on": left, **more}


def sizes(work):
    tables = [table for name, table in Base.metadata.tables.items() if name.startswith(("kw_", "case_file", "person"))]
    return {table.name: work.session.scalar(select(func.count()).select_from(table)) for table in tables}


def errors(result):
    return [(error.row, error.column) for error in result.errors]


@pytest.mark.parametrize("registers", [golden(), random_registers(7)], ids=["golden", "random"])
def test_the_same_files_again_change_nothing(work, load, load_all, registers):
    first = load_all(registers)
    assert all(result.counts.created == len(registers[kind]) for kind, result in first.items())
    before = sizes(work)
    for kind, rows in registers.items():
        assert load(kind, rows, dry_run=True).counts.unchanged == len(rows), kind
        counts = load(kind, rows).counts
        assert (counts.created, counts.updated, counts.unchanged) == (0, 0, len(rows)), kind
    assert sizes(work) == before


def test_two_stays_in_one_home_are_refused_whole_and_both_rows_are_named(work, load):
    load("kw-units", UNITS)
    before = sizes(work)
    rows = [
        stay("A", "W1", "2018-01-01", "2018-03-01"),
        stay("B", "W2", "2018-01-01"),
        stay("C", "W1", "2018-03-01", "2018-04-01"),
        stay("D", "W1", "2018-02-28", "2018-03-02"),
    ]
    result = load("kw-stays", rows, sound=False)
    assert (5, "moved_in") in errors(result)
    assert "rij 2" in result.errors[0].message
    assert sizes(work) == before


def test_a_stay_that_is_stored_is_in_the_way_too_unless_it_is_in_the_file(work, load):
    load("kw-units", UNITS)
    load("kw-stays", [stay("A", "W1", "2018-01-01")])
    result = load("kw-stays", [stay("B", "W1", "2019-01-01")], sound=False)
    assert errors(result) == [(2, "moved_in")]
    assert "al geboekt" in result.errors[0].message
    counts = load("kw-stays", [stay("B", "W1", "2019-01-01"), stay("A", "W1", "2018-01-01", "2019-01-01")]).counts
    assert (counts.created, counts.updated) == (1, 1)


def test_two_rows_may_trade_their_nights(work, load):
    load("kw-units", UNITS)
    load("kw-stays", [stay("A", "W1", "2018-01-01", "2018-02-01"), stay("B", "W1", "2018-02-01", "2018-03-01")])
    load("kw-stays", [stay("A", "W1", "2018-02-01", "2018-03-01"), stay("B", "W1", "2018-01-01", "2018-02-01")])
    found = dict(work.session.execute(select(Stay.ref, Stay.moved_in)).all())
    assert found["A"] > found["B"]


def test_one_person_in_two_homes_is_refused(work, load):
    load("kw-units", UNITS)
    rows = [stay("A", "W1", "2018-01-01", person_ref="P1"), stay("B", "W2", "2018-05-01", person_ref="P1")]
    assert errors(load("kw-stays", rows, sound=False)) == [(3, "moved_in")]
    load("kw-stays", rows[:1])
    assert errors(load("kw-stays", rows[1:], sound=False)) == [(2, "moved_in")]
    # A crisis bed beside a home is absence.
    load("crisis-stays", [night("N", "P1", "2018-02-01", "2018-02-02")])
    assert work.session.scalar(select(func.count()).select_from(Person)) == 1


def test_overlapping_nights_of_one_person_are_refused(work, load):
    number = {"national_number": impossible_number(3)}
    rows = [
        night("A", "P1", "2018-01-01", "2018-01-05"),
        night("B", "P1", "2018-01-05", "2018-01-07"),
        night("C", "P1", "2018-01-06", "2018-01-06"),
        night("D", "P1", "2018-01-06", "2018-01-08"),
        night("E", "P2", "2018-01-01", "2018-01-05", **number),
        night("F", "P2", "2018-01-04"),
    ]
    assert errors(load("crisis-stays", rows, sound=False)) == [(5, "first_night"), (7, "first_night")]
    load("crisis-stays", [rows[0], rows[1], rows[2], rows[4]])
    against = load("crisis-stays", [night("G", "P9", "2018-01-02", "2018-01-03", **number)], sound=False)
    assert errors(against) == [(2, "first_night")]
    medical = {"ref": "H", "referred_on": "2018-01-01", "decision": "opgenomen", "first_night": "2018-01-02"}
    assert errors(load("medical-referrals", [medical | {"person_ref": "P1"}], sound=False)) == [(2, "first_night")]


def test_a_studio_takes_those_who_came_together_up_to_its_beds(work, load):
    load("kw-units", UNITS)
    here = {"unit_ref": "S1", "stay_group": "G"}
    family = [night(f"A{n}", f"P{n}", "2018-01-01", "2018-01-05", **here) for n in range(2)]
    load("crisis-stays", family)
    assert sorted(work.session.scalars(select(Stay.place))) == [1, 2]
    assert load("crisis-stays", family).counts.unchanged == 2
    third = night("B", "P8", "2018-01-02", "2018-01-03", **here)
    assert "geen plaats meer" in load("crisis-stays", [third], sound=False).errors[0].message
    stranger = third | {"stay_group": "H"}
    assert errors(load("crisis-stays", [stranger], sound=False)) == [(2, "first_night")]
    assert errors(load("crisis-stays", [*family, stranger], sound=False)) == [(4, "first_night")]
    longer = [row | {"departed_on": "2018-01-09"} for row in family]
    assert load("crisis-stays", longer).counts.updated == 2
    assert {str(until) for until in work.session.scalars(select(Presence.until))} == {"2018-01-09"}
    assert work.session.scalar(select(func.count()).select_from(Stay)) == 2


def test_a_person_in_two_situations_or_under_two_names_is_one(work, load):
    one = {"national_number": impossible_number(1)}
    load("kw-situations", [SITUATION | one, SITUATION | {"ref": "S2"}])
    load("kw-situation-persons", [{"situation_ref": "S1", "person_ref": "P1", **one}])
    load("kw-situation-persons", [{"situation_ref": "S2", "person_ref": "P1"}])
    people = select(func.count()).select_from(Base.metadata.tables["kw_situation_person"])
    assert work.session.scalar(people) == 2
    later = SITUATION | {"offer": "aanbod_beide", "decided_on": "2018-02-01"}
    assert load("kw-situations", [later]).counts.updated == 1
    assert load("kw-situations", [SITUATION]).counts.unchanged == 1
    assert set(work.session.scalars(select(Case.project))) == {"krachtwonen"}


WRONG = {
    "kw-situations": [
        (SITUATION | {"municipality": "11001"}, "municipality"),
        (SITUATION | {"offer": "paleis"}, "offer"),
        (SITUATION | {"offer": "aanbod_woning"}, "decided_on"),
        (SITUATION | {"decided_on": "2018-01-09"}, "decided_on"),
        (SITUATION | {"national_number": "91010100112"}, "national_number"),
    ],
    "kw-situation-persons": [({"situation_ref": "S9", "person_ref": "P1"}, "situation_ref")],
    "kw-units": [
        (UNITS[0] | {"facility_kind": "kasteel"}, "facility_kind"),
        (UNITS[0] | {"in_pool_to": "2015-12-31"}, "in_pool_to"),
        (UNITS[0] | {"max_persons": "-1"}, "max_persons"),
        (UNITS[0] | {"max_persons": "0"}, "max_persons"),
    ],
    "kw-unit-states": [
        ({"unit_ref": "W9", "state": "repair", "from": "2018-01-01", "to": "2018-01-02"}, "unit_ref"),
        ({"unit_ref": "W1", "state": "occupied", "from": "2018-01-01", "to": "2018-01-02"}, "state"),
        ({"unit_ref": "W1", "state": "repair", "from": "2018-01-02", "to": "2018-01-01"}, "to"),
    ],
    "kw-stays": [
        (stay("A", "W9", "2018-01-01"), "unit_ref"),
        (stay("A", "W1", "2018-02-30"), "moved_in"),
        (stay("A", "W1", "2018-01-02", "2018-01-01"), "moved_out"),
        (stay("A", "W1", "2018-01-02", situation_ref="S9"), "situation_ref"),
        (stay("A", "W1", "2018-01-02", destination="social_rent"), "destination"),
        (stay("A", "W1", "2018-01-02", persons="0"), "persons"),
    ],
    "kw-trajectories": [
        ({"ref": "T", "started_on": "2018-01-02", "ended_on": "2018-01-01"}, "ended_on"),
        ({"ref": "T", "started_on": "2018-01-02", "origin": "elders"}, "origin"),
    ],
    "kw-meetings": [({"ref": "M", "situation_ref": "S9", "held_on": "2018-01-01"}, "situation_ref")],
    "crisis-stays": [
        (night("A", "", "2018-01-01"), "person_ref"),
        (night("A", "P1", "2018-01-02", "2018-01-01"), "departed_on"),
        (night("A", "P1", "2018-01-02", municipality="1"), "municipality"),
        (night("A", "P1", "2018-01-02", unit_ref="W9"), "unit_ref"),
    ],
    "medical-referrals": [
        ({"ref": "H", "referred_on": "2018-01-02", "decision": "misschien"}, "decision"),
        ({"ref": "H", "referred_on": "2018-01-02", "decision": "geweigerd"}, "decided_on"),
        ({"ref": "H", "referred_on": "2018-01-02", "decision": "open", "decided_on": "2018-01-01"}, "decided_on"),
        ({"ref": "H", "referred_on": "2018-01-02", "decision": "open", "first_night": "2018-01-03"}, "first_night"),
        ({"ref": "H", "referred_on": "2018-01-02", "decision": "open", "refusal_reason": "volzet"}, "refusal_reason"),
        (
            {"ref": "H", "referred_on": "2018-01-02", "decision": "opgenomen", "departed_on": "2018-01-03"},
            "departed_on",
        ),
    ],
}


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@pytest.mark.parametrize("kind", WRONG)
def test_everything_wrong_is_named_and_nothing_is_written(work, load, kind):
    if kind != "kw-units":
        load("kw-units", UNITS)
    before = sizes(work)
    for row, column in WRONG[kind]:
        assert (2, column) in errors(load(kind, [row], sound=False)), (row, column)
    twice = load(kind, [WRONG[kind][0][0]] * 2, sound=False)
    assert "ref" not in WRONG[kind][0][0] or any("rij 2" in error.message for error in twice.errors)
    assert sizes(work) == before
    assert not any("91010100112" in error.message for error in twice.errors)


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_every_kind_has_a_template(work):
    for kind in ORDER:
        assert csv_template(importer_for(kind).schema(work.session))
