"""The verbs of the rights exploration: say where a right stands, complete the checklist."""

from dataclasses import replace
from datetime import date

from app.access.work import Work
from app.cases.models import Case
from app.cases.service_tasks import add_task
from app.core.errors import Refused
from app.core.workdays import plus_months
from app.projects.woonclub.models_rights import Right, RightEvent, RightsScan
from app.projects.woonclub.queries_policy import figures
from app.projects.woonclub.queries_rights import event_on, right_item, right_items, right_of, rights_of
from app.projects.woonclub.rules import check_from_registration
from app.projects.woonclub.rules_intake import FigureRow
from app.projects.woonclub.rules_rights import Judged, RightState, check_judged
from app.projects.woonclub.service_intake import check_as_read, check_code, require_open

_NEVER_AGAIN = frozenset({RightState.NOT_APPLICABLE, RightState.REFUSED})


def judge_right(work: Work, *, case: Case, item: str, judged: Judged, version: int | None = None) -> Right:
    """Say where one right of the checklist stands from a day on; of one day the last word counts.

    Without a day for the next look the term of the checklist gives one; without an amount the policy row of that day.
    `version` is the one that was read.
    """
    require_open(work, case)
    check_from_registration(judged.on, case.opened_on, work.clock.today(), "on")
    known = right_of(work, case.uid, item)
    check_as_read(known, version)
    check_judged(known.since if known else None, judged, work.clock.today())
    if judged.refusal_reason is not None:
        check_code(
            work, "right_refusal", judged.refusal_reason, judged.on, "refusal_reason", "Kies een reden uit de lijst."
        )
    right = known or Right(case_uid=case.uid, item=item)
    right.state, right.since, right.refusal_reason = judged.state, judged.on, judged.refusal_reason
    right.next_check_on = judged.next_check_on or _next_check(work, item, judged)
    right.yearly_cents, right.yearly_row = _worth(work, item, judged)
    event = event_on(work, case.uid, item, judged.on) or RightEvent(case_uid=case.uid, item=item, on=judged.on)
    event.state, event.actor = judged.state, work.actor.key
    work.session.add(event)
    work.session.add(right)
    work.trail.record(
        "woonclub.right",
        "woonclub_right",
        right.uid,
        case_uid=case.uid,
        fields=["state"],
        detail=f"{item}: {right.state}",
    )
    work.session.flush()
    return right


def _next_check(work: Work, item: str, judged: Judged) -> date | None:
    months = right_item(work, item).attrs.get("next_check_months")
    return plus_months(judged.on, int(months)) if months and judged.state not in _NEVER_AGAIN else None


def yearly_figure(work: Work, item: str, on: date) -> FigureRow | None:
    """The policy row that says what a right is worth in a year."""
    return figures(work.session).find(f"{item}.yearly", on)


def _worth(work: Work, item: str, judged: Judged) -> tuple[int | None, str | None]:
    if judged.state is RightState.NOT_APPLICABLE:
        return None, None
    if judged.yearly_cents is not None:
        return judged.yearly_cents, None
    row = yearly_figure(work, item, judged.on)
    return (int(row.value * 100), row.name) if row else (None, None)


def complete_scan(work: Work, *, case: Case, on: date, rest_not_applicable: bool = False) -> RightsScan:
    """The whole checklist was gone through. What nobody looked at yet is named, or set aside as not applicable."""
    require_open(work, case)
    check_from_registration(on, case.opened_on, work.clock.today(), "on")
    known = rights_of(work, case.uid)
    items = right_items(work)
    left = [code for code in items if code.key not in known.by_item]
    if left and not rest_not_applicable:
        some = ", ".join(code.label_nl for code in left[:3])
        more = f" en nog {len(left) - 3}" if len(left) > 3 else ""
        raise Refused(
            f"Nog niet nagekeken: {some}{more}. Kijk ze na, of vink aan dat de rest niet van toepassing is.", "rest"
        )
    _set_aside(work, case, [code.key for code in left], on)
    scan = RightsScan(case_uid=case.uid, completed_on=on, items=len(items))
    work.session.add(scan)
    work.trail.record("woonclub.rights_scan", "woonclub_rights_scan", scan.uid, case_uid=case.uid)
    work.session.flush()
    return scan


def _set_aside(work: Work, case: Case, items: list[str], on: date) -> None:
    """Rights that nobody looked at before are not applicable: nothing of them can be out of order."""
    state = RightState.NOT_APPLICABLE
    for item in items:
        right = Right(case_uid=case.uid, item=item, state=state, since=on)
        event = RightEvent(case_uid=case.uid, item=item, state=state, on=on, actor=work.actor.key)
        work.session.add_all([right, event])
        work.trail.record("woonclub.right", "woonclub_right", right.uid, case_uid=case.uid, detail=f"{item}: {state}")


def follow_right(work: Work, *, case: Case, item: str, judged: Judged) -> None:
    """Bring the checklist in line with what happened in the file of a right, not before what it says already."""
    if item not in {code.key for code in right_items(work)}:
        return
    known = right_of(work, case.uid, item)
    on = max(judged.on, known.since) if known else judged.on
    judge_right(work, case=case, item=item, judged=replace(judged, on=on))


def remind(work: Work, *, case: Case, what: str, due: date) -> None:
    """A task for whoever follows the case, today when its day has passed already."""
    add_task(work, case=case, what=what, due_on=max(due, work.clock.today()))
