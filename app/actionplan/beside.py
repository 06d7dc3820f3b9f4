"""One figure beside itself a year earlier."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.actionplan.catalogue import other_rules
from app.actionplan.evaluation import Number, evaluate_all
from app.actionplan.figure_page import in_words
from app.actionplan.measures import Measure
from app.core.period import Period


@dataclass(frozen=True)
class Beside:
    """One figure this year and last year."""

    measure: Measure
    now: Number | None
    before: Number | None

    @property
    def shown(self) -> tuple[str, str]:
        """Both as they are written."""
        return in_words(self.measure, self.now), in_words(self.measure, self.before)

    @property
    def difference(self) -> Number | None:
        """What joined or left, of a count."""
        if not self.measure.is_count or self.now is None or self.before is None:
            return None
        return self.now - self.before


def beside_each_other(session: Session, measures: Sequence[Measure], now: Period, before: Period) -> list[Beside]:
    """These figures over two periods; where the earlier year had another rule, nothing stands beside it."""
    changed = other_rules(session, measures, before.first.year)
    found = [evaluate_all(session, measures, span, ()) for span in (now, before)]
    return [
        Beside(this.measure, this.value, None if this.measure.key in changed else last.value)
        for this, last in zip(*found, strict=True)
    ]
