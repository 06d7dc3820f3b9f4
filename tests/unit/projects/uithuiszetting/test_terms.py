"""Holidays, working days and terms, at their edges."""

from datetime import date, timedelta

import pytest

from app.core.workdays import HolidayRule, Unit, WorkCalendar, easter, plus_months
from app.projects.uithuiszetting.rules import Step
from app.projects.uithuiszetting.rules_terms import Course, Term, Terms, Urgency, deadlines

SINCE = date(2000, 1, 1)
FIXED = [(1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25)]
CALENDAR = WorkCalendar(
    (
        *(HolidayRule(SINCE, None, month, day) for month, day in FIXED),
        *(HolidayRule(SINCE, None, after_easter=days) for days in (1, 39, 50)),
    )
)


def term(name, count, unit, since=SINCE, until=None, label=""):
    return Term(name, label or name, count, unit, since, until)


TERMS = Terms(
    CALENDAR,
    [
        term("dispatch", 2, Unit.WORKING_DAYS),
        term("answer", 5, Unit.WORKING_DAYS),
        term("claim_filed", 4, Unit.DAYS),
        term("fbu_agreement", 10, Unit.WORKING_DAYS),
        term("served", 1, Unit.MONTHS),
        term("bailiff_date", 5, Unit.WORKING_DAYS),
    ],
)


@pytest.mark.parametrize(
    "day",
    [date(1961, 4, 2), date(2008, 3, 23), date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5), date(2038, 4, 25)],
)
def test_easter(day):
    assert easter(day.year) == day


def test_the_holidays_of_2026():
    found = [day for n in range(365) if CALENDAR.is_holiday(day := date(2026, 1, 1) + timedelta(days=n))]
    assert [f"{day:%d/%m}" for day in found] == [
        "01/01", "06/04", "01/05", "14/05", "25/05", "21/07", "15/08", "01/11", "11/11", "25/12",
    ]  # fmt: skip


def test_a_holiday_counts_only_while_its_rule_is_in_force():
    rule = HolidayRule(date(2026, 1, 1), date(2028, 1, 1), 7, 11)
    years = [year for year in range(2024, 2030) if WorkCalendar((rule,)).is_holiday(date(year, 7, 11))]
    assert years == [2026, 2027]


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 3, 16), 5, date(2026, 3, 23)),
        (date(2026, 4, 2), 1, date(2026, 4, 3)),
        (date(2026, 4, 3), 1, date(2026, 4, 7)),  # over Easter and its Monday
        (date(2026, 12, 24), 5, date(2027, 1, 4)),  # over Christmas and New Year
        (date(2026, 4, 14), -5, date(2026, 4, 7)),
        (date(2026, 4, 13), -5, date(2026, 4, 3)),
        (date(2026, 3, 14), 0, date(2026, 3, 14)),
    ],
)
def test_working_days(day, count, expected):
    assert CALENDAR.shifted(day, count) == expected


def test_counting_there_and_back_is_where_one_was():
    for n in range(800):
        day = date(2025, 12, 20) + timedelta(days=n)
        if CALENDAR.is_working_day(day):
            assert CALENDAR.shifted(CALENDAR.shifted(day, 7), -7) == day


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 3, 16), date(2026, 4, 16)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2024, 1, 30), date(2024, 2, 29)),
        (date(2025, 12, 31), date(2026, 1, 31)),
    ],
)
def test_a_month_later(day, expected):
    assert plus_months(day, 1) == expected


def days(course, today):
    return [(each.day, each.words, each.urgency) for each in deadlines(course, TERMS, today)]


def test_a_report_waits_for_a_service_then_for_its_answer():
    monday = date(2026, 3, 16)
    assert days(Course(monday), monday) == [(date(2026, 3, 18), "dispatch", Urgency.DUE)]
    waiting = Course(monday, is_passed_on=True, waiting_since=monday)
    assert days(waiting, monday) == [(date(2026, 3, 23), "answer", Urgency.DUE)]
    assert days(Course(monday, objects=True), monday) == days(Course(monday, is_passed_on=True), monday) == []
    [late] = deadlines(waiting, TERMS, date(2026, 3, 24))
    assert late.is_late(date(2026, 3, 24))
    assert not late.is_late(date(2026, 3, 23))


def followed(*steps):
    return Course(date(2026, 3, 1), is_passed_on=True, steps=steps)


def test_execution_comes_a_month_after_service_at_the_earliest():
    served = Step("served", date(2026, 3, 16))
    assert days(followed(served), date(2026, 3, 16)) == [(date(2026, 4, 16), "served", Urgency.COMES)]
    early = Step("bailiff_date", date(2026, 3, 17), date(2026, 4, 15))
    found = days(followed(served, early), date(2026, 3, 17))
    assert (date(2026, 4, 15), "Vroeger dan mag: ten vroegste op 16/04/2026", Urgency.WRONG) in found
    on_the_day = Step("bailiff_date", date(2026, 3, 17), date(2026, 4, 16))
    assert Urgency.WRONG not in {each[2] for each in days(followed(served, on_the_day), date(2026, 3, 17))}


@pytest.mark.parametrize(("announced", "is_wrong"), [(date(2026, 4, 3), False), (date(2026, 4, 4), True)])
def test_an_eviction_is_announced_five_working_days_ahead(announced, is_wrong):
    step = Step("bailiff_date", announced, date(2026, 4, 13))
    assert any(each[2] is Urgency.WRONG for each in days(followed(step), announced)) == is_wrong


def test_the_fund_pays_within_ten_working_days_and_is_then_forgotten():
    agreed = followed(Step("fbu_agreement", date(2026, 3, 30)))
    assert days(agreed, date(2026, 3, 31)) == [(date(2026, 4, 14), "fbu_agreement", Urgency.COMES)]
    assert days(agreed, date(2026, 4, 15)) == []


def test_an_offer_of_help_answers_the_copy_of_the_claim():
    claim = Step("claim_filed", date(2026, 3, 16))
    assert days(followed(claim), date(2026, 3, 16)) == [(date(2026, 3, 20), "claim_filed", Urgency.DUE)]
    assert days(followed(claim, Step("ocmw_offer", date(2026, 3, 18))), date(2026, 3, 18)) == []


@pytest.mark.parametrize("end", ["executed", "averted"])
def test_after_the_end_no_term_of_the_law_runs(end):
    course = followed(Step("served", date(2026, 3, 16)), Step(end, date(2026, 3, 20)))
    assert days(course, date(2026, 3, 20)) == []


def test_the_term_of_the_day_of_the_event_holds():
    changed = Terms(
        CALENDAR,
        [
            term("served", 1, Unit.MONTHS, until=date(2027, 1, 1), label="oud"),
            term("served", 2, Unit.MONTHS, since=date(2027, 1, 1), label="nieuw"),
        ],
    )
    assert changed.end("served", date(2026, 12, 31)) == (date(2027, 1, 31), "oud")
    assert changed.end("served", date(2027, 1, 1)) == (date(2027, 3, 1), "nieuw")
    assert changed.end("served", date(1999, 1, 1)) is None
