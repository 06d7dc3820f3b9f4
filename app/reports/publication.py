"""The report for the public: frozen figures where the year is closed, and no number that gives a small group away."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from enum import StrEnum

from app.reports.model import Figure, Number, Report
from app.reports.suppression import HIDDEN, SMALL, THRESHOLD, is_small, suppress
from app.reports.texts import with_texts


class Audience(StrEnum):
    """For whom a report is made."""

    INTERNAL = "internal"
    PUBLIC = "public"


def for_audience(report: Report, audience: Audience) -> Report:
    """The report as that audience may have it."""
    if audience is Audience.INTERNAL:
        return with_texts(report)
    closed = report.closed is not None
    made = {
        section.code: [_public(figure) for figure in section.figures if _may_appear(figure, closed=closed)]
        for section in report.sections
    }
    hidden = {figure.key for figures in made.values() for figure in figures if figure.hidden}
    sections = tuple(
        replace(section, figures=tuple(_linked(figure, hidden) for figure in made[section.code]))
        for section in report.sections
    )
    return with_texts(replace(report, sections=sections))


def _linked(figure: Figure, hidden: Collection[str]) -> Figure:
    """A figure that follows from a hidden one would give it away; so would parts of it beside the parts of those."""
    if not figure.parts_of:
        return figure
    bare = replace(figure, by=None, hidden_parts=None)
    if not any(key in hidden for key in figure.parts_of):
        return bare
    return replace(bare, value=None, numerator=None, denominator=None, hidden=HIDDEN)


def _may_appear(figure: Figure, *, closed: bool) -> bool:
    """Once a year is closed, only what was frozen: a figure that is counted anew would tell what joined since."""
    return not closed or figure.source == "published" or figure.revision is not None


def _public(figure: Figure) -> Figure:
    # What a document printed is public already. Of earlier years each has a report of its own.
    if figure.source == "published":
        return figure
    figure = replace(figure, series=())
    settled = _settled(figure)
    safe = _count(settled) if settled.is_count else _other(settled)
    return _last_year(replace(safe, verdict="") if safe.hidden else safe)


def _settled(figure: Figure) -> Figure:
    """One value only: two of the same year would tell how many joined or left in between."""
    if figure.revision is None:
        return figure
    return replace(
        figure,
        value=figure.frozen,
        by=figure.frozen_by,
        numerator=figure.frozen_numerator,
        denominator=figure.frozen_denominator,
        records=figure.frozen_records,
        frozen=None,
        revision=None,
    )


def _count(figure: Figure) -> Figure:
    total = figure.value
    if not isinstance(total, int):
        return _other(figure)
    if is_small(total):
        return replace(figure, value=None, hidden=SMALL, by=None)
    kept: dict[str, Mapping[str, Number | None]] = {}
    hidden: dict[str, Mapping[str, str]] = {}
    for dimension, groups in (figure.by or {}).items():
        marks = suppress({group: int(value or 0) for group, value in groups.items()})
        if marks is not None:
            kept[dimension] = {group: None if group in marks else value for group, value in groups.items()}
            hidden[dimension] = marks
    return replace(figure, by=kept, hidden_parts=hidden)


def _other(figure: Figure) -> Figure:
    """A mean, a rate or an amount: only over enough records, and without its parts."""
    bare = replace(figure, by=None, numerator=None)
    parts = [figure.records]
    if figure.denominator is not None and figure.numerator is not None:
        parts = [figure.numerator, figure.denominator - figure.numerator, figure.denominator]
    if figure.is_dominated:
        return replace(bare, value=None, hidden=HIDDEN)
    if any(is_small(part) for part in parts if part is not None):
        return replace(bare, value=None, hidden=f"minder dan {THRESHOLD}")
    return bare


def _last_year(figure: Figure) -> Figure:
    """Of last year only what its own report said: another value beside it would tell who joined or left since."""
    last = figure.last_year_frozen
    # Of a mean or rate of last year nobody knows here over how many: it is left to the report of that year.
    if not figure.is_count:
        return replace(figure, last_year=None, last_year_frozen=None, hidden_last_year="." if last is not None else "")
    small = last is not None and 0 < last < THRESHOLD
    shown = None if small else last
    return replace(figure, last_year=shown, last_year_frozen=shown, hidden_last_year=SMALL if small else "")
