"""What the case page shows, gathered in one place and in few queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.access.work import Work
from app.accounts.queries import user_names
from app.cases.kinds import CaseKind, kind_of
from app.cases.labels import NOBODY, EventLine, event_lines, may_write, name_in, person_name
from app.cases.labels_tasks import TaskRow, tasks_in
from app.cases.models import Case
from app.cases.place import Place
from app.cases.queries import silent_before
from app.cases.queries_privacy import is_behind_glass, is_shielded
from app.cases.queries_timeline import may_read_notes, timeline
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
    people: list[CaseMember]
    events: list[EventLine]
    older: Place | None
    tasks: list[TaskRow]
    is_silent: bool
    may_write: bool
    may_read_notes: bool
    is_shielded: bool
    is_restricted: bool
    details: Mapping[str, Any]


def case_page(work: Work, case: Case, after: Place | None = None) -> CasePage:
    """Everything of the page; names and texts are opened only as far as the actor may read them."""
    kind = kind_of(case.project)
    shown = timeline(work, case, after=after)
    return CasePage(
        case=case,
        kind=kind,
        name=name_in(work, case),
        summary=_summary(work, case),
        steps=[phase.label for phase in kind.phases],
        step=_step(kind, case),
        people=_people(work, case),
        events=event_lines(work, case, shown.events),
        older=shown.older,
        tasks=tasks_in(work, case),
        is_silent=case.closed_on is None and case.last_contact_on < silent_before(work.clock.today()),
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


def _step(kind: CaseKind, case: Case) -> int | None:
    if case.closed_on is not None:
        return None
    return next((place for place, phase in enumerate(kind.phases) if phase.key == case.phase), 0)


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
