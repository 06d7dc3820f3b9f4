"""The cases of a project in a period, as the rules of data quality begin with them."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, not_, or_, select

from app.actionplan.quality import CaseSet
from app.cases.models import Case
from app.core.period import Period


def cases_of(project: str) -> CaseSet:
    """Cases that were open on some day of the period; drafts and those opened by mistake are none."""

    def cases(period: Period) -> Select[Any]:
        columns: list[Any] = [Case.uid.label("case_uid"), Case.number, Case.organisation, Case.worker_uid]
        return select(*columns).where(
            Case.project == project,
            not_(Case.is_draft),
            Case.voided_on.is_(None),
            Case.opened_on <= period.last,
            or_(Case.closed_on.is_(None), Case.closed_on >= period.first),
        )

    return cases


def cases_where(project: str, *conditions: ColumnElement[bool]) -> CaseSet:
    """The same, as far as they meet these conditions on the case."""
    all_cases = cases_of(project)
    return lambda period: all_cases(period).where(*conditions)


def excluded_of(project: str) -> tuple[tuple[str, CaseSet], ...]:
    """What no figure of a project counts: cases opened by mistake, and drafts (C11); by the day they were opened."""

    def opened(*conditions: ColumnElement[bool]) -> CaseSet:
        columns: list[Any] = [Case.uid.label("case_uid"), Case.number, Case.organisation, Case.worker_uid]
        own = select(*columns).where(Case.project == project, *conditions)
        return lambda period: own.where(Case.opened_on.between(period.first, period.last))

    return (
        ("ingetrokken, want bij vergissing geopend", opened(Case.voided_on.is_not(None))),
        ("nog een klad", opened(and_(Case.is_draft, Case.voided_on.is_(None)))),
    )
