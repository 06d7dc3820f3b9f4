"""Texts filled with the figures of the very report that prints them, so that the two cannot disagree."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.access.work import Work
from app.actionplan.close_page import names_of
from app.actionplan.models import PlanNode
from app.reports.figures import totals_by_action
from app.reports.model import Figure, Report
from app.reports.models_text import ReportText
from app.reports.queries_text import node_of, versions_of
from app.reports.rules_text import filled, typed_figures
from app.reports.wording import shown, written

_ABSENT = "(geen cijfer)"


def with_texts(report: Report) -> Report:
    """The report with every placeholder filled: the frozen figure of a closed year, the mark of a hidden one."""
    figures = {figure.key: figure for section in report.sections for figure in section.figures}
    sections = tuple(
        replace(
            section, narrative=tuple(filled(part, lambda key: value_of(figures, key)) for part in section.narrative)
        )
        for section in report.sections
    )
    return replace(report, sections=sections)


def value_of(figures: Mapping[str, Figure], key: str) -> str:
    """What stands in place of a key."""
    figure = figures.get(key)
    if figure is None:
        return _ABSENT
    return written(figure, figure.frozen) if figure.frozen is not None else shown(figure)


@dataclass(frozen=True)
class TextPage:
    """The page on which one text is written."""

    node: PlanNode
    year: int
    text: str
    number: int
    preview: list[str]
    typed: list[str]
    """Figures that somebody typed."""
    figures: list[tuple[str, str, str]]
    """(key, label, value) of what can be asked for, those of the node itself first."""
    versions: list[tuple[ReportText, str, str]]
    may_approve: bool


def text_page(work: Work, year: int, code: str, text: str | None = None) -> TextPage:
    """The newest version (or what was just typed) as it would be printed, and its history."""
    node = node_of(work.session, year, code)
    versions = versions_of(work.session, node.uid, year)
    by_action = totals_by_action(work.session, year)
    every = {figure.key: figure for figures in by_action.values() for figure in figures}
    own = {figure.key for figure in by_action.get(code, ())}
    ordered = sorted(every.values(), key=lambda figure: figure.key not in own)
    names = names_of(work, {key for each in versions for key in (each.written_by, each.approved_by) if key})
    newest = versions[0] if versions else None
    current = text if text is not None else (newest.text if newest else "")
    return TextPage(
        node=node,
        year=year,
        text=current,
        number=newest.number if newest else 0,
        preview=[filled(part, lambda key: value_of(every, key)) for part in current.split("\n") if part.strip()],
        typed=typed_figures(current),
        figures=[(figure.key, figure.label, value_of(every, figure.key)) for figure in ordered],
        versions=[(each, names[each.written_by], names.get(each.approved_by or "", "")) for each in versions],
        may_approve=newest is not None and newest.approved_by is None and newest.written_by != work.actor.key,
    )
