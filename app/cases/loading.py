"""Finding one case, for reading or for a change, within what the actor may see."""

from typing import Final, TypeVar
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from app.access.scope import scope
from app.access.work import Work
from app.cases.models import Case
from app.cases.models_log import ContactMoment, Note
from app.cases.scope import case_scope, unshielded
from app.clients.queries_rights import RESTRICTED, is_restricted
from app.core.errors import NotFound, Refused, Stale

BREAK_GLASS: Final = "glass.break"


class Shielded(NotFound):
    """The case is shielded from somebody who could break the glass; everywhere but on its own page it is missing."""


Entry = TypeVar("Entry", ContactMoment, Note)


def visible_cases(work: Work, permission: str = "case.read") -> Select[Case]:
    """The cases that the actor may see: where every query of cases starts."""
    return select(Case).where(case_scope(work, permission))


def get_case(work: Work, number: str) -> Case:
    """One case with its reference person and snapshot; NotFound when foreign or missing."""
    query = visible_cases(work).where(Case.number == number)
    found = work.session.scalars(query.options(joinedload(Case.reference_person), joinedload(Case.snapshot)))
    case = found.one_or_none()
    if case is None and shielded_case(work, number) is not None:
        raise Shielded
    return _sole(case)


def shielded_case(work: Work, number: str) -> Case | None:
    """A case that the actor would see if it were not shielded from them: whose glass they may break."""
    reached = scope(work.actor, BREAK_GLASS, Case.project, Case.organisation)
    return work.session.scalars(
        select(Case).where(reached, ~unshielded(work.actor), Case.number == number)
    ).one_or_none()


def case_for_change(work: Work, number: str, version: int | None = None) -> Case:
    """One case as it is now, locked, for a verb. Stale when it is no longer the version that the actor read."""
    query = visible_cases(work, "case.write").where(Case.number == number).with_for_update()
    case = _sole(work.session.scalars(query.execution_options(populate_existing=True)).one_or_none())
    if version is not None and case.version != version:
        raise Stale
    return case


def get_contact(work: Work, uid: UUID) -> ContactMoment:
    """One contact moment of a case that the actor may change."""
    return _found(work, _writable_contacts(work).where(ContactMoment.uid == uid))


def contact_for_change(work: Work, uid: UUID, version: int | None = None) -> ContactMoment:
    """The same as it is now, locked, for a verb."""
    return _found(work, _locked(_writable_contacts(work).where(ContactMoment.uid == uid)), version)


def get_note(work: Work, uid: UUID) -> Note:
    """One note of a case that the actor may change and whose notes they may read."""
    return _found(work, _writable_notes(work).where(Note.uid == uid))


def note_for_change(work: Work, uid: UUID, version: int | None = None) -> Note:
    """The same as it is now, locked, for a verb."""
    return _found(work, _locked(_writable_notes(work).where(Note.uid == uid)), version)


def _writable_contacts(work: Work) -> Select[ContactMoment]:
    return select(ContactMoment).where(ContactMoment.case_uid.in_(_open_to(work)))


def _writable_notes(work: Work) -> Select[Note]:
    return select(Note).where(Note.case_uid.in_(_open_to(work)))


def _open_to(work: Work) -> Select[UUID]:
    """Cases in which the actor may both write and read what was written."""
    readable = case_scope(work, "note.read")
    return visible_cases(work, "case.write").where(readable).with_only_columns(Case.uid)


def _locked(query: Select[Entry]) -> Select[Entry]:
    return query.with_for_update().execution_options(populate_existing=True)


def _found(work: Work, query: Select[Entry], version: int | None = None) -> Entry:
    entry = work.session.scalars(query).one_or_none()
    if entry is None:
        raise NotFound
    if version is not None and entry.version != version:
        raise Stale
    return entry


def case_of(work: Work, uid: UUID) -> Case:
    """The case with this uid, when the actor may change it."""
    return _sole(work.session.scalars(visible_cases(work, "case.write").where(Case.uid == uid)).one_or_none())


def require_writable(work: Work, case: Case) -> None:
    """Refuse what may not be changed: foreign cases as if they were missing, voided ones with a reason."""
    if not work.actor.holds("case.write", case.project, case.organisation):
        raise NotFound
    if case.voided_on is not None:
        raise Refused("Dit dossier is ongeldig gemaakt en blijft zoals het is.")
    if case.erased_on is not None:
        raise Refused("De inhoud van dit dossier is vernietigd. Er kan niets meer bij.")
    if is_restricted(work.session, case.reference_person_uid):
        raise Refused(RESTRICTED)


def _sole(case: Case | None) -> Case:
    if case is None:
        raise NotFound
    return case
