"""Opening, moving, closing and voiding cases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.access.actor import system_actor
from app.access.work import working
from app.audit.models import AuditRecord
from app.cases.loading import case_for_change, get_case
from app.cases.models import Case, PhaseChange
from app.cases.service import assign_worker, change_phase, close_case, open_case, reopen_case, void_case
from app.cases.service_bulk import NewCase, open_cases_bulk
from app.core.errors import NotFound, Refused, Stale
from app.core.uid import new_uid
from tests.support.cases import KIND, TODAY, add_case, add_person, add_snapshot


def phases(work, case):
    steps = select(PhaseChange).where(PhaseChange.case_uid == case.uid).order_by(PhaseChange.on, PhaseChange.uid)
    return [(step.phase, step.on) for step in work.session.scalars(steps)]


def test_numbers_count_per_project_and_year(work):
    with work.transaction():
        cases = [
            add_case(work),
            add_case(work),
            add_case(work, opened_on=date(2025, 12, 31)),
            add_case(work, project="tweede"),
        ]
    assert [case.number for case in cases] == ["OEF-2026-0001", "OEF-2026-0002", "OEF-2025-0001", "TWE-2026-0001"]


def test_numbers_are_unique_when_many_desks_open_cases_at_once(work, services):
    with work.transaction():
        person = add_person(work)
        snapshot = add_snapshot(work, person)
    holder = {"organisation": "34022", "municipality": "34022", "opened_on": date(2026, 3, 2)}

    def open_some(desk):
        numbers = []
        with working(services, system_actor(f"desk{desk}"), "test") as own:
            for turn in range(5):
                with own.transaction():
                    mine = own.session.merge(person, load=True), own.session.merge(snapshot, load=True)
                    if turn == 4:
                        row = NewCase(
                            household_uid=snapshot.household_uid,
                            snapshot_uid=snapshot.uid,
                            reference_person_uid=person.uid,
                            **holder,
                        )
                        numbers += open_cases_bulk(own, project=KIND.key, cases=[row])
                    else:
                        case = open_case(
                            own,
                            project=KIND.key,
                            snapshot=mine[1],
                            reference_person=mine[0],
                            beside_open_case=True,
                            **holder,
                        )
                        numbers.append(case.number)
        return numbers

    with ThreadPoolExecutor(4) as pool:
        taken = [number for numbers in pool.map(open_some, range(4)) for number in numbers]
    assert sorted(taken) == [f"OEF-2026-{serial:04d}" for serial in range(1, 21)]


def test_a_second_open_case_of_a_household_is_refused_until_it_is_meant(work):
    with work.transaction():
        case = add_case(work)
        again = {
            "project": KIND.key,
            "organisation": "34022",
            "municipality": "34022",
            "snapshot": case.snapshot,
            "reference_person": case.reference_person,
            "opened_on": TODAY,
        }
        with pytest.raises(Refused, match=case.number):
            open_case(work, **again)
        second = open_case(work, beside_open_case=True, **again)
        assert second.number == "OEF-2026-0002"
        close_case(work, case=case, on=TODAY, reason="opgelost")
        close_case(work, case=second, on=TODAY, reason="opgelost")
        assert open_case(work, **again).number == "OEF-2026-0003"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"opened_on": TODAY + timedelta(days=1)}, "opened_on"),
        ({"phase": "afgesloten"}, "to"),
        ({"phase": "bestaat_niet"}, "to"),
    ],
)
def test_opening_refuses_what_cannot_be(work, change, field):
    with work.transaction(), pytest.raises(Refused) as refusal:
        add_case(work, **change)
    assert refusal.value.field == field


def test_nobody_opens_a_case_for_an_organisation_that_is_not_theirs(work, as_actor):
    worker = as_actor("social_worker", KIND.key, "34022")
    with worker.transaction():
        assert add_case(worker).number == "OEF-2026-0001"
    with worker.transaction(), pytest.raises(Refused):
        add_case(worker, organisation="34027")
    with worker.transaction(), pytest.raises(Refused):
        add_case(worker, project="tweede")


def test_phases_follow_each_other_by_their_own_day(work):
    with work.transaction():
        case = add_case(work, opened_on=date(2026, 2, 1))
        change_phase(work, case=case, to="bezig", on=date(2026, 2, 10))
        change_phase(work, case=case, to="wachten", on=date(2026, 2, 10))
        for to, on in [
            ("bezig", date(2026, 2, 9)),
            ("bezig", TODAY + timedelta(days=1)),
            ("wachten", TODAY),
            ("afgesloten", TODAY),
            ("onzin", TODAY),
        ]:
            with pytest.raises(Refused):
                change_phase(work, case=case, to=to, on=on)
    assert phases(work, case) == [
        ("aangemeld", date(2026, 2, 1)),
        ("bezig", date(2026, 2, 10)),
        ("wachten", date(2026, 2, 10)),
    ]


def test_closing_and_reopening(work):
    with work.transaction():
        case = add_case(work, opened_on=date(2026, 2, 1))
        change_phase(work, case=case, to="bezig", on=date(2026, 2, 10))
        with pytest.raises(Refused):
            reopen_case(work, case=case, on=TODAY)
        with pytest.raises(Refused):
            close_case(work, case=case, on=TODAY, reason="zomaar")
        with pytest.raises(Refused):
            close_case(work, case=case, on=date(2026, 2, 9), reason="opgelost")
        close_case(work, case=case, on=date(2026, 3, 1), reason="opgelost")
        assert (case.phase, case.closed_on, case.close_reason) == ("afgesloten", date(2026, 3, 1), "opgelost")
        with pytest.raises(Refused):
            close_case(work, case=case, on=TODAY, reason="opgelost")
        with pytest.raises(Refused):
            change_phase(work, case=case, to="wachten", on=TODAY)
        with pytest.raises(Refused):
            reopen_case(work, case=case, on=date(2026, 2, 28))
        reopen_case(work, case=case, on=date(2026, 3, 5))
        assert (case.phase, case.closed_on, case.close_reason) == ("bezig", None, None)
    assert phases(work, case)[-2:] == [("afgesloten", date(2026, 3, 1)), ("bezig", date(2026, 3, 5))]


def test_a_voided_case_stays_as_it_is(work):
    with work.transaction():
        case = add_case(work)
        void_case(work, case=case)
        for verb, values in [
            (change_phase, {"to": "bezig", "on": TODAY}),
            (close_case, {"on": TODAY, "reason": "opgelost"}),
            (void_case, {}),
            (assign_worker, {"worker_uid": None}),
        ]:
            with pytest.raises(Refused):
                verb(work, case=case, **values)
    assert case.voided_on == TODAY


def test_a_foreign_case_is_a_missing_case(work, as_actor):
    with work.transaction():
        number = add_case(work).number
    own, other_town, other_project = (
        as_actor("social_worker", KIND.key, "34022"),
        as_actor("social_worker", None, "34027"),
        as_actor("coordinator", "tweede"),
    )
    assert get_case(own, number).number == number
    for stranger in (other_town, other_project, as_actor("volunteer"), as_actor("analyst")):
        for find in (get_case, case_for_change):
            with pytest.raises(NotFound) as refusal:
                find(stranger, number)
            assert refusal.value.message == "Niet gevonden."
    with pytest.raises(NotFound):
        change_phase(other_town, case=get_case(own, number), to="bezig", on=TODAY)
    with pytest.raises(NotFound):
        case_for_change(as_actor("partner_worker", None, "34022"), number)


def test_a_change_of_what_somebody_else_changed_is_stale(work, as_actor):
    with work.transaction():
        case = add_case(work)
    read = case.version
    other = as_actor("coordinator")
    with other.transaction():
        change_phase(other, case=case_for_change(other, case.number, read), to="bezig", on=TODAY)
    with work.transaction(), pytest.raises(Stale):
        case_for_change(work, case.number, read)


def test_changes_are_on_record_without_values(work):
    worker = new_uid()
    with work.transaction():
        case = add_case(work)
        assign_worker(work, case=case, worker_uid=worker)
        close_case(work, case=case, on=TODAY, reason="lost_contact")
    records = list(work.session.scalars(select(AuditRecord).where(AuditRecord.case_uid == case.uid)))
    assert [record.action for record in records] == ["case.open", "case.assign", "case.close"]
    written = " ".join(f"{record.fields} {record.detail}" for record in records)
    assert "Voorbeeld" not in written
    assert str(worker) not in written


def test_bulk_numbers_each_year_in_the_order_given(work):
    with work.transaction():
        person = add_person(work)
        snapshot = add_snapshot(work, person)
        common = {
            "organisation": "W13",
            "municipality": "34022",
            "household_uid": snapshot.household_uid,
            "snapshot_uid": snapshot.uid,
            "reference_person_uid": person.uid,
        }
        rows = [
            NewCase(opened_on=date(2018, 5, 1), source_ref="a", **common),
            NewCase(opened_on=date(2017, 5, 1), source_ref="b", closed_on=date(2018, 1, 1), **common),
            NewCase(
                opened_on=date(2018, 1, 1),
                source_ref="c",
                phases=(("aangemeld", date(2018, 1, 1)), ("bezig", date(2018, 1, 1))),
                **common,
            ),
        ]
        assert open_cases_bulk(work, project=KIND.key, cases=rows) == [
            "OEF-2018-0001",
            "OEF-2017-0001",
            "OEF-2018-0002",
        ]
        assert open_cases_bulk(work, project=KIND.key, cases=[]) == []
    stored = {case.source_ref: case for case in work.session.scalars(select(Case))}
    assert [stored[ref].phase for ref in "abc"] == ["aangemeld", "afgesloten", "bezig"]
    assert [phase for phase, _ in phases(work, stored["c"])] == ["aangemeld", "bezig"]
    assert get_case(work, "OEF-2018-0001").opened_on == date(2018, 5, 1)
