"""Recounts rental lists and returns to the search from plain rows; slow, plain, and no code of app/."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction


@dataclass(frozen=True)
class Home:
    """A home of the lists: the Monday of its first week, rent in cents, bedrooms, label."""

    first: date
    cents: int
    rooms: int
    label: str | None


@dataclass(frozen=True)
class Search:
    """A registration of a household, and the day on which it found a home."""

    household: int
    opened: date
    found: date | None


def survey(homes: Sequence[Home], year: int) -> dict[str, int | Fraction | None]:
    """The figures of the rent survey of a year."""
    these = [home for home in homes if home.first.year == year]
    labelled = [home for home in these if home.label]
    return {
        "homes_noted": len(these),
        "rent_mean": Fraction(sum(home.cents for home in these), 100 * len(these)) if these else None,
        "rent_median": Fraction(_middle(home.cents for home in these), 100) if these else None,
        "homes_without_label": Fraction(len(these) - len(labelled), len(these)) if these else None,
        "homes_poor_label": Fraction(sum(home.label in "def" for home in labelled), len(labelled))
        if labelled
        else None,
    }


def _middle(rents: Iterable[int]) -> int:
    ordered = sorted(rents)
    return ordered[(len(ordered) - 1) // 2]


def complete_share(worked: set[tuple[str, date]], done: set[tuple[str, date]], places: int, year: int) -> Fraction:
    """Complete lists of the lists that could be: one of each place, in weeks in which somebody noted something."""
    weeks = {week for _, week in worked if week.year == year}
    return Fraction(len({each for each in done if each[1] in weeks}), places * len(weeks))


def returned(searches: Sequence[Search], year: int, days: int) -> tuple[int, int]:
    """(who looked again within so many days, of how many) of the finders whose term ends in the year."""
    shift = timedelta(days=days)
    first, last = date(year, 1, 1) - shift, date(year, 12, 31) - shift
    again = total = 0
    for household in {search.household for search in searches}:
        own = [search for search in searches if search.household == household]
        finds = sorted(search.found for search in own if search.found and first <= search.found <= last)
        if finds:
            total += 1
            again += any(finds[0] < search.opened <= finds[0] + shift for search in own)
    return again, total
