"""Restricting the use of somebody's data, and lifting that again; keeping what a correction replaced."""

from datetime import date
from typing import Any

from app.access.work import Work
from app.clients.models import Person
from app.clients.models_rights import FormerIdentity, Restriction
from app.clients.queries_rights import is_restricted, restrictions_of
from app.core.errors import Refused
from app.policy.queries import codes

GROUNDS = "restriction_ground"


def restrict(work: Work, *, person: Person, ground: str) -> Restriction:
    """Let nobody change or share somebody's data until it is lifted; it stays visible and counted."""
    if ground not in {code.key for code in codes(work.session, GROUNDS, work.clock.today())}:
        raise Refused("Kies een grond uit de lijst.", "ground")
    if is_restricted(work.session, person.uid):
        raise Refused("Het gebruik van deze gegevens is al beperkt.")
    placed = Restriction(person_uid=person.uid, ground=ground, placed_at=work.clock.now(), placed_by=work.actor.key)
    work.session.add(placed)
    work.trail.record("person.restrict", "person", person.uid, detail=ground)
    work.session.flush()
    return placed


def lift_restriction(work: Work, *, person: Person) -> None:
    """End the restriction; the person is told beforehand (GDPR art. 18.3)."""
    standing = [one for one in restrictions_of(work, person.uid) if one.lifted_at is None]
    if not standing:
        raise Refused("Er is geen beperking om op te heffen.")
    for one in standing:
        one.lifted_at, one.lifted_by = work.clock.now(), work.actor.key
    work.trail.record("person.lift_restriction", "person", person.uid)
    work.session.flush()


def keep_former(work: Work, *, person: Person, before: dict[str, Any]) -> None:
    """Keep, sealed, what a correction is about to replace."""
    if any(value is not None for value in before.values()):
        plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in before.items()}
        work.session.add(
            FormerIdentity(
                person_uid=person.uid, replaced_at=work.clock.now(), replaced_by=work.actor.key, before=plain
            )
        )
