"""Two persons side by side, in Dutch words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from app.access.work import Work
from app.clients.identity import ATTRIBUTES
from app.clients.labels import FIELDS, PROTECTED, address_text
from app.clients.models import Person
from app.clients.queries import masked_number, may_read_address, unseen
from app.privacy.labels import names_of
from app.privacy.queries_merge import proposals
from app.web.formatting import date_nl

_LABELS: Final = {**FIELDS, "national_number": "Rijksregisternummer"}
_WAITING, _DONE, _TURNED_DOWN = ("Wacht op een collega", "attention"), ("Samengevoegd", "done"), ("Afgewezen", "ended")


@dataclass(frozen=True)
class SideLine:
    """One detail of both; `differs` when somebody has to choose."""

    name: str
    label: str
    kept: str
    other: str
    differs: bool


@dataclass(frozen=True)
class ProposalLine:
    """One proposal, without names: those stand on its own page."""

    uid: UUID
    proposed_at: datetime
    proposed_by: str
    state: str
    mark: str
    decided_by: str


def side_lines(work: Work, kept: Person, other: Person) -> list[SideLine]:
    """Everything of both, side by side; what is shown is on record as seen."""
    one, two = unseen(kept), unseen(other)
    lines = []
    for name in ATTRIBUTES:
        first, second = _shown(work, kept, name), _shown(work, other, name)
        differs = getattr(one, name) != getattr(two, name) and getattr(two, name) is not None
        lines.append(SideLine(name, _LABELS[name], first, second, differs))
    return lines


def proposal_lines(work: Work) -> list[ProposalLine]:
    """Every proposal in words."""
    found = proposals(work)
    names = names_of(work, {one.proposed_by for one in found} | {one.decided_by for one in found if one.decided_by})
    lines = []
    for one in found:
        state, mark = _WAITING if one.decided_at is None else _DONE if one.is_merged else _TURNED_DOWN
        by = names[one.decided_by] if one.decided_by else ""
        lines.append(ProposalLine(one.uid, one.proposed_at, names[one.proposed_by], state, mark, by))
    return lines


def _shown(work: Work, person: Person, name: str) -> str:
    if name == "national_number":
        return masked_number(work, person)
    if name == "address":
        return address_text(person.address) if may_read_address(work, person) else PROTECTED
    if name == "birth_date":
        return date_nl(person.birth_date)
    return getattr(person, name) or ""
