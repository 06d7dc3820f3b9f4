"""Homes for the search field: by the name of the unit."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import func, literal, select

from app.access.scope import scope
from app.access.work import Work
from app.clients.finders import Hit
from app.projects.krachtwonen.homes.models import Unit
from app.projects.krachtwonen.kinds import PROJECT_KEY
from app.projects.krachtwonen.permissions import MANAGE

_MOST: Final = 10
_SHORTEST: Final = 3


def find_units(work: Work, text: str) -> Iterator[Hit]:
    """The units whose name begins so."""
    if len(text) < _SHORTEST or not work.actor.holds(MANAGE, PROJECT_KEY):
        return
    seen = scope(work.actor, MANAGE, literal(PROJECT_KEY), Unit.organisation)
    begins = func.upper(Unit.ref).startswith(text.upper(), autoescape=True)
    found = work.session.execute(select(Unit.uid, Unit.ref).where(seen, begins).order_by(Unit.ref).limit(_MOST))
    for uid, ref in found:
        yield Hit("Woning", ref, "krachtwonen.unit", {"uid": uid}, is_exact=ref.upper() == text.upper())
