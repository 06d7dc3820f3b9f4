"""What the placeholders of letters become before there is a contract: receipt, and the decision with its reasons."""

from decimal import Decimal

from app.access.work import Work
from app.projects.energiehuis.arithmetic.apr import apr_percent, schedule_flows
from app.projects.energiehuis.arithmetic.intervals import shifted
from app.projects.energiehuis.arithmetic.schedule import Kind, Transfer, make_schedule
from app.projects.energiehuis.contract.rules_conditions import Agreed, conditions
from app.projects.energiehuis.decision.models import CreditRuling
from app.projects.energiehuis.decision.rules import Verdict
from app.projects.energiehuis.details import percent
from app.projects.energiehuis.file.queries import Dossier, policy_for
from app.projects.energiehuis.ledger.rules import agreed_terms
from app.projects.energiehuis.letters.rules import OF_DECISION, LetterKind
from app.projects.energiehuis.letters.values import general_values, legal_grounds
from app.web.formatting import date_nl, euro


def kind_of_decision(found: Dossier) -> LetterKind | None:
    """The letter that goes with the decision of a file; None while there is none, or a file that was sent back."""
    ruling = found.ruling
    if ruling is None or ruling.verdict is Verdict.SEND_BACK:
        return None
    if ruling.verdict is Verdict.REFUSE:
        return LetterKind.REFUSED
    if ruling.verdict is Verdict.APPROVE_CONDITIONALLY and ruling.met_on is None:
        return LetterKind.CONDITIONAL
    is_whole = (ruling.amount_cents or 0) >= found.application.amount_requested_cents
    return LetterKind.GRANTED if is_whole else LetterKind.PARTLY


def file_values(work: Work, found: Dossier, kind: LetterKind) -> dict[str, str]:
    """Every placeholder that is known of a file; of its decision only in the letter of that decision."""
    values = {
        **general_values(work, found.case, (person for _, person in found.borrowers)),
        "gevraagd": _sum(found.application.amount_requested_cents, found.file.months_requested),
        "wet": legal_grounds(work, kind, work.clock.today()),
    }
    if kind in OF_DECISION and kind is kind_of_decision(found) and found.ruling is not None:
        values |= _decided(work, found, found.ruling)
    return values


def _decided(work: Work, found: Dossier, ruling: CreditRuling) -> dict[str, str]:
    values = {
        "beslist": date_nl(ruling.met_on or ruling.ruled_on),
        "reden_recht": ruling.law or "",
        "reden_feit": " ".join(text for text in (ruling.fact, ruling.special) if text),
        "voorwaarde": ruling.condition or "",
    }
    rate = policy_for(work.session, found).rate
    if not ruling.amount_cents or not ruling.months or rate is None or rate.rate is None:
        return values
    return values | {
        "bedrag_lening": euro(ruling.amount_cents),
        "looptijd": f"{ruling.months} maanden",
        "rentevoet": percent(rate.rate),
        "jkp": percent(_apr(found, ruling, rate.rate)),
    }


def _apr(found: Dossier, ruling: CreditRuling, rate: Decimal) -> Decimal:
    """The rate as if everything is drawn on the day of the decision: there are no costs beside the interest."""
    start, cents = ruling.ruled_on, ruling.amount_cents or 0
    product = found.product
    agreed = Agreed(
        rate, ruling.months or 0, product.repayment, product.convention, cents, start, shifted(start, 1), None
    )
    whole = [Transfer(start, Kind.DRAWDOWN, Decimal(cents) / 100)]
    return apr_percent(schedule_flows(make_schedule(agreed_terms(conditions(agreed, start)), whole)), 2)


def _sum(cents: int, months: int) -> str:
    return f"{euro(cents)} op {months} maanden"
