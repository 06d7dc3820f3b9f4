"""Taking away what an erasure leaves in the data: cells, tokens, and whatever could single somebody out."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, delete, false, or_, select, update
from sqlalchemy.orm import Session

from app.accounts.models_kept import KeptForm
from app.cases.models import Case
from app.clients.models import Person, SearchToken
from app.clients.models_household import HouseholdSnapshot
from app.core.clock import BRUSSELS
from app.core.model import table_of
from app.crypto.sealed_models import sealed_models
from app.crypto.tombstones import Burial

_BATCH: Final = 500


def mark_persons(session: Session, burial: Burial) -> None:
    """Write on each person that they were erased, and forget what is known of them beside their cells."""
    nothing: dict[str, Any] = {
        "birth_band": None,
        "deceased_on": None,
        "is_protected": False,
        "source_ref": None,
        "version": Person.version + 1,
    }
    _mark(session, Person, burial.persons, burial, nothing)


def mark_cases(session: Session, burial: Burial) -> None:
    """Write on each case that what was written in it is destroyed; its facts stay, for they are counted."""
    _mark(session, Case, burial.cases, burial, {"version": Case.version + 1})


def wipe(session: Session, number: int) -> None:
    """Empty the cells and drop the tokens of everybody and everything marked with this certificate.

    A sealed column that cannot be empty keeps its cell: without its key that is noise.
    """
    persons = select(Person.uid).where(Person.certificate == number)
    cases = select(Case.uid).where(Case.certificate == number)
    session.execute(delete(table_of(SearchToken)).where(SearchToken.person_uid.in_(persons)))
    # About whom these are nobody knows; they live for a day, and none may outlive an erasure.
    session.execute(delete(table_of(KeptForm)))
    for sealed in sealed_models():
        empty = {column.name: None for column in sealed.cells if column.nullable}
        if empty:
            theirs = sealed.holder.in_(persons) | sealed.holder.in_(cases)
            session.execute(update(sealed.table).where(theirs).values(empty))
    households = select(Case.household_uid).where(Case.certificate == number)
    snapshots = table_of(HouseholdSnapshot)
    session.execute(update(snapshots).where(snapshots.c.household_uid.in_(households)).values(age_classes={}))
    session.expire_all()


def leftovers(session: Session, burial: Burial) -> bool:
    """Whether a destruction is not (or, after an older copy was put back, no longer) carried out on the data."""
    return any(
        session.scalar(select(model.uid).where(condition, model.erased_on.is_(None)).limit(1)) is not None
        for model, uids in ((Person, burial.persons), (Case, burial.cases))
        for condition in _in_batches(model, uids)
    )


def day_of(burial: Burial) -> date:
    """The calendar day of a destruction."""
    return burial.at.astimezone(BRUSSELS).date()


def _mark(
    session: Session, model: type[Person] | type[Case], uids: Sequence[UUID], burial: Burial, values: dict[str, Any]
) -> None:
    table = table_of(model)
    for start in range(0, len(uids), _BATCH):
        there = table.c.uid.in_(uids[start : start + _BATCH]) & table.c.erased_on.is_(None)
        session.execute(
            update(table).where(there).values(erased_on=day_of(burial), certificate=burial.number, **values)
        )
    session.expire_all()


def _in_batches(model: type[Person] | type[Case], uids: Sequence[UUID]) -> Iterator[ColumnElement[bool]]:
    for start in range(0, len(uids), _BATCH):
        yield or_(false(), model.uid.in_(uids[start : start + _BATCH]))
