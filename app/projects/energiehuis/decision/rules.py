"""What stands in the way of a decision on a loan: four eyes, limits, grounds, the credit register; pure rules."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from app.core.errors import Refused
from app.projects.energiehuis.products.rules import ProductRow, euro_words

SHORTEST_GROUND: Final = 20
"""Characters of a ground that says something."""


class Verdict(StrEnum):
    """What a decision can be."""

    APPROVE = "goedkeuren"
    APPROVE_CONDITIONALLY = "goedkeuren onder voorwaarde"
    REFUSE = "weigeren"
    SEND_BACK = "terugsturen"


APPROVALS: Final = frozenset({Verdict.APPROVE, Verdict.APPROVE_CONDITIONALLY})


@dataclass(frozen=True)
class Proposal:
    """A file as it lies before the one who decides."""

    product: ProductRow
    unconfirmed: tuple[str, ...]
    """What nobody has confirmed of its product and rate."""
    adviser: UUID
    entered_income: frozenset[UUID]
    """Everybody who wrote down or changed an income or a charge."""
    ckp_consulted_on: date | None
    ckp_default_cents: int = 0
    """Unresolved defaults in the credit register."""
    no_credit_above_cents: int = 0
    """A default of more than this leaves no credit; up to it, special reasons are written down."""


@dataclass(frozen=True)
class Decision:
    """What somebody wants to decide."""

    verdict: Verdict
    decider: UUID
    limit_cents: int | None
    """The most that this person may approve; None: nothing."""
    amount_cents: int | None = None
    months: int | None = None
    ground_law: str = ""
    ground_fact: str = ""
    condition: str = ""
    special_reason: str = ""
    """Why credit is given in spite of a default in the register."""


def objections(proposal: Proposal, decision: Decision) -> list[str]:
    """Every reason for which this decision cannot be taken; none: it can.

    Who may decide does not depend on a setting or on a role: the rules hold for whoever asks.
    """
    return [text for text, _ in _with_fields(proposal, decision)]


def field_to_mend(proposal: Proposal, decision: Decision) -> str | None:
    """Where the first of them can be mended; None: nowhere on the page of the decision."""
    return next((field for _, field in _with_fields(proposal, decision) if field), None)


def _with_fields(proposal: Proposal, decision: Decision) -> list[tuple[str, str | None]]:
    found: list[tuple[str, str | None]] = [(text, None) for text in four_eyes(proposal, decision)]
    if decision.verdict in APPROVALS:
        found += [(text, None) for text in proposal.unconfirmed]
        found += [(text, "amount") for text in _amount(proposal, decision)]
        found += [(text, "special") for text in _register(proposal, decision)]
    if decision.verdict is Verdict.APPROVE_CONDITIONALLY and not decision.condition.strip():
        found.append(("Schrijf op aan welke voorwaarde nog voldaan moet worden.", "condition"))
    if not _says_something(decision.ground_fact):
        found.append(("Motiveer de beslissing in feiten.", "fact_blocks"))
    if decision.verdict is not Verdict.SEND_BACK and not _says_something(decision.ground_law):
        found.append(("Motiveer de beslissing in rechte: de regel waarop ze steunt.", "law_blocks"))
    return found


def four_eyes(proposal: Proposal, decision: Decision) -> list[str]:
    """Why this person does not decide on this file; whatever else may be said."""
    found = []
    if decision.decider == proposal.adviser:
        found.append("Wie advies gaf, beslist niet over hetzelfde dossier.")
    if decision.decider in proposal.entered_income:
        found.append("Wie het inkomen of de lasten invulde, beslist niet over hetzelfde dossier.")
    return found


def _amount(proposal: Proposal, decision: Decision) -> list[str]:
    amount, months, product = decision.amount_cents, decision.months, proposal.product
    if amount is None or amount <= 0 or months is None or months <= 0:
        return ["Vul het toegekende bedrag en de looptijd in."]
    found = []
    if decision.limit_cents is None or amount > decision.limit_cents:
        found.append("Dit bedrag is hoger dan wat je mag goedkeuren.")
    if product.max_cents is not None and amount > product.max_cents:
        found.append(f"Dit bedrag is hoger dan het maximum van {product.label}.")
    if product.min_cents is not None and amount < product.min_cents:
        found.append(f"Dit bedrag is lager dan het minimum van {product.label}.")
    if product.max_months is not None and months > product.max_months:
        found.append(f"De looptijd is langer dan {product.max_months} maanden.")
    return found


def _register(proposal: Proposal, decision: Decision) -> list[str]:
    if proposal.ckp_consulted_on is None:
        return ["Raadpleeg eerst de Centrale voor kredieten aan particulieren."]
    if proposal.ckp_default_cents > proposal.no_credit_above_cents:
        most = euro_words(proposal.no_credit_above_cents)
        return [f"Er staat een wanbetaling van meer dan {most} open in de Centrale: dan kan er geen krediet komen."]
    if proposal.ckp_default_cents > 0 and not _says_something(decision.special_reason):
        return ["Er staat een wanbetaling open in de Centrale: motiveer bijzonder waarom het krediet toch kan."]
    return []


def check_advice(amount_cents: int, months: int, text: str) -> None:
    """Refuse an advice without an amount, a term or an explanation."""
    if amount_cents <= 0 or months <= 0:
        raise Refused("Vul het bedrag en de looptijd in die je adviseert.", "amount")
    if not _says_something(text):
        raise Refused("Schrijf op waarom je dit adviseert.", "text")


def _says_something(text: str) -> bool:
    return len(" ".join(text.split())) >= SHORTEST_GROUND
