"""Scope: the part of a table that an actor may see, as a condition every query starts with."""

from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, true
from sqlalchemy.orm import InstrumentedAttribute

from app.access.actor import REGION, Actor

Column = InstrumentedAttribute[str] | InstrumentedAttribute[str | None] | ColumnElement[Any]


def scope(
    actor: Actor,
    permission: str,
    project: Column | None,
    organisation: Column,
) -> ColumnElement[bool]:
    """Rows whose project and organisation fall under a grant with this permission."""
    if actor.is_system:
        return true()
    reached: list[ColumnElement[bool]] = []
    for grant in actor.granting(permission):
        conditions: list[ColumnElement[bool]] = []
        if grant.project is not None:
            if project is None:
                continue
            conditions.append(project == grant.project)
        if grant.organisation not in (None, REGION):
            conditions.append(organisation == grant.organisation)
        reached.append(and_(true(), *conditions))
    return or_(false(), *reached)
