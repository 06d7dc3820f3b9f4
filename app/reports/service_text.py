"""The verbs over the texts of the report: write a version, approve it."""

from typing import Final

from app.access.work import Work
from app.actionplan.catalogue import measures_in
from app.actionplan.rules_close import check_second_person
from app.core.errors import NotFound, Refused, Stale
from app.reports.models_text import ReportText
from app.reports.queries_text import node_of, versions_of
from app.reports.rules_text import checked

PERMISSION: Final = "plan.write"


def write_text(work: Work, *, year: int, code: str, text: str | None, after: int) -> ReportText:
    """Write the next version of a text; `after` is the number of the version that the writer saw."""
    _require(work)
    node = node_of(work.session, year, code)
    before = versions_of(work.session, node.uid, year)
    last = before[0].number if before else 0
    if last != after:
        raise Stale
    version = ReportText(
        node_uid=node.uid,
        year=year,
        number=last + 1,
        text=checked(text, {measure.key for measure in measures_in(work.session, year)}),
        written_by=work.actor.key,
        written_at=work.clock.now(),
    )
    work.session.add(version)
    work.session.flush()
    work.trail.record("write report text", "report_text", version.uid, detail=f"{code} {year}, {version.number}")
    return version


def approve_text(work: Work, *, year: int, code: str, number: int) -> ReportText:
    """Approve the newest version, which somebody else wrote: from now on the report prints it."""
    _require(work)
    versions = versions_of(work.session, node_of(work.session, year, code).uid, year)
    if not versions:
        raise NotFound
    version = versions[0]
    if version.number != number:
        raise Stale
    if version.approved_by is not None:
        raise Refused("Deze tekst is al goedgekeurd.")
    check_second_person(version.written_by, work.actor.key)
    version.approved_by, version.approved_at = work.actor.key, work.clock.now()
    work.session.flush()
    work.trail.record("approve report text", "report_text", version.uid, detail=f"{code} {year}, {number}")
    return version


def _require(work: Work) -> None:
    if not work.actor.holds(PERMISSION):
        raise Refused("Je rol laat niet toe teksten van het verslag te schrijven.")
