"""The verb around a finding: somebody who knows the case says that it is right as it stands."""

from app.access.work import Work
from app.actionplan.models_year import QualityConfirmation
from app.actionplan.quality import Severity, rule_named
from app.actionplan.queries_quality import offending_case
from app.core.errors import NotFound, Refused


def confirm_finding(work: Work, *, year: int, rule: str, number: str) -> QualityConfirmation:
    """Take a soft finding of a case off the lists. A hard one is put right, not confirmed."""
    checked, found = rule_named(rule)
    if found.severity is Severity.HARD:
        raise Refused("Dit kan niet kloppen: verbeter het dossier.")
    case_uid = offending_case(work, found, checked.project, year, number)
    if case_uid is None:
        raise NotFound
    confirmed = QualityConfirmation(
        rule=rule, case_uid=case_uid, confirmed_by=work.actor.key, confirmed_at=work.clock.now()
    )
    work.session.add(confirmed)
    work.session.flush()
    work.trail.record("confirm finding", "quality_confirmation", confirmed.uid, case_uid=case_uid, detail=rule)
    return confirmed
