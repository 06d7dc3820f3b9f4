"""What the case page shows, gathered in one place and in few queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.access.work import Work
from app.accounts.queries import user_names
from app.cases.kinds import CaseKind, Phase, kind_of
from app.cases.labels import NOBODY, EventLine, event_lines, may_write, name_in, person_name
from app.cases.labels_tasks import TaskRow, tasks_in
from app.cases.models import Case
from app.cases.place import Place
from app.cases.queries import phases_been_in, silent_before
from app.cases.queries_privacy import is_behind_glass, is_shielded
from app.cases.queries_team import open_hand_over
from app.cases.queries_timeline import EventKind, contact_kinds_in, may_read_notes, timeline
from app.cases.rules import CONTACT_KINDS
from app.clients.models_household import HouseholdSnapshot
from app.clients.queries import members_on
from app.clients.queries_rights import is_restricted
from app.organisations.queries import municipality_names, organisation_names
from app.policy.queries import code_labels


@dataclass(frozen=True, slots=True)
class CaseMember:
    """Somebody of the household, and their place in it."""

    uid: UUID
    name: str
    role: str


@dataclass(frozen=True)
class CasePage:
    """The variables of the case page."""

    case: Case
    kind: CaseKind
    name: str
    summary: list[tuple[str, object]]
    steps: list[str]
    step: int | None
    skipped: frozenset[int]
    """Places of phases that the case never was in."""
    people: list[CaseMember]
    events: list[EventLine]
    older: Place | None
    filters: list[tuple[str, str]]
    """(key, words) of what the timeline can be narrowed to."""
    only: str | None
    tasks: list[TaskRow]
    is_silent: bool
    offered_to: str
    """Whose answer to a hand-over is awaited."""
    is_mine: bool
    """The actor follows it already."""
    may_write: bool
    may_read_notes: bool
    is_shielded: bool
    is_restricted: bool
    details: Mapping[str, Any]


def case_page(work: Work, case: Case, after: Place | None = None, only: str | None = None) -> CasePage:
    """Everything of the page; names and texts are opened only as far as the actor may read them."""
    kind = kind_of(case.project)
    filters = _filters(work, case)
    only = only if only in dict(filters) else None
    shown = timeline(work, case, after=after, only=only)
    phases = [phase for phase in kind.phases if phase.is_milestone or phase.key == case.phase]
    return CasePage(
        case=case,
        kind=kind,
        name=name_in(work, case),
        summary=_summary(work, case),
        steps=[phase.label for phase in phases],
        step=_step(phases, case),
        skipped=_skipped(work, kind, phases, case),
        people=_people(work, case),
        events=event_lines(work, case, shown.events),
        older=shown.older,
        filters=filters,
        only=only,
        tasks=tasks_in(work, case),
        is_silent=case.closed_on is None and case.last_contact_on < silent_before(work.clock.today()),
        offered_to=_offered_to(work, case),
        is_mine=case.worker_uid is not None and case.worker_uid == work.actor.user_uid,
        may_write=may_write(work, case) and not is_behind_glass(work, case),
        may_read_notes=may_read_notes(work, case),
        is_shielded=is_shielded(work, case),
        is_restricted=is_restricted(work.session, case.reference_person_uid),
        details=kind.details(work, case) if kind.details else {},
    )


def _summary(work: Work, case: Case) -> list[tuple[str, object]]:
    worker = user_names(work.session, [case.worker_uid]).get(case.worker_uid) if case.worker_uid else None
    organisation = organisation_names(work.session).get(case.organisation, case.organisation)
    return [
        ("Huishouden bij aanmelding", household_words(case.snapshot)),
        ("Woonplaats bij aanmelding", municipality_names(work.session).get(case.municipality, case.municipality)),
        ("Wie volgt op", f"{worker or NOBODY}, {organisation}"),
    ]


def household_words(snapshot: HouseholdSnapshot) -> str:
    """1 volwassene, 2 kinderen."""
    adults = "1 volwassene" if snapshot.adults == 1 else f"{snapshot.adults} volwassenen"
    children = {0: "", 1: ", 1 kind"}.get(snapshot.children, f", {snapshot.children} kinderen")
    return adults + children


def _step(phases: Sequence[Phase], case: Case) -> int | None:
    if case.closed_on is not None:
        return None
    return next((place for place, phase in enumerate(phases) if phase.key == case.phase), 0)


def _offered_to(work: Work, case: Case) -> str:
    waiting = open_hand_over(work, case)
    return user_names(work.session, [waiting.to_uid]).get(waiting.to_uid, "een oud-collega") if waiting else ""


def _skipped(work: Work, kind: CaseKind, phases: Sequence[Phase], case: Case) -> frozenset[int]:
    """Of a case that ended, or beside the straight road: what it passed by counts as skipped, not as done."""
    been = phases_been_in(work, case)
    if case.closed_on is not None:
        been.add(kind.closed_phase.key)
    return frozenset(place for place, phase in enumerate(phases) if phase.key not in been)


def _filters(work: Work, case: Case) -> list[tuple[str, str]]:
    kinds = code_labels(work.session, CONTACT_KINDS)
    present = sorted((kinds.get(key, key), key) for key in contact_kinds_in(work, case))
    contacts = [(key, words) for words, key in present] if len(present) > 1 else []
    notes = [(EventKind.NOTE.value, "Notities")] if may_read_notes(work, case) else []
    return [(EventKind.CONTACT.value, "Contacten"), *notes, (EventKind.PHASE.value, "Stappen"), *contacts]


def _people(work: Work, case: Case) -> list[CaseMember]:
    if not work.actor.holds("person.read", case.project, case.organisation):
        return []
    roles = code_labels(work.session, "household_role")
    found = members_on(work, case.household_uid, work.clock.today())
    found.sort(key=lambda member: member.person.uid != case.reference_person_uid)
    return [
        CaseMember(member.person.uid, person_name(member.person), roles.get(member.membership.role.value, ""))
        for member in found
    ]
