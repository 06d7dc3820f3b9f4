"""The worklist of whoever decides, what stands in their way, and rates that wait, in words."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from app.access.work import Work
from app.accounts.queries import user_names
from app.organisations.queries import municipality_names
from app.projects.energiehuis.decision.limits import limit_of
from app.projects.energiehuis.decision.queries import proposal_of, waiting
from app.projects.energiehuis.decision.rules import SHORTEST_GROUND, Decision, Proposal, Verdict, four_eyes, objections
from app.projects.energiehuis.file.queries import Dossier
from app.projects.energiehuis.labels import INCOME_GROUPS, PHASES
from app.projects.energiehuis.lifecycle.rules import State
from app.projects.energiehuis.products.queries import product_labels
from app.projects.energiehuis.products.queries_rates import entries
from app.projects.energiehuis.products.rules import percent_words

_GIVEN: Final = "x" * SHORTEST_GROUND
"""Stands for the grounds that are still to be written."""


@dataclass(frozen=True)
class WaitingRow:
    """A file that waits for a decision, without a name."""

    number: str
    product: str
    municipality: str
    asked_cents: int
    advised_cents: int
    adviser: str
    is_own: bool
    since: date
    days: int
    phase: str


@dataclass(frozen=True)
class RateRow:
    """A rate that was entered."""

    uid: UUID
    product: str
    group: str
    applied_from: date
    rate: str
    source: str
    proposer: str
    proposed_at: datetime
    state: str
    waits: bool
    is_own: bool


def waiting_rows(work: Work) -> list[WaitingRow]:
    """The worklist in words."""
    found = waiting(work)
    places = municipality_names(work.session)
    names = user_names(work.session, [row.advice.adviser_uid for row in found])
    today = work.clock.today()
    return [
        WaitingRow(
            number=row.case.number,
            product=row.product.label,
            municipality=places.get(row.case.municipality, row.case.municipality),
            asked_cents=row.application.amount_requested_cents,
            advised_cents=row.advice.amount_cents,
            adviser=names.get(row.advice.adviser_uid, "een collega"),
            is_own=row.advice.adviser_uid == work.actor.user_uid,
            since=row.advice.advised_on,
            days=(today - row.advice.advised_on).days,
            phase=PHASES[State(row.case.phase)],
        )
        for row in found
    ]


@dataclass(frozen=True)
class Obstacles:
    """What keeps the actor from deciding at all, and what keeps the loan from being approved as it was advised."""

    own: list[str]
    approval: list[str]
    limit_cents: int | None
    people: list[tuple[str, str]]
    """Who advised and who wrote down the income: neither of them decides."""


def obstacles(work: Work, found: Dossier) -> Obstacles:
    """What stands in the way before anything is filled in."""
    decider, limit = work.actor.user_uid, limit_of(work, found.case)
    if decider is None or found.advice is None:
        return Obstacles([], [], limit, [])
    amount, months = found.advice.amount_cents, found.advice.months
    proposal = proposal_of(work.session, found, amount, months)
    decision = Decision(Verdict.APPROVE, decider, limit, amount, months, _GIVEN, _GIVEN)
    own = four_eyes(proposal, decision)
    against = [text for text in objections(proposal, decision) if text not in own]
    return Obstacles(own, against, limit, _people(work, proposal))


def _people(work: Work, proposal: Proposal) -> list[tuple[str, str]]:
    names = user_names(work.session, [proposal.adviser, *proposal.entered_income])
    writers = sorted(names.get(uid, "een collega") for uid in proposal.entered_income)
    return [
        ("Advies van", names.get(proposal.adviser, "een collega")),
        ("Inkomen en lasten ingevuld door", ", ".join(writers)),
    ]


def rate_rows(work: Work) -> list[RateRow]:
    """The rates that were entered, the newest first."""
    found, labels = entries(work.session), product_labels(work.session)
    people = [uid for row in found for uid in (row.proposed_by, row.confirmed_by, row.rejected_by) if uid]
    names = user_names(work.session, people)
    rows = []
    for row in found:
        state = "wacht op een tweede persoon"
        if row.confirmed_by:
            state = f"geldt, nagekeken door {names.get(row.confirmed_by, 'een collega')}"
        elif row.rejected_by:
            state = f"niet aanvaard door {names.get(row.rejected_by, 'een collega')}"
        rows.append(
            RateRow(
                uid=row.uid,
                product=labels.get(row.product, row.product),
                group=INCOME_GROUPS.get(row.income_group, row.income_group),
                applied_from=row.applied_from,
                rate=percent_words(row.rate),
                source=row.source,
                proposer=names.get(row.proposed_by, "een collega"),
                proposed_at=row.proposed_at,
                state=state,
                waits=row.settled_at is None,
                is_own=row.proposed_by == work.actor.user_uid,
            )
        )
    return rows
