"""The groups of a dimension in Dutch words."""

from sqlalchemy.orm import Session

from app.actionplan.evaluation import Fold
from app.actionplan.measures import UNKNOWN, Dimension


class Wording:
    """Labels of the groups of one dimension, in the order in which they are shown."""

    def __init__(self, session: Session, dimension: Dimension) -> None:
        known = dict(dimension.labels(session)) if dimension.labels else {}
        self.labels = known | {UNKNOWN: known.get(UNKNOWN, "Onbekend")}
        self._fold = Fold(session, dimension)

    def of(self, group: str) -> str:
        """A group in words; one without a label is shown as it is."""
        return self.labels.get(group, group)

    def of_code(self, code: str | None) -> str:
        """The group of a code, in words."""
        return self.of(self._fold.group(code))
