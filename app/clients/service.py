"""What can be done with a person: register, correct, show the full national number."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select

from app.access.work import Work
from app.audit.models import AuditRecord
from app.clients.duplicates import MayBeKnown, possible_duplicates
from app.clients.identity import ATTRIBUTES, Identity, birth_band, checked
from app.clients.kinds import RevealReason
from app.clients.matching import Query
from app.clients.models import Person
from app.clients.policy import searches_per_hour
from app.clients.queries import may_read_address, person_for, unseen
from app.clients.search import Found
from app.clients.service_rights import keep_former
from app.clients.tokens import refuse_known_number, rewrite_tokens
from app.core.errors import NotFound, Refused, Stale
from app.core.uid import new_uid
from app.crypto.context import current

SEARCH: Final = "person.search"
_NOT_HERE: Final = "Je kunt geen personen inschrijven voor deze organisatie."


def register_person(
    work: Work,
    *,
    identity: Identity,
    organisation: str,
    is_protected: bool = False,
    source_ref: str | None = None,
    judged: Collection[UUID] = (),
) -> Person:
    """Write somebody down who is not known yet.

    Refused when the national number is wrong or known. MayBeKnown when somebody within sight resembles this
    identity and is not among the `judged`: those of whom a person said that they are somebody else.
    """
    if not work.actor.holds("person.write", None, organisation):
        raise Refused(_NOT_HERE, "organisation")
    known = checked(identity, work.clock.today())
    uid = new_uid()
    refuse_known_number(work, uid, known.national_number)
    resembling = possible_duplicates(work, known, judged)
    if resembling:
        raise MayBeKnown(resembling)
    current().ring.prepare([uid])
    person = Person(
        uid=uid,
        birth_band=birth_band(known.birth_date),
        organisation=organisation,
        is_protected=is_protected,
        source_ref=source_ref,
        created_at=work.clock.now(),
        **known.given(),
    )
    work.session.add(person)
    work.session.flush()
    rewrite_tokens(work, uid, known)
    work.trail.record("person.register", "person", uid, fields=known.given(), detail=f"{len(judged)} judged")
    return person


def correct_person(
    work: Work, *, person_uid: UUID, version: int, identity: Identity, is_protected: bool, keep_number: bool = False
) -> Person:
    """Replace what is known of somebody by `identity`, as read at `version`; Stale when that is no longer the last.

    With `keep_number` an identity without national number keeps the stored one: forms do not show it. Without
    the permission for protected addresses the address and its protection stay as they are.
    """
    person = person_for(work, person_uid, "person.write", lock=True)
    if person.version != version:
        raise Stale
    before = unseen(person)
    if keep_number and identity.national_number is None:
        identity = replace(identity, national_number=before.national_number)
    if not may_read_address(work, person):
        identity, is_protected = replace(identity, address=before.address), person.is_protected
    after = checked(identity, work.clock.today())
    changed = _write_changes(person, before, after)
    if is_protected != person.is_protected:
        person.is_protected = is_protected
        changed.append("is_protected")
    if changed:
        keep_former(work, person=person, before={name: getattr(before, name) for name in changed if name in ATTRIBUTES})
        rewrite_tokens(work, person.uid, after)
        work.trail.record("person.correct", "person", person.uid, fields=changed)
        work.session.flush()
    return person


def _write_changes(person: Person, before: Identity, after: Identity) -> list[str]:
    changed: dict[str, Any] = {
        name: getattr(after, name) for name in ATTRIBUTES if getattr(after, name) != getattr(before, name)
    }
    for name, value in changed.items():
        setattr(person, name, value)
    if "birth_date" in changed:
        person.birth_band = birth_band(after.birth_date)
    return list(changed)


def reveal_national_number(work: Work, *, person_uid: UUID, reason: RevealReason) -> str:
    """The full national number, for a stated reason that stays on record."""
    person = person_for(work, person_uid, "person.reveal")
    number = person.national_number
    if number is None:
        raise NotFound
    work.trail.record("person.reveal", "person", person.uid, fields=["national_number"], detail=reason.value)
    return number


def check_search_pace(work: Work) -> None:
    """Refuse to search on when somebody searched very often this hour: who needs that is not looking for a client."""
    query = (
        select(func.count())
        .select_from(AuditRecord)
        .where(
            AuditRecord.actor == work.actor.key,
            AuditRecord.action == SEARCH,
            AuditRecord.at > work.clock.now() - timedelta(hours=1),
        )
    )
    if not work.actor.is_system and (work.session.scalar(query) or 0) >= searches_per_hour():
        raise Refused("Je zocht dit uur al heel vaak. Wacht even, of vraag je coördinator om hulp.", "q")


def record_search(work: Work, *, query: Query, found: Found) -> None:
    """Keep on record that somebody searched: by what kind of thing and with how many answers, never for what."""
    kinds = ("number", "phone", "email", "words", "born")
    asked = "+".join(kind for kind in kinds if getattr(query, kind))
    elsewhere = ", elsewhere" if found.is_elsewhere else ""
    work.trail.record(SEARCH, "person", detail=f"{asked}: {len(found.persons)}{elsewhere}")
