"""Putting two inscriptions of one person together: proposed, looked at by a second person, and then final."""

from collections.abc import Collection
from dataclasses import replace
from typing import Final
from uuid import UUID

from sqlalchemy import delete, select, update

from app.access.work import Work
from app.clients.identity import ATTRIBUTES, Identity, birth_band, checked
from app.clients.models import Person, SearchToken
from app.clients.queries import person_for, unseen
from app.clients.queries_rights import RESTRICTED, restricted
from app.clients.service_rights import keep_former
from app.clients.tokens import rewrite_tokens
from app.core.errors import NotFound, Refused
from app.core.model import table_of
from app.privacy.models_merge import PersonMerge
from app.privacy.moving import hand_over, refuse_together

MAY_MERGE: Final = "person.merge"


def propose_merge(work: Work, *, kept_uid: UUID, other_uid: UUID, taken: Collection[str]) -> PersonMerge:
    """Propose that two persons are one: who stays, and which details come from the other."""
    kept, other = _pair(work, kept_uid, other_uid)
    if unknown := set(taken) - set(ATTRIBUTES):
        raise Refused(f"Onbekend gegeven: {', '.join(sorted(unknown))}.")
    _together(work, kept, other, taken)
    waiting = select(PersonMerge.uid).where(
        PersonMerge.decided_at.is_(None),
        PersonMerge.kept_uid.in_([kept.uid, other.uid]) | PersonMerge.other_uid.in_([kept.uid, other.uid]),
    )
    if work.session.scalar(waiting.limit(1)) is not None:
        raise Refused("Er wacht al een voorstel voor een van deze twee personen.")
    made = PersonMerge(
        kept_uid=kept.uid,
        other_uid=other.uid,
        taken=",".join(name for name in ATTRIBUTES if name in taken),
        proposed_at=work.clock.now(),
        proposed_by=work.actor.key,
    )
    work.session.add(made)
    work.trail.record("person.propose_merge", "person", kept.uid, fields=sorted(taken), detail=f"with {other.uid}")
    work.session.flush()
    return made


def carry_out_merge(work: Work, *, uid: UUID) -> Person:
    """Put the two together for good; only somebody else than who proposed it can. No figure changes by it.

    Everything of the other person moves to who is kept and is sealed under their key. What the other was called stays,
    as an earlier version, with who is kept. The empty inscription keeps pointing at them.
    """
    found = _waiting(work, uid)
    if found.proposed_by == work.actor.key:
        raise Refused("Wie het voorstel maakte, voert het niet zelf uit. Vraag een collega om mee te kijken.")
    kept, other = _pair(work, found.kept_uid, found.other_uid)
    taken = [name for name in found.taken.split(",") if name]
    identity, before, gone = _together(work, kept, other, taken), unseen(kept), unseen(other)
    work.session.execute(delete(table_of(SearchToken)).where(SearchToken.person_uid == other.uid))
    for name in ATTRIBUTES:
        setattr(other, name, None)
        if name in taken:
            setattr(kept, name, getattr(identity, name))
    kept.birth_band = birth_band(identity.birth_date)
    kept.is_protected = kept.is_protected or other.is_protected
    kept.deceased_on = kept.deceased_on or other.deceased_on
    other.merged_into_uid = kept.uid
    work.session.flush()
    keep_former(work, person=kept, before={name: getattr(before, name) for name in taken})
    keep_former(work, person=kept, before=gone.given())
    work.session.execute(
        update(table_of(Person)).where(Person.merged_into_uid == other.uid).values(merged_into_uid=kept.uid)
    )
    moved = hand_over(work.session, kept.uid, other.uid)
    rewrite_tokens(work, kept.uid, identity)
    found.decided_at, found.decided_by, found.is_merged = work.clock.now(), work.actor.key, True
    work.trail.record("person.merge", "person", kept.uid, fields=taken, detail=f"{moved} rows")
    work.trail.record("person.merged", "person", other.uid)
    work.session.flush()
    return kept


def turn_down_merge(work: Work, *, uid: UUID) -> None:
    """They are two persons after all, or it has to be done differently."""
    found = _waiting(work, uid)
    for person_uid in (found.kept_uid, found.other_uid):
        person_for(work, person_uid, MAY_MERGE)
    found.decided_at, found.decided_by, found.is_merged = work.clock.now(), work.actor.key, False
    work.trail.record("person.turn_down_merge", "person", found.kept_uid)
    work.session.flush()


def _pair(work: Work, kept_uid: UUID, other_uid: UUID) -> tuple[Person, Person]:
    if kept_uid == other_uid:
        raise Refused("Kies twee verschillende inschrijvingen.")
    # Always in the same order, so that two who merge at once do not wait for each other.
    found = {uid: person_for(work, uid, MAY_MERGE, lock=True) for uid in sorted((kept_uid, other_uid))}
    if any(person.merged_into_uid is not None for person in found.values()):
        raise Refused("Een van deze inschrijvingen is al samengevoegd.")
    if restricted(work.session, found):
        raise Refused(RESTRICTED)
    refuse_together(work.session, kept_uid, other_uid)
    return found[kept_uid], found[other_uid]


def _together(work: Work, kept: Person, other: Person, taken: Collection[str]) -> Identity:
    """The identity that remains; Refused when number and birth date would contradict each other."""
    theirs = unseen(other)
    return checked(replace(unseen(kept), **{name: getattr(theirs, name) for name in taken}), work.clock.today())


def _waiting(work: Work, uid: UUID) -> PersonMerge:
    query = select(PersonMerge).where(PersonMerge.uid == uid).with_for_update()
    found = work.session.scalar(query.execution_options(populate_existing=True))
    if found is None or not work.actor.holds(MAY_MERGE):
        raise NotFound
    if found.decided_at is not None:
        raise Refused("Over dit voorstel is al beslist.")
    return found
