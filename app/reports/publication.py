"""The report for the public: frozen figures where the year is closed, and no number that gives a small group away."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from app.reports.model import Figure, Number, Report
from app.reports.suppression import HIDDEN, THRESHOLD, Count, Published, is_small, suppress
from app.reports.texts import with_texts

PUBLISHED = "published"
Shown = Mapping[str, Published]
_NOTHING_HIDDEN = Published("", {})


class Audience(StrEnum):
    """For whom a report is made."""

    INTERNAL = "internal"
    PUBLIC = "public"


def for_audience(report: Report, audience: Audience) -> Report:
    """The report as that audience may have it."""
    last = report.last_closed
    report = replace(report, last_closed=())
    if audience is Audience.INTERNAL:
        return with_texts(report)
    closed = report.closed is not None
    kept = {
        section.code: [_settled(each) for each in section.figures if _may_appear(each, closed=closed)]
        for section in report.sections
    }
    now = _suppressed(each for figures in kept.values() for each in figures)
    before = _suppressed(last)
    sections = tuple(
        replace(section, figures=tuple(_public(each, now, before) for each in kept[section.code]))
        for section in report.sections
    )
    return with_texts(replace(report, sections=sections))


def _may_appear(figure: Figure, *, closed: bool) -> bool:
    """Once a year is closed, only what was frozen: a figure that is counted anew would tell what joined since."""
    return not closed or figure.source == PUBLISHED or figure.revision is not None


def _settled(figure: Figure) -> Figure:
    """One value only: two of the same year would tell how many joined or left in between."""
    if figure.source == PUBLISHED or figure.revision is None:
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


def _suppressed(figures: Iterable[Figure]) -> Shown:
    """What is shown of every count of people, all of them looked at together."""
    return suppress([_as_count(each) for each in figures if _is_people(each)])


def _is_people(figure: Figure) -> bool:
    whole = isinstance(figure.value, int)
    return figure.source != PUBLISHED and figure.is_count and figure.of_people and whole


def _as_count(figure: Figure) -> Count:
    by = {name: {group: int(value or 0) for group, value in groups.items()} for name, groups in _parts(figure).items()}
    return Count(figure.key, int(figure.value or 0), by, figure.within, figure.parts_of, _changed_a_little(figure))


def _parts(figure: Figure) -> Mapping[str, Mapping[str, Number | None]]:
    return figure.by or {}


def _changed_a_little(figure: Figure) -> frozenset[str]:
    """Dimensions that a correction changed by a few: beside what was published before, it would tell who they are."""
    found = set()
    for name, groups in _parts(figure).items():
        for earlier in figure.revised_by:
            then: Mapping[str, Number | None] = earlier.get(name, {})
            every = groups.keys() | then.keys()
            moved = (abs(Decimal(groups.get(each) or 0) - Decimal(then.get(each) or 0)) for each in every)
            found |= {name} if any(0 < each < THRESHOLD for each in moved) else set()
    return frozenset(found)


def _public(figure: Figure, now: Shown, before: Shown) -> Figure:
    # What a document printed is public already. Of earlier years each has a report of its own.
    if figure.source == PUBLISHED:
        return figure
    figure = replace(figure, series=(), revised_by=())
    if figure.key in now:
        safe = _count(figure, now[figure.key])
    else:
        safe = figure if figure.is_count and not figure.of_people else _other(figure, now)
    return _last_year(replace(safe, verdict="") if safe.hidden else safe, before)


def _count(figure: Figure, shown: Published) -> Figure:
    kept = {
        name: {group: None if group in shown.marks[name] else value for group, value in groups.items()}
        for name, groups in _parts(figure).items()
        if name in shown.marks
    }
    value = None if shown.mark else figure.value
    return replace(figure, value=value, hidden=shown.mark, by=kept, hidden_parts=shown.marks)


def _other(figure: Figure, now: Shown) -> Figure:
    """A mean, a rate or an amount: only over enough records, without its parts, and not over what is hidden."""
    bare = replace(figure, by=None, numerator=None)
    if any(now.get(key, _NOTHING_HIDDEN).mark for key in figure.parts_of):
        return replace(bare, value=None, denominator=None, hidden=HIDDEN)
    parts = [figure.records]
    if figure.denominator is not None and figure.numerator is not None:
        parts = [figure.numerator, figure.denominator - figure.numerator, figure.denominator]
    if figure.is_dominated:
        return replace(bare, value=None, hidden=HIDDEN)
    if figure.of_people and any(is_small(part) for part in parts if part is not None):
        return replace(bare, value=None, hidden=f"minder dan {THRESHOLD}")
    return bare


def _last_year(figure: Figure, before: Shown) -> Figure:
    """Of last year only what its own report said: another value beside it would tell who joined or left since."""
    last = figure.last_year_frozen
    # Of a mean or rate of last year nobody knows here over how many: it is left to the report of that year.
    if not figure.is_count:
        return replace(figure, last_year=None, last_year_frozen=None, hidden_last_year="." if last is not None else "")
    mark = before[figure.key].mark if figure.key in before else ""
    untold = figure.of_people and last is not None and figure.key not in before
    shown = None if mark or untold else last
    return replace(figure, last_year=shown, last_year_frozen=shown, hidden_last_year=HIDDEN if untold else mark)
