"""Reading code lists."""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.policy.models import Code


def codes(session: Session, name: str, on_date: date | None = None) -> list[Code]:
    """The keys of a list in their order: those that can be chosen on a day, or all that ever were."""
    query = select(Code).where(Code.list == name).order_by(Code.sort, Code.key)
    if on_date is not None:
        query = query.where(Code.active_from <= on_date, or_(Code.active_to.is_(None), Code.active_to > on_date))
    return list(session.scalars(query))


def code_keys(session: Session, name: str) -> frozenset[str]:
    """Every key that the list ever had: what an imported row may carry."""
    return frozenset(session.scalars(select(Code.key).where(Code.list == name)))


def code_labels(session: Session, name: str) -> dict[str, str]:
    """Dutch label of every key of a list."""
    return {code.key: code.label_nl for code in codes(session, name)}


def code_groups(session: Session, name: str, attribute: str) -> dict[str, str]:
    """The value of one attribute of every key that has it: situation to report group, for example."""
    return {code.key: str(code.attrs[attribute]) for code in codes(session, name) if attribute in code.attrs}
