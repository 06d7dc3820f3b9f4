"""Reading renovation coaching: dwellings within what the actor may see, with their contacts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func, literal, select
from sqlalchemy.orm import Session

from app.access.scope import scope
from app.access.work import Work
from app.clients.models import Person
from app.core.errors import NotFound
from app.projects.energiehuis.coaching.models import Dwelling, DwellingKind
from app.projects.energiehuis.counted import PROJECT_KEY
from app.projects.energiehuis.models import OwnerContact

PAGE = 50


@dataclass(frozen=True)
class DwellingLine:
    """A dwelling with its owner and how often a coach was in touch."""

    dwelling: Dwelling
    owner: Person
    contacts: int
    qualifying: int
    last_on: date | None


def dwelling_lines(work: Work) -> list[DwellingLine]:
    """The newest dwellings that the actor may see."""
    counts = (
        select(
            OwnerContact.dwelling_uid.label("dwelling"),
            func.count().label("contacts"),
            func.count().filter(OwnerContact.qualifying).label("qualifying"),
            func.max(OwnerContact.contacted_on).label("last_on"),
        )
        .group_by(OwnerContact.dwelling_uid)
        .subquery()
    )
    query = (
        select(Dwelling, Person, counts.c.contacts, counts.c.qualifying, counts.c.last_on)
        .join(Person, Person.uid == Dwelling.owner_uid)
        .outerjoin(counts, counts.c.dwelling == Dwelling.uid)
        .where(_visible(work))
        .order_by(Dwelling.registered_on.desc(), Dwelling.uid.desc())
        .limit(PAGE)
    )
    return [
        DwellingLine(dwelling, owner, contacts or 0, qualifying or 0, last_on)
        for dwelling, owner, contacts, qualifying, last_on in work.session.execute(query)
    ]


def dwelling_for(work: Work, uid: UUID) -> Dwelling:
    """One dwelling; NotFound when foreign or missing."""
    found = work.session.scalars(select(Dwelling).where(_visible(work), Dwelling.uid == uid)).one_or_none()
    if found is None:
        raise NotFound
    return found


def contacts_about(session: Session, dwelling: Dwelling) -> list[tuple[OwnerContact, Person]]:
    """The contacts about a dwelling and, for a building, about its apartments; the newest first."""
    own = select(Dwelling.uid).where((Dwelling.uid == dwelling.uid) | (Dwelling.building_uid == dwelling.uid))
    query = (
        select(OwnerContact, Person)
        .join(Person, Person.uid == OwnerContact.person_uid)
        .where(OwnerContact.dwelling_uid.in_(own))
        .order_by(OwnerContact.contacted_on.desc(), OwnerContact.uid.desc())
    )
    return [(contact, person) for contact, person in session.execute(query)]


def apartments_of(session: Session, dwelling: Dwelling) -> Sequence[tuple[Dwelling, Person]]:
    """The apartments of a building with their owners."""
    query = (
        select(Dwelling, Person)
        .join(Person, Person.uid == Dwelling.owner_uid)
        .where(Dwelling.building_uid == dwelling.uid)
        .order_by(Dwelling.registered_on, Dwelling.uid)
    )
    return [(apartment, owner) for apartment, owner in session.execute(query)]


def buildings(work: Work) -> list[Dwelling]:
    """The buildings that an apartment can be put in."""
    query = select(Dwelling).where(_visible(work), Dwelling.kind == DwellingKind.BUILDING)
    return list(work.session.scalars(query.order_by(Dwelling.registered_on.desc()).limit(PAGE)))


def coaching_panel(work: Work, person: Person) -> dict[str, object]:
    """What the page of a person shows: whether a dwelling can be added."""
    return {"person_uid": person.uid, "may_add": work.actor.holds("case.write", PROJECT_KEY)}


def _visible(work: Work) -> ColumnElement[bool]:
    return scope(work.actor, "case.read", literal(PROJECT_KEY), Dwelling.organisation)
