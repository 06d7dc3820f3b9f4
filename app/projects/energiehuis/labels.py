"""Dutch words of the Energiehuis."""

from typing import Final

from app.projects.energiehuis.models import Outcome
from app.projects.energiehuis.rules_products import Repayment

OUTCOMES: Final = {
    Outcome.APPROVED: "Goedgekeurd",
    Outcome.REFUSED: "Geweigerd",
    Outcome.WITHDRAWN: "Ingetrokken",
}
REPAYMENTS: Final = {
    Repayment.ANNUITY: "maandelijks",
    Repayment.BULLET: "in één keer op het einde",
}
