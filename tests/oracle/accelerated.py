"""Made-up applications for accelerated allocation, walked day by day; shares no code with the program."""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

PLACES, COMPANIES = ("34022", "34027"), ("vivus", "sw_plus")
GROUPS = ("homeless", "bad_housing", "homeless_2018")
ENDS = ("allocated", "refused", "withdrawn")


@dataclass(frozen=True)
class Application:
    """The days on which it reached each phase; of a case that counts or not."""

    place: str
    company: str
    group: str
    counts: bool
    steps: tuple[tuple[str, date], ...]

    def day(self, *phases: str) -> date | None:
        return next((day for phase, day in self.steps if phase in phases), None)


def made_up(seed: int, number: int = 80) -> list[Application]:
    chance = random.Random(seed)
    return [_one(chance) for _ in range(number)]


def _one(chance: random.Random) -> Application:
    day = chance.choice([date(2023, 12, 31), date(2024, 1, 1), date(2023, 1, 1) + timedelta(chance.randrange(700))])
    path = ["preparing", "submitted", "admissible", "listed", "offered", chance.choice(ENDS)]
    kept = path[: chance.randrange(1, 7)] if chance.random() < 0.6 else [*path[: chance.randrange(1, 4)], "withdrawn"]
    steps = []
    for phase in kept:
        steps.append((phase, day))
        day += timedelta(days=chance.choice([0, 1, 30, 150]))
    return Application(
        chance.choice(PLACES), chance.choice(COMPANIES), chance.choice(GROUPS), chance.random() < 0.9, tuple(steps)
    )


def recount(applications: list[Application], year: int) -> dict[str, tuple[int | None, Counter[str]]]:
    """Per figure its value, and that value by target group."""
    sent = [each for each in applications if each.counts and each.day("submitted")]
    last = date(year, 12, 31)
    ended = [each for each in sent if (day := each.day(*ENDS)) and day.year == year]
    got = sorted(
        (each.day("allocated") - each.day("submitted")).days  # type: ignore[operator]
        for each in ended
        if each.day("allocated")
    )
    sets = {
        "accelerated_submitted": [each for each in sent if each.day("submitted").year == year],  # type: ignore[union-attr]
        "accelerated_decided": ended,
        "accelerated_waiting": [each for each in sent if each.day("submitted") <= last and not _over(each, last)],  # type: ignore[operator]
    }
    found: dict[str, tuple[int | None, Counter[str]]] = {
        key: (len(these), Counter(each.group for each in these)) for key, these in sets.items()
    }
    middle = next((days for place, days in enumerate(got, 1) if 2 * place >= len(got)), None)
    found["accelerated_wait_median"] = (middle, Counter())
    return found


def _over(application: Application, last: date) -> bool:
    day = application.day(*ENDS)
    return day is not None and day <= last
