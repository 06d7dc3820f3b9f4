"""What may be wrong with the cases behind the figures: the rules that projects declare, and which cases they check."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.access.wall import through_the_gate
from app.actionplan.measures import RECORDS, Measure
from app.core.errors import NotFound
from app.core.period import Period

CaseSet = Callable[[Period], Select[Any]]
"""Cases of a period, with the columns `case_uid`, `number`, `organisation` and `worker_uid`."""


class Severity(StrEnum):
    """Hard: a year does not close while one is open. Soft: look at it, it may well be right."""

    HARD = "hard"
    SOFT = "soft"


@dataclass(frozen=True)
class QualityRule:
    """One thing that may be wrong with a case: `select` gives the offending cases of a period."""

    key: str
    """Begins with the key of the project."""
    severity: Severity
    label: str
    explanation: str
    """In Dutch: what is wrong, why it matters for the figures, and what to do."""
    select: CaseSet


@dataclass(frozen=True)
class Checked:
    """A project with its rules, and the cases of a period that they are about."""

    project: str
    label: str
    cases: CaseSet
    excluded: tuple[tuple[str, CaseSet], ...]
    """(in Dutch, cases) of what no figure of the project counts."""
    rules: tuple[QualityRule, ...]


_checked: dict[str, Checked] = {}


def register(checked: Checked) -> None:
    """Offer the rules of a project; the last declaration of a project counts."""
    _checked[checked.project] = checked


def checked_projects() -> tuple[Checked, ...]:
    """Every project with its rules."""
    return tuple(_checked.values())


def rule_named(key: str) -> tuple[Checked, QualityRule]:
    """A rule with its project; NotFound when there is none."""
    for checked in _checked.values():
        for rule in checked.rules:
            if rule.key == key:
                return checked, rule
    raise NotFound


def all_rules() -> Iterable[QualityRule]:
    """Every rule of every project."""
    return (rule for checked in _checked.values() for rule in checked.rules)


@through_the_gate
def excluded_records(session: Session, measure: Measure, period: Period) -> list[tuple[str, int]]:
    """What the figures of a project leave out, with how many there were in the period; nothing for other figures."""
    checked = _checked.get(measure.project)
    if checked is None or measure.source != RECORDS:
        return []
    return [
        (label, session.scalar(select(func.count()).select_from(cases(period).subquery())) or 0)
        for label, cases in checked.excluded
    ]
