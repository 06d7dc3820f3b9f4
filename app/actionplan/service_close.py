"""The verbs of closing a year: submit, return, close and, with another submission, correct."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import insert

from app.access.work import Work
from app.actionplan.catalogue import measures_in
from app.actionplan.frozen import Frozen, freeze
from app.actionplan.models_measurement import CloseStatus, Measurement, MeasurementRecord, YearClose
from app.actionplan.queries_measurement import frozen_figures, last_closing, open_submission
from app.actionplan.queries_quality import hard_findings
from app.actionplan.queries_year import unapproved_actions
from app.actionplan.rules_close import check_findings, check_over, check_second_person, checked_text
from app.core.errors import Refused

PERMISSION: Final = "year.close"
_BATCH = 1000
_WHY_SUBMIT = "Schrijf kort waarop je steunt; bij een afgesloten jaar: wat er niet klopte."
_WHY_DECIDE = "Schrijf waarom."


def submit_year(work: Work, *, year: int, note: str | None) -> YearClose:
    """Offer a year to be closed; of a year that is closed already: to be corrected."""
    _require(work)
    check_over(year, work.clock.today())
    if open_submission(work.session, year) is not None:
        raise Refused(f"Het jaar {year} is al ingediend en wacht op een tweede persoon.")
    before = last_closing(work.session, year)
    close = YearClose(
        year=year,
        revision=before.revision + 1 if before else 1,
        status=CloseStatus.SUBMITTED,
        note=checked_text(note, "note", _WHY_SUBMIT),
        submitted_by=work.actor.key,
        submitted_at=work.clock.now(),
    )
    work.session.add(close)
    work.session.flush()
    work.trail.record("submit year", "year_close", close.uid, detail=f"{year}, revision {close.revision}")
    return close


def return_year(work: Work, *, year: int, reason: str | None) -> YearClose:
    """Send a submitted year back, with what is wrong."""
    return _decide(work, _submitted(work, year), CloseStatus.RETURNED, reason)


def close_year(work: Work, *, year: int, reason: str | None, despite: str | None = None) -> YearClose:
    """Freeze the figures of a submitted year; of a correction only those that became different.

    Hard findings that are still open refuse it, unless `despite` says why; that is printed in the report.
    """
    close = _submitted(work, year)
    close.hard_findings = hard_findings(work.session, year)
    close.despite = check_findings(close.hard_findings, despite)
    close.unapproved = unapproved_actions(work.session, year)
    stored = frozen_figures(work.session, year)
    different = [
        each
        for each in freeze(work.session, measures_in(work.session, year), year)
        if each.measure.key not in stored or stored[each.measure.key].hash != each.hash
    ]
    if close.revision > 1 and not different:
        raise Refused("Geen enkel cijfer is anders dan toen het jaar afgesloten werd: er is niets te verbeteren.")
    # Before the decision: the database lets nothing join a closing that was decided.
    _store(work, close, different)
    return _decide(work, close, CloseStatus.CLOSED, reason)


def _submitted(work: Work, year: int) -> YearClose:
    """What waits for this actor's decision."""
    _require(work)
    close = open_submission(work.session, year)
    if close is None:
        raise Refused(f"Het jaar {year} is niet ingediend.")
    check_second_person(close.submitted_by, work.actor.key)
    return close


def _decide(work: Work, close: YearClose, status: CloseStatus, reason: str | None) -> YearClose:
    close.reason = checked_text(reason, "reason", _WHY_DECIDE)
    close.status, close.decided_by, close.decided_at = status, work.actor.key, work.clock.now()
    work.session.flush()
    action = "close year" if status is CloseStatus.CLOSED else "return year"
    work.trail.record(action, "year_close", close.uid, detail=f"{close.year}, revision {close.revision}")
    return close


def _store(work: Work, close: YearClose, figures: Iterable[Frozen]) -> None:
    for figure in figures:
        measurement = _measurement(work, close, figure)
        work.session.add(measurement)
        work.session.flush()
        rows = [
            {
                "measurement_uid": measurement.uid,
                "ref": ref,
                "counted": counted,
                "record_uid": figure.identities.get(ref),
            }
            for ref, counted in sorted(figure.rows.items())
        ]
        for start in range(0, len(rows), _BATCH):
            work.session.execute(insert(MeasurementRecord), rows[start : start + _BATCH])


def _measurement(work: Work, close: YearClose, figure: Frozen) -> Measurement:
    measure, found = figure.measure, figure.evaluation
    return Measurement(
        close_uid=close.uid,
        measure_key=measure.key,
        year=close.year,
        revision=close.revision,
        action=measure.action,
        label=measure.label,
        unit=measure.unit,
        source=measure.source,
        definition=measure.definition,
        definition_version=measure.version,
        value=figure.value,
        numerator=found.numerator,
        denominator=found.denominator,
        breakdown=figure.breakdown,
        records=len(figure.rows),
        hash=figure.hash,
        computed_at=work.clock.now(),
    )


def _require(work: Work) -> None:
    if not work.actor.holds(PERMISSION):
        raise Refused("Je rol laat niet toe een jaar af te sluiten.")
