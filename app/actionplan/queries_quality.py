"""Which cases of a year break a rule: counted per rule and project, and listed within what the reader may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, func, literal, select, union_all
from sqlalchemy.orm import Session

from app.access.scope import scope
from app.access.wall import through_the_gate
from app.access.work import Work, note_list
from app.actionplan.models_year import QualityConfirmation
from app.actionplan.quality import Checked, QualityRule, Severity, all_rules, checked_projects
from app.core.period import Period

PAGE: Final = 50
READ, OWN = "figure.records", "case.write"


@dataclass(frozen=True)
class ProjectQuality:
    """One project in a year: how many cases each rule finds, and which part of the cases is in order."""

    label: str
    cases: int
    faulty: int
    """Cases with at least one open finding."""
    findings: tuple[tuple[QualityRule, int], ...]

    @property
    def complete(self) -> float | None:
        """The share of cases without an open finding; None when there is no case."""
        return (self.cases - self.faulty) / self.cases if self.cases else None


@dataclass(frozen=True)
class FaultyCase:
    """One case in a list of findings."""

    number: str
    rule: QualityRule


@dataclass(frozen=True)
class FaultyPage:
    """A page of offending cases, by number; cases of others are counted, not shown."""

    rows: list[FaultyCase]
    total: int
    hidden: int
    after: str | None


@through_the_gate
def quality_of(session: Session, year: int) -> list[ProjectQuality]:
    """Every project with its findings of a year, in one statement each."""
    return [_project(session, checked, Period.of_year(year)) for checked in checked_projects()]


def hard_findings(session: Session, year: int) -> int:
    """How many hard findings are open in a year."""
    found = quality_of(session, year)
    return sum(count for each in found for rule, count in each.findings if rule.severity is Severity.HARD)


@through_the_gate
def findings_page(work: Work, rule: QualityRule, project: str, year: int, after: str = "") -> FaultyPage:
    """The cases that break one rule, from a number on."""
    found = _open(rule, Period.of_year(year)).subquery()
    visible = scope(work.actor, READ, literal(project), found.c.organisation)
    total = work.session.scalar(select(func.count()).select_from(found)) or 0
    seen = work.session.scalar(select(func.count()).select_from(found).where(visible)) or 0
    query = select(found.c.number).where(visible, found.c.number > after).order_by(found.c.number).limit(PAGE + 1)
    numbers = list(work.session.scalars(query))
    rows = [FaultyCase(number, rule) for number in numbers[:PAGE]]
    note_list(work, rule.key[:60], len(rows))
    return FaultyPage(rows, total, total - seen, rows[-1].number if len(numbers) > PAGE else None)


def own_findings(work: Work, year: int) -> list[FaultyCase]:
    """The open findings in the cases of the reader, hard ones first."""
    rules = {rule.key: rule for rule in all_rules()}
    if not rules or work.actor.user_uid is None:
        return []
    parts = []
    for rule in rules.values():
        found = _open(rule, Period.of_year(year)).subquery()
        query = select(literal(rule.key).label("rule"), found.c.number)
        parts.append(query.where(found.c.worker_uid == work.actor.user_uid))
    rows = work.session.execute(_together(parts).limit(PAGE * 4))
    listed = [FaultyCase(number, rules[key]) for key, number in rows]
    return sorted(listed, key=lambda each: (each.rule.severity is not Severity.HARD, each.number, each.rule.key))


def offending_case(work: Work, rule: QualityRule, project: str, year: int, number: str) -> UUID | None:
    """The uid of a case that breaks a rule, when the actor may write it."""
    found = _open(rule, Period.of_year(year)).subquery()
    visible = scope(work.actor, OWN, literal(project), found.c.organisation)
    return work.session.scalar(select(found.c.case_uid).where(visible, found.c.number == number))


def _project(session: Session, checked: Checked, period: Period) -> ProjectQuality:
    cases = session.scalar(select(func.count()).select_from(checked.cases(period).subquery())) or 0
    if not checked.rules:
        return ProjectQuality(checked.label, cases, 0, ())
    parts = []
    for rule in checked.rules:
        found = _open(rule, period).subquery()
        parts.append(select(literal(rule.key).label("rule"), found.c.case_uid))
    every = _together(parts).cte("finding")
    counts = session.execute(select(every.c.rule, func.count()).group_by(every.c.rule))
    known = {rule: int(count) for rule, count in counts}
    faulty = session.scalar(select(func.count(func.distinct(every.c.case_uid)))) or 0
    findings = tuple((rule, known.get(rule.key, 0)) for rule in checked.rules)
    return ProjectQuality(checked.label, cases, faulty, findings)


def _open(rule: QualityRule, period: Period) -> Select[Any]:
    """The offending cases that nobody confirmed; each once, however often it breaks the rule."""
    found = rule.select(period).distinct().subquery()
    confirmed = select(QualityConfirmation.case_uid).where(QualityConfirmation.rule == rule.key)
    return select(found).where(found.c.case_uid.not_in(confirmed))


def _together(parts: Sequence[Select[Any]]) -> Select[Any]:
    return select(union_all(*parts).subquery()) if len(parts) > 1 else parts[0]
