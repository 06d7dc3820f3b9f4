"""Dutch words of the Energiehuis."""

from typing import Final

from app.projects.energiehuis.decision.rules import Verdict
from app.projects.energiehuis.lifecycle.rules import State
from app.projects.energiehuis.models import Outcome
from app.projects.energiehuis.products.rules import Repayment

OUTCOMES: Final = {
    Outcome.APPROVED: "Goedgekeurd",
    Outcome.REFUSED: "Geweigerd",
    Outcome.WITHDRAWN: "Ingetrokken",
}
VERDICTS: Final = {
    Verdict.APPROVE.value: "Keur de lening goed",
    Verdict.APPROVE_CONDITIONALLY.value: "Keur goed onder voorwaarde",
    Verdict.REFUSE.value: "Weiger de lening",
    Verdict.SEND_BACK.value: "Stuur terug met vraag",
}
RULED: Final = {
    Verdict.APPROVE: "Goedgekeurd",
    Verdict.APPROVE_CONDITIONALLY: "Goedgekeurd onder voorwaarde",
    Verdict.REFUSE: "Geweigerd",
    Verdict.SEND_BACK: "Teruggestuurd met een vraag",
}
DWELLINGS: Final = {"house": "Huis", "apartment": "Appartement"}
INCOME_GROUPS: Final = {"all": "Elk inkomen", "lowest": "Laagste categorie", "middle": "Middelste categorie"}
SIDES: Final = {"income": "Inkomen", "charge": "Lasten", "credit": "Kredieten"}
REPAYMENTS: Final = {
    Repayment.ANNUITY: "maandelijks",
    Repayment.BULLET: "in één keer op het einde",
}
PHASES: Final = {
    State.REGISTERED: "Aangemeld",
    State.INTAKE: "Intake",
    State.BUILDING: "In opbouw",
    State.COMPLETE: "Volledig",
    State.EXAMINED: "In onderzoek",
    State.ADVISED: "Geadviseerd",
    State.CONDITIONAL: "Goedgekeurd onder voorwaarde",
    State.APPROVED: "Goedgekeurd",
    State.CONTRACT_SENT: "Contract verzonden",
    State.SIGNED: "Ondertekend",
    State.DRAWING: "In opname",
    State.REPAYING: "In terugbetaling",
    State.RUNNING: "Lopend",
    State.DEFAULT_NOTICE: "In gebreke gesteld",
    State.PLAN: "Afbetalingsplan",
    State.DEBT_SETTLEMENT: "Collectieve schuldenregeling",
    State.CALLED_IN: "Opeisbaar",
    State.DUE_BY_EVENT: "Opeisbaar door een gebeurtenis",
    State.SPREAD: "Gespreid terug te betalen",
    State.RECOVERY: "Invordering",
}
"""The states in which a file is open, in the order in which they usually come; the others close it."""
MILESTONES: Final = frozenset(
    {State.REGISTERED, State.BUILDING, State.EXAMINED, State.ADVISED, State.APPROVED, State.SIGNED, State.REPAYING}
)
"""The states that most files pass, for the row of steps."""
