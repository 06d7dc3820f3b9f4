"""What the Energiehuis promised for a year, effort and result, held against what its records say."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.access.work import Work
from app.actionplan.evaluation import evaluate_all
from app.core.period import Period
from app.policy.queries import codes
from app.projects.energiehuis.figures.measures import MEASURES
from app.projects.energiehuis.figures.measures_portfolio import PORTFOLIO

LIST = "loan_commitment"
KINDS = {"inspanning": "Inspanning", "resultaat": "Resultaat"}


@dataclass(frozen=True)
class Commitment:
    """One promise of a year."""

    label: str
    kind: str
    set_by: str
    owner: str
    weight: Decimal
    """Percent of the whole."""
    target: Decimal
    value: Decimal | None
    decimals: int
    measure: str
    source: str
    is_confirmed: bool

    @property
    def is_met(self) -> bool:
        """Whether the records reach the target."""
        return self.value is not None and self.value >= self.target


def commitments(work: Work, year: int) -> list[Commitment]:
    """The promises of a year with their measured values, in the order of the list."""
    found = codes(work.session, LIST, date(year, 12, 31))
    known = {measure.key: measure for measure in (*MEASURES, *PORTFOLIO)}
    wanted = [known[str(code.attrs["measure"])] for code in found]
    values = evaluate_all(work.session, wanted, Period.of_year(year), dimensions=()) if wanted else []
    return [
        Commitment(
            label=code.label_nl,
            kind=KINDS[str(code.attrs["kind"])],
            set_by=str(code.attrs["set_by"]),
            owner=str(code.attrs["owner"]),
            weight=Decimal(str(code.attrs["weight"])),
            target=Decimal(str(code.attrs["target"])),
            value=None if value.value is None else Decimal(value.value),
            decimals=2 if value.measure.unit == "aandeel" else 0,
            measure=value.measure.key,
            source=code.source,
            is_confirmed=str(code.attrs["confirmed"]).lower() == "true",
        )
        for code, value in zip(found, values, strict=True)
    ]
