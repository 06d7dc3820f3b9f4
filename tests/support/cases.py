"""Cases to test with: a made-up project, obviously made-up people, and households to open cases for."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access.work import Work
from app.audit.models import AuditRecord
from app.cases.kinds import CaseKind, Phase
from app.cases.models import Case
from app.cases.service import open_case
from app.clients.kinds import HouseholdType, MemberRole
from app.clients.models import Person
from app.clients.models_household import Household, HouseholdSnapshot, Membership
from app.policy.models import Code

KIND = CaseKind(
    key="oefening",
    label="Oefenproject",
    prefix="OEF",
    phases=(
        Phase("aangemeld", "Aangemeld"),
        Phase("bezig", "Bezig"),
        Phase("wachten", "Wachten"),
        Phase("afgesloten", "Afgesloten", is_open=False),
    ),
    close_reasons="oefening_close_reason",
)
OTHER_KIND = CaseKind("tweede", "Tweede oefenproject", "TWE", KIND.phases, "oefening_close_reason")
TODAY = date(2026, 3, 16)
_CODES = {
    "contact_kind": {"gesprek": "Gesprek", "huisbezoek": "Huisbezoek", "no_show": "Niet verschenen"},
    "contact_channel": {"telefoon": "Telefoon", "brief": "Brief"},
    "oefening_close_reason": {"opgelost": "Opgelost", "lost_contact": "Contact verloren"},
}


def add_codes(session: Session) -> None:
    """The code lists that these tests need, where the installation does not have them yet."""
    for name, labels in _CODES.items():
        known = set(session.scalars(select(Code.key).where(Code.list == name)))
        session.add_all(
            Code(
                list=name,
                key=key,
                label_nl=label,
                label_en=label,
                sort=place,
                active_from=date(2018, 1, 1),
                source="test",
            )
            for place, (key, label) in enumerate(labels.items())
            if key not in known
        )
    session.flush()


def add_person(work: Work, *, family_name: str = "Voorbeeld", given_name: str = "Proef", **facts: object) -> Person:
    """Somebody who cannot exist."""
    values = {"organisation": "34022", "created_at": work.clock.now(), **facts}
    person = Person(family_name=family_name, given_name=given_name, **values)
    work.session.add(person)
    work.session.flush()
    return person


def add_snapshot(work: Work, *persons: Person, on: date = date(2020, 1, 1)) -> HouseholdSnapshot:
    """A household of these people, with its picture."""
    household = Household(created_at=work.clock.now())
    work.session.add(household)
    work.session.flush()
    work.session.add_all(
        Membership(household_uid=household.uid, person_uid=person.uid, role=role, since=on)
        for person, role in zip(persons, [MemberRole.REFERENCE, *[MemberRole.CHILD] * len(persons)], strict=False)
    )
    snapshot = HouseholdSnapshot(
        household_uid=household.uid,
        taken_on=on,
        adults=1,
        children=len(persons) - 1,
        seeking=len(persons),
        household_type=HouseholdType.SINGLE if len(persons) == 1 else HouseholdType.SINGLE_PARENT,
    )
    work.session.add(snapshot)
    work.session.flush()
    return snapshot


def add_case(
    work: Work,
    *,
    opened_on: date = date(2026, 3, 2),
    organisation: str = "34022",
    project: str = KIND.key,
    family_name: str = "Voorbeeld",
    worker_uid: UUID | None = None,
    phase: str | None = None,
) -> Case:
    """An open case of somebody new."""
    person = add_person(work, family_name=family_name, organisation=organisation)
    return open_case(
        work,
        project=project,
        organisation=organisation,
        municipality="34022",
        snapshot=add_snapshot(work, person),
        reference_person=person,
        opened_on=opened_on,
        worker_uid=worker_uid,
        phase=phase,
    )


def trail_text(session: Session) -> str:
    """Everything that the audit trail holds, as one text to look for what must not be there."""
    columns = [column for column in AuditRecord.__table__.columns if column.name != "mac"]
    return " ".join(str(value) for row in session.execute(select(*columns)) for value in row)
