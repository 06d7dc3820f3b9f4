"""Cases for the search field: by number, and the ones opened last."""

from collections.abc import Iterator

from app.access.work import Work
from app.cases.kinds import kind_of
from app.cases.queries_finding import case_numbered, opened_last
from app.clients.finders import Hit


def find_case(work: Work, text: str) -> Iterator[Hit]:
    """The case with that number."""
    if not work.actor.holds("case.read"):
        return
    number = case_numbered(work, text)
    if number is not None:
        yield Hit("Dossier", number, "cases.show", {"number": number}, is_exact=True)


def recent_cases(work: Work) -> Iterator[Hit]:
    """The cases that the colleague opened last, without names."""
    if not work.actor.holds("case.read"):
        return
    for case in opened_last(work):
        kind = kind_of(case.project)
        label = f"{case.number}, {kind.phase_label(case.phase).lower()}"
        yield Hit(kind.label, label, "cases.show", {"number": case.number})
