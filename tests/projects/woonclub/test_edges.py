"""The edges of the counting rules: days around New Year, re-entries, doubles, households that change."""

from datetime import date

import pytest
from sqlalchemy import select, update

from app.actionplan.evaluation import evaluate, records
from app.actionplan.registry import measure_by_key
from app.cases.models import Case
from app.clients.models_household import HouseholdSnapshot, Membership
from app.core.period import Period
from tests.oracle.register import impossible_number

ONE = {"national_number": impossible_number(1)}


def row(ref, registered_on, **more):
    return {
        "ref": ref,
        "registered_on": registered_on,
        "municipality": "34022",
        "adults": "1",
        "children": "1",
        "situation": "rent_private",
        "main_reason": "own_feet",
        **more,
    }


def home(day):
    return {"found_on": day, "outcome": "social_rent"}


def refs(work, key, year):
    return records(work.session, measure_by_key(f"woonclub.{key}"), Period.of_year(year))


def value(work, key, year):
    return evaluate(work.session, measure_by_key(f"woonclub.{key}"), Period.of_year(year)).value


def test_a_home_of_the_second_of_january_counts_in_the_year_of_the_home(work, load):
    load([row("A", "2018-12-20", **home("2019-01-02"))])
    assert refs(work, "found_same_year", 2018) == refs(work, "found_same_year", 2019) == []
    assert refs(work, "found_in_year", 2018) == []
    assert refs(work, "found_in_year", 2019) == refs(work, "found_within_365_days", 2018) == ["A"]
    assert value(work, "search_months_mean", 2018) is None


def test_a_year_to_find_a_home_ends_after_365_days(work, load):
    load([row("in", "2018-03-01", **home("2019-03-01")), row("over", "2018-03-01", **home("2019-03-02"))])
    assert refs(work, "found_within_365_days", 2018) == ["in"]


def test_the_last_and_the_first_day_of_a_year(work, load):
    load([row("last", "2018-12-31"), row("first", "2019-01-01")])
    assert refs(work, "new_households", 2018) == ["last"]
    assert refs(work, "new_households", 2019) == ["first"]


@pytest.mark.parametrize(
    ("closed", "again", "counted"),
    [
        ("2018-03-01", "2018-06-01", {2018: ["A"]}),
        ("2018-03-01", "2019-06-01", {2018: ["A"], 2019: ["B"]}),
        ("2019-06-01", "2019-06-01", {2018: ["A"], 2019: []}),
        ("2019-06-01", "2019-06-02", {2018: ["A"], 2019: ["B"]}),
        ("", "2019-06-01", {2018: ["A"], 2019: []}),
    ],
)
def test_a_household_that_comes_back(work, load, closed, again, counted):
    closing = {"closed_on": closed, "close_reason": "lost_contact"} if closed else {}
    load([row("A", "2018-01-10", **ONE, **closing), row("B", again, **ONE)])
    for year, expected in counted.items():
        assert refs(work, "new_households", year) == expected


def test_a_case_behind_an_open_one_leaves_room_for_the_next(work, load):
    load([
        row("A", "2017-01-10", **ONE, closed_on="2018-03-31"),
        row("B", "2018-02-01", **ONE, closed_on="2018-02-20"),
        row("C", "2018-06-01", **ONE),
    ])  # fmt: skip
    assert refs(work, "new_households", 2018) == ["C"]


def test_of_two_on_one_day_the_first_in_the_register_counts(work, load):
    load([row("Z", "2018-02-01", **ONE), row("A", "2018-02-01", **ONE)])
    assert refs(work, "new_households", 2018) == ["Z"]


def test_a_household_that_finds_twice_counts_once(work, load):
    load([
        row("A", "2018-01-10", **ONE, **home("2018-04-01"), closed_on="2018-04-01"),
        row("B", "2018-06-01", **ONE, **home("2018-09-01")),
    ])  # fmt: skip
    assert refs(work, "found_in_year", 2018) == refs(work, "found_same_year", 2018) == ["A"]


def test_what_is_no_home_is_not_found(work, load):
    load([row("A", "2018-01-10", found_on="2018-02-01", outcome="residential")])
    assert value(work, "found_in_year", 2018) == 0
    assert value(work, "search_months_median_km", 2018) is None


def test_a_household_that_changes_afterwards_keeps_its_picture(work, load):
    load([row("A", "2018-01-10", adults="2", children="3", **ONE)])
    before = value(work, "persons", 2018)
    with work.transaction():
        work.session.execute(update(Membership).values(until=date(2018, 6, 1)))
        household = work.session.scalar(select(HouseholdSnapshot.household_uid))
        work.session.add(
            HouseholdSnapshot(
                household_uid=household, taken_on=date(2018, 6, 1), adults=1, children=0, seeking=1,
                household_type="single",
            )
        )  # fmt: skip
    assert value(work, "persons", 2018) == before == 5
    assert value(work, "single_adult_households", 2018) == 0


@pytest.mark.parametrize("change", [{"is_draft": True}, {"voided_on": date(2019, 1, 1)}, {"project": "elders"}])
def test_drafts_mistakes_and_other_projects_count_nowhere(work, load, change):
    load([row("A", "2018-01-10", **ONE, **home("2018-04-01"), trajectory_started_on="2018-02-01")])
    with work.transaction():
        work.session.execute(update(Case).values(**change))
    for key in ("new_households", "persons", "found_same_year", "found_in_year", "trajectories_started"):
        assert value(work, key, 2018) == 0


def test_adults_are_the_first_who_seek(work, load):
    load([row("A", "2018-01-10", adults="2", children="3", seeking="3"), row("B", "2018-01-10", seeking="0")])
    found = evaluate(work.session, measure_by_key("woonclub.persons"), Period.of_year(2018))
    assert found.by["age"] == {"adult": 2, "child": 1}
    assert (found.records, refs(work, "persons", 2018)) == (1, ["A"])


def test_the_curve_that_reaches_one_half(work, load):
    load([row("A", "2018-01-01", **home("2018-01-31")), row("B", "2018-12-31")])
    # B was followed for no day at all, so A alone is at risk when it finds its home.
    assert float(value(work, "search_months_median_km", 2018)) == pytest.approx(30 / 30.4375)


def test_any_period_can_be_counted(work, load):
    load([row("A", "2018-03-31"), row("B", "2018-04-01"), row("C", "2018-06-30"), row("D", "2018-07-01")])
    quarter = Period(date(2018, 4, 1), date(2018, 6, 30))
    assert records(work.session, measure_by_key("woonclub.new_households"), quarter) == ["B", "C"]
