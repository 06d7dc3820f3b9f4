"""Retention and certificates in Dutch words, as the pages show them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.access.work import Work
from app.accounts.queries import user_names
from app.cases.kinds import kind_of
from app.core.errors import NotFound
from app.crypto.sealed import load_keys
from app.policy.queries import code_labels
from app.privacy.models_request import RightsRequest
from app.privacy.queries_request import broken_glass, case_numbers
from app.privacy.queries_retention import Due, terms
from app.privacy.rules_request import days_left

_USER = "user:"


@dataclass(frozen=True)
class TermLine:
    """How long the cases of a project are kept, and how many are past that."""

    project: str
    months: int
    confirmed: bool
    source: str
    over: int
    held: int


def names_of(work: Work, actors: set[str]) -> dict[str, str]:
    """The name of each actor; the system itself by its account."""
    users = {actor: UUID(actor.removeprefix(_USER)) for actor in actors if actor.startswith(_USER)}
    names = user_names(work.session, list(users.values()))
    return {actor: names.get(users[actor], "een oud-collega") if actor in users else "het systeem" for actor in actors}


def term_lines(work: Work, due: list[Due]) -> list[TermLine]:
    """One line for each term in force today."""
    today = work.clock.today()
    return [
        TermLine(
            project_label(term.project),
            term.months,
            term.confirmed,
            term.source,
            sum(one.project == term.project for one in due),
            sum(one.project == term.project and one.is_held for one in due),
        )
        for term in terms(work)
        if term.holds_on(today)
    ]


def project_label(key: str) -> str:
    """The name of a project, or its key when it is not installed."""
    try:
        return kind_of(key).label
    except (KeyError, NotFound):
        return key


@dataclass(frozen=True)
class RequestLine:
    """A request with its clock."""

    uid: UUID
    person_uid: UUID
    number: str
    kind: str
    received_on: date
    due_on: date
    left: int
    is_extended: bool
    answered_on: date | None
    is_granted: bool | None


def request_lines(work: Work, found: list[RightsRequest]) -> list[RequestLine]:
    """Requests in words; people by a case number, not by name."""
    kinds, today = code_labels(work.session, "rights_request"), work.clock.today()
    numbers = case_numbers(work, [one.person_uid for one in found])
    return [
        RequestLine(
            one.uid,
            one.person_uid,
            numbers.get(one.person_uid, "zonder dossier"),
            kinds.get(one.kind, one.kind),
            one.received_on,
            one.due_on,
            days_left(one.due_on, today),
            one.is_extended,
            one.answered_on,
            one.is_granted,
        )
        for one in found
    ]


@dataclass(frozen=True)
class GlassLine:
    """A time that a shielded case was opened."""

    uid: UUID
    number: str
    who: str
    reason: str
    why: str
    opened_at: datetime
    until: datetime
    is_seen: bool


def glass_lines(work: Work) -> list[GlassLine]:
    """Broken glass in words; the reason somebody wrote is opened, and on record."""
    reasons, found = code_labels(work.session, "glass_reason"), broken_glass(work)
    names = user_names(work.session, [glass.user_uid for glass, _ in found])
    load_keys([glass for glass, _ in found])
    return [
        GlassLine(
            glass.uid,
            number,
            names.get(glass.user_uid, "een oud-collega"),
            reasons.get(glass.reason, glass.reason),
            glass.why or "",
            glass.opened_at,
            glass.until,
            glass.seen_at is not None,
        )
        for glass, number in found
    ]
