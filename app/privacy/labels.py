"""Retention and certificates in Dutch words, as the pages show them."""

from dataclasses import dataclass
from uuid import UUID

from app.access.work import Work
from app.accounts.queries import user_names
from app.cases.kinds import kind_of
from app.core.errors import NotFound
from app.privacy.queries_retention import Due, terms

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
