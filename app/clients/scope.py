"""Which persons an actor may see: those of their organisations, and those that something higher up lets them see."""

from collections.abc import Callable

from sqlalchemy import ColumnElement, or_, true

from app.access.actor import REGION, Actor
from app.clients.models import Person

Visibility = Callable[[Actor, str], ColumnElement[bool]]
"""Given an actor and a permission, a condition on `Person`: rows that are visible through it."""

_extra: list[Visibility] = []


def visible_through(condition: Visibility) -> None:
    """Let a higher package open persons through its own records, such as the cases that they are in."""
    if condition not in _extra:
        _extra.append(condition)


def visible(actor: Actor, permission: str = "person.read") -> ColumnElement[bool]:
    """Persons for whom the actor holds the permission at their organisation, or through a registered condition.

    A grant that is limited to one project still reaches the persons of its organisation: somebody must be
    found before they have a case in any project. What those cases hold stays within the project.
    """
    return or_(_at_organisation(actor, permission), *(condition(actor, permission) for condition in _extra))


def _at_organisation(actor: Actor, permission: str) -> ColumnElement[bool]:
    organisations = organisations_of(actor, permission)
    if organisations is None:
        return true()
    return Person.organisation.in_(sorted(organisations))


def organisations_of(actor: Actor, permission: str) -> frozenset[str] | None:
    """Codes of the organisations where the actor holds a permission, in whatever project; None means everywhere."""
    if actor.is_system:
        return None
    found = {grant.organisation for grant in actor.granting(permission)}
    if found & {None, REGION}:
        return None
    return frozenset(code for code in found if code)
