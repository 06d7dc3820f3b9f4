"""The team in words: how much each colleague follows, and what is offered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.access.work import Work
from app.accounts.queries import user_names
from app.cases.kinds import kind_of
from app.cases.labels import NOBODY, actor_names
from app.cases.models import Case
from app.cases.models_team import HandOver
from app.cases.queries_team import Load, Offered, absences_of
from app.cases.rules_team import HandOverState, away_on
from app.crypto.errors import KeyMissing
from app.organisations.queries import municipality_names, organisation_names
from app.web.formatting import date_nl


@dataclass(frozen=True)
class LoadRow:
    """One colleague and what they follow."""

    name: str
    open: int
    silent: int
    late: int
    away: str


def load_rows(work: Work, loads: Iterable[Load]) -> list[LoadRow]:
    """Lines of the caseload."""
    found = list(loads)
    uids = [load.user_uid for load in found if load.user_uid]
    names, today = user_names(work.session, uids), work.clock.today()
    absences = absences_of(work, uids, today)
    rows = []
    for load in found:
        planned = absences.get(load.user_uid, []) if load.user_uid else []
        now = away_on(planned, today)
        coming = now or next(iter(planned), None)
        words = f"{date_nl(coming.since)} tot en met {date_nl(coming.until)}" if coming else ""
        name = names.get(load.user_uid, "Een oud-collega") if load.user_uid else NOBODY
        away = f"{'nu, ' if now else ''}{words}{f', vervanging: {coming.deputy}' if coming and coming.deputy else ''}"
        rows.append(LoadRow(name, load.open, load.silent, load.late, away if coming else ""))
    return rows


@dataclass(frozen=True)
class OfferRow:
    """A case on offer, without its person."""

    uid: UUID
    number: str
    project: str
    municipality: str
    organisation: str
    by: str
    why: str
    asked_at: datetime
    is_open: bool


def offer_row(work: Work, hand_over: HandOver, case: Case) -> OfferRow:
    """One offer, with the reason opened for whom it was written."""
    try:
        why = hand_over.why or ""
    except KeyMissing:
        why = ""
    return OfferRow(
        hand_over.uid,
        case.number,
        kind_of(case.project).label,
        municipality_names(work.session).get(case.municipality, case.municipality),
        organisation_names(work.session).get(case.organisation, case.organisation),
        actor_names(work, [hand_over.actor]).get(hand_over.actor, "het systeem"),
        why,
        hand_over.asked_at,
        hand_over.state is HandOverState.ASKED,
    )


def offer_lines(work: Work, found: Iterable[Offered]) -> list[tuple[UUID, str]]:
    """Offers on the start page: none of their texts is opened."""
    places = municipality_names(work.session)
    return [
        (
            one.hand_over.uid,
            f"{one.number}, {kind_of(one.project).label}, {places.get(one.municipality, one.municipality)}",
        )
        for one in found
    ]
