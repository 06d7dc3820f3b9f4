"""When somebody opened unusually many files on a day. Pure."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from statistics import median

from config import POLICY_FOLDER


@dataclass(frozen=True)
class UnusualPolicy:
    """From how many files, and how many times the usual, a day stands out."""

    at_least: int
    times_usual: int
    window_days: int


@dataclass(frozen=True, slots=True)
class UnusualDay:
    """A day that stands out: whose, how many files, and how many were usual (0: nothing to compare with)."""

    actor: str
    day: date
    files: int
    usual: float


@cache
def unusual_policy() -> UnusualPolicy:
    """The limits of this installation; read once."""
    return UnusualPolicy(**tomllib.loads((POLICY_FOLDER / "oversight.toml").read_text())["unusual"])


def unusual_days(opened: Mapping[str, Mapping[date, int]], policy: UnusualPolicy) -> list[UnusualDay]:
    """Days of colleagues that stand out against their own other days, the newest first."""
    found = []
    for actor, days in opened.items():
        for day, files in days.items():
            others = [count for other, count in days.items() if other != day]
            usual = median(others) if others else 0
            if files >= policy.at_least and files >= usual * policy.times_usual:
                found.append(UnusualDay(actor, day, files, usual))
    return sorted(found, key=lambda one: (one.day, one.files), reverse=True)
