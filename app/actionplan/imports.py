"""What the four imports of the policy tree share."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from app.access.work import Work
from app.actionplan.models import PlanPeriod
from app.actionplan.queries_tree import node_uids, plan_periods
from app.core.upsert import Counts, Upsert
from app.imports.importer import FileCheck
from app.imports.values import ImportRow, RowError


class TreeImporter:
    """An import of rows that hang in the policy tree; subclasses say which rows and how they are told apart."""

    kind: str
    upsert: Upsert

    def file_checks(self, session: Session) -> Sequence[FileCheck]:
        """None, unless a subclass has some."""
        return ()

    def plan_of(self, periods: Sequence[PlanPeriod], row: ImportRow) -> PlanPeriod | None:
        """The plan in which the row's code has its meaning."""
        raise NotImplementedError

    def stored_rows(self, session: Session, rows: Sequence[ImportRow], *, write: bool) -> list[dict[str, object]]:
        """The rows as they are stored; with `write`, what they refer to may be made."""
        raise NotImplementedError

    def check(self, session: Session, rows: Sequence[ImportRow]) -> Iterable[RowError]:
        """Whether each row falls within a plan that has its code."""
        periods, known = plan_periods(session), node_uids(session)
        for row in rows:
            plan, code = self.plan_of(periods, row), row["code"]
            if plan is None:
                yield row.error("code", "er is geen beleidsplan voor dit jaar")
            elif code is not None and (plan.code, code) not in known:
                yield row.error("code", f"verwijst naar iets dat niet in het plan {plan.code} staat")

    def preview(self, session: Session, rows: Sequence[ImportRow]) -> Counts:
        return self.upsert.compare(session, self.stored_rows(session, rows, write=False))

    def write(self, work: Work, rows: Sequence[ImportRow]) -> Counts:
        return self.upsert.apply(work.session, self.stored_rows(work.session, rows, write=True))
