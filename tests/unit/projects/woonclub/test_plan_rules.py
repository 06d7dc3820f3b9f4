"""Rules of the desk, of the intake and of rights, without a database."""

from datetime import date, time
from decimal import Decimal

import pytest

from app.clients.kinds import HouseholdType
from app.core.errors import Refused
from app.core.workdays import HolidayRule, work_calendar
from app.projects.woonclub.rules_desk import Opening, Rhythm, next_session, sessions_on
from app.projects.woonclub.rules_intake import (
    Earned,
    FigureRow,
    Figures,
    band_ceiling,
    bedrooms_needed,
    check_scores,
    countable_income,
    ethos_light,
    income_band,
    income_limit,
    rent_ceiling,
)
from app.projects.woonclub.rules_rights import (
    Judged,
    LoanTerms,
    Phase,
    RightState,
    check_judged,
    check_loan_amount,
    check_step,
    decision_due,
    lease_too_old,
    missing_papers,
)

FIRST = date(2018, 1, 1)
CALENDAR = work_calendar([HolidayRule(FIRST, None, month=7, day=21)])
TERMS = LoanTerms(max_cents=245_250, lease_months=3, complete_days=2, decision_days=10)


def opening(rhythm: Rhythm, weekday: int | None, **more: object) -> Opening:
    return Opening("34022", rhythm, FIRST, weekday=weekday, opens=time(9), closes=time(12), **more)


def test_a_point_is_open_in_its_rhythm():
    weekly = opening(Rhythm.WEEKLY, 1)
    assert weekly.falls_on(date(2026, 3, 16))
    assert not weekly.falls_on(date(2026, 3, 17))
    fortnightly = opening(Rhythm.FORTNIGHTLY, 5, counted_from=date(2026, 3, 6))
    assert [day for day in range(1, 32) if fortnightly.falls_on(date(2026, 3, day))] == [6, 20]
    evening = opening(Rhythm.TWO_MONTHLY, 2, counted_from=date(2026, 1, 13), evening=True)
    days = [date(2026, month, day) for month in (1, 2, 3, 4, 5) for day in range(8, 15)]
    assert [day for day in days if evening.falls_on(day)] == [date(2026, 1, 13), date(2026, 3, 10), date(2026, 5, 12)]
    assert opening(Rhythm.APPOINTMENT, None).falls_on(date(2026, 3, 15))


def test_a_rule_ends_and_a_holiday_closes():
    rule = opening(Rhythm.WEEKLY, 2, valid_to=date(2026, 7, 28))
    at_home = Opening("mobiel", Rhythm.APPOINTMENT, FIRST)
    assert [each.point for each in sessions_on([rule, at_home], CALENDAR, date(2026, 7, 14))] == ["34022", "mobiel"]
    assert [each.point for each in sessions_on([rule, at_home], CALENDAR, date(2026, 7, 21))] == ["mobiel"]
    assert sessions_on([rule], CALENDAR, date(2026, 7, 28)) == []
    assert next_session([rule], CALENDAR, "34022", date(2026, 7, 8)).day == date(2026, 7, 14)
    assert next_session([rule], CALENDAR, "34022", date(2026, 7, 14)) is None


def figure(key: str, value: str, above: int = 0, first: date = FIRST, last: date | None = None) -> FigureRow:
    return FigureRow(key, above, first, last, Decimal(value))


FIGURES = Figures(
    [
        figure("rent_share", "30", last=date(2025, 1, 1)),
        figure("rent_share", "33", first=date(2025, 1, 1)),
        figure("rent_share", "40", above=2500, first=date(2025, 1, 1)),
        figure("bedroom.couple", "1"),
        figure("bedroom.adult", "1"),
        figure("bedroom.children", "2"),
    ]
)


def test_the_rent_ceiling_follows_the_row_of_the_day_and_the_income():
    day = date(2026, 3, 16)
    told = [Earned("work_ft", Decimal("1576.10")), Earned("child_benefit", Decimal(300)), Earned("unknown")]
    income = countable_income(told, frozenset({"work_ft", "unknown"}))
    assert income == Decimal("1576.10")
    assert rent_ceiling(income, FIGURES, day).cents == 52_000
    assert rent_ceiling(income, FIGURES, date(2024, 12, 31)).cents == 47_200
    assert rent_ceiling(Decimal(2499), FIGURES, day).row.value == 33
    assert rent_ceiling(Decimal(2500), FIGURES, day).cents == 100_000
    assert rent_ceiling(None, FIGURES, day) is None
    assert rent_ceiling(income, FIGURES, date(2017, 12, 31)) is None
    assert countable_income([Earned("unknown")], frozenset({"unknown"})) is None


@pytest.mark.parametrize(
    ("adults", "children", "kind", "rooms"),
    [
        (1, 0, HouseholdType.SINGLE, 1),
        (1, 1, HouseholdType.SINGLE_PARENT, 2),
        (1, 3, HouseholdType.SINGLE_PARENT, 3),
        (2, 0, HouseholdType.COUPLE, 1),
        (2, 4, HouseholdType.COUPLE_CHILDREN, 3),
        (3, 0, HouseholdType.MULTI_ADULT, 3),
        (0, 2, HouseholdType.MINOR_ONLY, 1),
    ],
)
def test_bedrooms(adults, children, kind, rooms):
    assert bedrooms_needed(adults, children, kind, FIGURES, date(2026, 3, 16)) == rooms


def test_bands_and_nights():
    bounds = {"none": 0, "to_1000": 1, "to_1500": 1000, "more": 3000}
    assert [
        income_band(amount, bounds) for amount in (None, Decimal(0), Decimal("999.99"), Decimal(1000), Decimal(9000))
    ] == [
        None,
        "none",
        "to_1000",
        "to_1500",
        "more",
    ]
    day = date(2026, 3, 16)
    ceilings = [band_ceiling(band, bounds, FIGURES, day) for band in ("to_1000", "to_1500", "more", "none", None)]
    assert ceilings == [33_000, 120_000, None, None, None]
    classes = {"family_forced": 6, "shelter_caw": "3*", "rent_private": None}
    assert ethos_light("family_forced", classes, threat=True) == ["6", "7"]
    assert ethos_light("rent_private", classes, threat=True) == ["7"]
    assert ethos_light("rent_private", classes, threat=False) == []


def test_an_income_has_its_limit():
    rows = Figures(
        [figure("hwl.income_single", "100"), figure("hwl.income_several", "150"), figure("hwl.per_dependant", "10")]
    )
    day = date(2026, 3, 16)
    assert income_limit(rows, "hwl", day, alone=True, dependants=0) == 100
    assert income_limit(rows, "hwl", day, alone=False, dependants=2) == 170
    assert income_limit(rows, "huursubsidie", day, alone=True, dependants=0) is None


def test_scores_stand_on_their_scale():
    assert check_scores({"a": 3}, {"a": (1, 5)}) == {"a": 3}
    for score in (None, 0, 6):
        with pytest.raises(Refused) as refused:
            check_scores({"a": score}, {"a": (1, 5)})
        assert refused.value.field == "a"


@pytest.mark.parametrize(
    ("last", "judged", "field"),
    [
        (None, Judged(RightState.POSSIBLE, date(2026, 3, 17)), "on"),
        (date(2026, 3, 2), Judged(RightState.APPLIED, date(2026, 3, 1)), "on"),
        (None, Judged(RightState.REFUSED, date(2026, 3, 1)), "refusal_reason"),
        (None, Judged(RightState.GRANTED, date(2026, 3, 1), "income"), "refusal_reason"),
        (None, Judged(RightState.POSSIBLE, date(2026, 3, 1), next_check_on=date(2026, 3, 1)), "next_check_on"),
        (None, Judged(RightState.POSSIBLE, date(2026, 3, 1), yearly_cents=-1), "yearly_cents"),
    ],
)
def test_a_right_that_cannot_stand_so(last, judged, field):
    with pytest.raises(Refused) as refused:
        check_judged(last, judged, date(2026, 3, 16))
    assert refused.value.field == field


def test_a_guarantee_loan_has_limits_and_terms():
    assert not lease_too_old(date(2026, 1, 31), date(2026, 4, 30), TERMS)
    assert lease_too_old(date(2026, 1, 31), date(2026, 5, 1), TERMS)
    assert decision_due(date(2026, 7, 16), TERMS, CALENDAR) == date(2026, 8, 4)
    for cents in (0, 245_251):
        with pytest.raises(Refused):
            check_loan_amount(cents, TERMS, "asked_cents")
    every, in_principle = ["id", "lease"], frozenset({"lease"})
    assert missing_papers(["id"], every, in_principle, has_lease=False) == []
    assert missing_papers(["id"], every, in_principle, has_lease=True) == ["lease"]


def test_phases_of_accelerated_allocation_follow_each_other():
    day, today = date(2026, 3, 2), date(2026, 3, 16)
    check_step(Phase.OFFERED, Phase.LISTED, day, day, today)
    for phase, to, on in (
        (Phase.PREPARING, Phase.ALLOCATED, day),
        (Phase.ALLOCATED, Phase.LISTED, day),
        (Phase.PREPARING, Phase.SUBMITTED, date(2026, 3, 1)),
        (Phase.PREPARING, Phase.SUBMITTED, date(2026, 3, 17)),
    ):
        with pytest.raises(Refused):
            check_step(phase, to, day, on, today)
