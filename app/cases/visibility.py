"""Persons become visible through the cases of their household."""

from sqlalchemy import ColumnElement, and_, exists, or_

from app.access.actor import Actor
from app.access.scope import scope
from app.cases.models import Case
from app.cases.scope import unshielded
from app.clients.models import Person
from app.clients.models_household import Membership


def through_cases(actor: Actor, permission: str) -> ColumnElement[bool]:
    """Reference persons and members of the households of cases in which the actor holds the permission.

    A protected person who left a household is no longer reached through it.
    """
    reached = and_(
        scope(actor, permission, Case.project, Case.organisation), Case.voided_on.is_(None), unshielded(actor)
    )
    as_reference = exists().where(Case.reference_person_uid == Person.uid, reached)
    as_member = exists().where(
        Membership.person_uid == Person.uid,
        Case.household_uid == Membership.household_uid,
        or_(Membership.until.is_(None), Person.is_protected.is_(False)),
        reached,
    )
    return or_(as_reference, as_member)
