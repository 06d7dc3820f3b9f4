"""Reading Woonclub's dated policy."""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.policy.queries import codes
from app.projects.woonclub.models_policy import InstrumentDomain, PointOpening, WoonclubFigure
from app.projects.woonclub.rules_desk import Opening
from app.projects.woonclub.rules_intake import FigureRow, Figures


def openings(session: Session) -> list[Opening]:
    """Every opening rule that ever was."""
    return [
        Opening(
            row.point,
            row.rhythm,
            row.valid_from,
            row.valid_to,
            row.weekday,
            row.opens,
            row.closes,
            row.counted_from,
            row.evening,
        )
        for row in session.scalars(select(PointOpening).order_by(PointOpening.key))
    ]


def figures(session: Session) -> Figures:
    """Every figure that advice is given with."""
    rows = session.scalars(
        select(WoonclubFigure).order_by(WoonclubFigure.key, WoonclubFigure.above, WoonclubFigure.valid_from)
    )
    return Figures(
        [
            FigureRow(
                row.key,
                row.above,
                row.valid_from,
                row.valid_to,
                row.value,
                row.unit,
                row.label,
                row.source,
                row.confirmed,
            )
            for row in rows
        ]
    )


def domains(session: Session, on: date) -> list[InstrumentDomain]:
    """The domains of the instrument in use on a day, in their order; the newest one where there are several."""
    query = select(InstrumentDomain).where(
        InstrumentDomain.valid_from <= on, or_(InstrumentDomain.valid_to.is_(None), InstrumentDomain.valid_to > on)
    )
    found = list(session.scalars(query.order_by(InstrumentDomain.valid_from.desc(), InstrumentDomain.instrument)))
    own = [each for each in found if each.instrument == found[0].instrument]
    return sorted(own, key=lambda each: each.sort)


def instrument_domains(session: Session, instrument: str) -> list[InstrumentDomain]:
    """The domains of one instrument, also one that is no longer used."""
    query = select(InstrumentDomain).where(InstrumentDomain.instrument == instrument)
    return list(session.scalars(query.order_by(InstrumentDomain.sort)))


def countable_sources(session: Session) -> frozenset[str]:
    """The sources of income that a rent is paid from."""
    return frozenset(code.key for code in codes(session, "income_source") if code.attrs.get("counts_for_rent"))
