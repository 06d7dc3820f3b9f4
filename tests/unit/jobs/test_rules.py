"""When a job comes back: by the clock of Brussels, and a while after a failure."""

from datetime import UTC, datetime, time, timedelta

import pytest

from app.jobs.rules import MOST_ATTEMPTS, Schedule, after_failure

NIGHT = Schedule(time(3, 30))


@pytest.mark.parametrize(
    ("now", "following"),
    [
        ("2026-03-16T01:00", "2026-03-16T02:30"),
        ("2026-03-16T02:30", "2026-03-17T02:30"),
        # The clock goes forward on 29 March and back on 25 October: half past three stays half past three.
        ("2026-03-28T12:00", "2026-03-29T01:30"),
        ("2026-10-24T12:00", "2026-10-25T02:30"),
    ],
)
def test_a_daily_time_is_that_of_brussels(now, following):
    found = NIGHT.following(datetime.fromisoformat(now).replace(tzinfo=UTC))
    assert found == datetime.fromisoformat(following).replace(tzinfo=UTC)


def test_a_weekly_one_waits_for_its_day():
    weekly = Schedule(time(5, 0), 0)
    monday = datetime(2026, 3, 16, 4, 0, tzinfo=UTC)
    assert weekly.following(monday) == monday + timedelta(days=7)
    assert weekly.following(monday - timedelta(seconds=1)) == monday
    assert weekly.label == "elke maandag om 05.00 uur"


def test_no_job_stands_in_the_hour_that_the_clock_skips():
    with pytest.raises(ValueError, match="skips"):
        Schedule(time(2, 15))


def test_waiting_doubles_until_the_regular_time():
    now = datetime(2026, 3, 16, 11, 0, tzinfo=UTC)
    waits = [after_failure(NIGHT, attempt, now) - now for attempt in range(1, MOST_ATTEMPTS)]
    assert waits == [timedelta(minutes=minutes) for minutes in (5, 10, 20, 40)]
    assert after_failure(NIGHT, MOST_ATTEMPTS, now) == NIGHT.following(now)
    just_before = NIGHT.following(now) - timedelta(minutes=2)
    assert after_failure(NIGHT, 1, just_before) == NIGHT.following(now)
