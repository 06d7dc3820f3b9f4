"""The verbs of looking back: planned when a report is closed, and written down when it was done."""

from datetime import date
from typing import Final
from uuid import UUID

from app.access.work import Work
from app.cases.loading import require_writable
from app.cases.models import Case
from app.core.errors import Refused
from app.policy.queries import codes
from app.projects.uithuiszetting.models_checks import HousingCheck
from app.projects.uithuiszetting.queries_checks import check_for_change, checks_of
from app.projects.uithuiszetting.queries_terms import terms_of
from app.projects.uithuiszetting.rules import check_between

MONTHS: Final = (6, 12)


def plan_checks(work: Work, case: Case) -> None:
    """Plan the checks of a report that was closed, unless its outcome leaves nothing to look back on."""
    closed_on = case.closed_on
    looked_at = {code.key for code in codes(work.session, "eviction_outcome") if code.attrs.get("is_checked")}
    if closed_on is None or case.close_reason not in looked_at:
        return
    known = {(check.closed_on, check.months) for check in checks_of(work.session, case.uid)}
    terms = terms_of(work.session)
    for months in MONTHS:
        end = terms.end(f"check_{months}", closed_on)
        if end is None or (closed_on, months) in known:
            continue
        check = HousingCheck(case_uid=case.uid, closed_on=closed_on, months=months, due_on=end[0])
        work.session.add(check)
        work.trail.record("eviction.plan_check", "eviction_check", check.uid, case_uid=case.uid, detail=str(months))
    work.session.flush()


def record_check(work: Work, *, uid: UUID, result: str, on: date) -> HousingCheck:
    """Write down how the household lives now. Done once; who cannot be reached counts as not known."""
    planned = check_for_change(work, uid)
    check, case = planned.check, planned.case
    require_writable(work, case)
    check_between(on, check.closed_on, work.clock.today(), "on")
    code = next((each for each in codes(work.session, "eviction_check", on) if each.key == result), None)
    if code is None:
        raise Refused("Kies uit de lijst hoe het huishouden nu woont.", "result")
    check.done_on, check.result, check.is_housed = on, result, code.attrs.get("is_housed")
    work.trail.record(
        "eviction.check", "eviction_check", check.uid, case_uid=case.uid, fields=["result"], detail=result
    )
    work.session.flush()
    return check
