"""The verbs of passing on: send a report to a service, and what the service answers."""

from datetime import date
from uuid import UUID

from app.access.wall import through_the_gate
from app.access.work import Work
from app.cases.loading import require_writable
from app.cases.models import Case
from app.cases.service import change_phase
from app.cases.service_sharing import share_on_ground
from app.cases.service_team import pass_to
from app.core.errors import Refused
from app.organisations.queries import organisations
from app.policy.models import Code
from app.policy.queries import codes
from app.projects.uithuiszetting.models import Dispatch
from app.projects.uithuiszetting.queries import dispatch_for_change, eviction_of
from app.projects.uithuiszetting.rules import ACCEPTED, DECLINED, Answer, check_between, check_sharing
from app.projects.uithuiszetting.service import FOLLOWED, require_open


def dispatch_report(
    work: Work,
    *,
    case: Case,
    destination: str,
    on: date,
    organisation: str | None = None,
    consent_uid: UUID | None = None,
) -> Dispatch:
    """Pass a report on to a service. The case stays with whoever sends it until the service accepts (BR11).

    Refused while the tenant objects, while another service still has to answer, and without a ground to share.
    """
    require_writable(work, case)
    require_open(case)
    known = eviction_of(work.session, case.uid)
    check_sharing(known.report.objects_since)
    check_between(on, case.opened_on, work.clock.today(), "sent_on")
    if known.waiting is not None:
        raise Refused("Een dienst moet nog antwoorden op de vorige doorverwijzing. Noteer eerst dat antwoord.")
    code = _destination(work, destination, on)
    dispatch = Dispatch(
        case_uid=case.uid,
        sent_on=on,
        destination=destination,
        organisation=_organisation(work, case, code, organisation, on),
    )
    own_task = bool(code.attrs.get("public_task"))
    share_on_ground(work, case=case, consent_uid=consent_uid, has_own_task=own_task)
    work.session.add(dispatch)
    work.trail.record("eviction.dispatch", "eviction_dispatch", dispatch.uid, case_uid=case.uid, detail=destination)
    work.session.flush()
    return dispatch


@through_the_gate
def answer_dispatch(work: Work, *, uid: UUID, answer: Answer) -> Dispatch:
    """Write down that a service takes the report on, or why not. With yes the case becomes that service's.

    For whoever was asked, and for whoever asked and hears the answer by telephone.
    """
    dispatch, case = dispatch_for_change(work, uid)
    require_open(case)
    if dispatch.answered_on is not None:
        raise Refused("Op deze doorverwijzing is al geantwoord.", "accepts")
    check_between(answer.on, dispatch.sent_on, work.clock.today(), "on")
    _check_reason(work, answer)
    dispatch.answer = ACCEPTED if answer.accepts else DECLINED
    dispatch.answered_on, dispatch.decline_reason = answer.on, answer.reason
    work.trail.record("eviction.answer", "eviction_dispatch", dispatch.uid, case_uid=case.uid, detail=dispatch.answer)
    if answer.accepts:
        _take_on(work, dispatch, case, answer.on)
    work.session.flush()
    return dispatch


def _check_reason(work: Work, answer: Answer) -> None:
    if answer.accepts and answer.reason is not None:
        raise Refused("Bij een ja hoort geen reden. Laat dit veld leeg.", "reason")
    reasons = {code.key for code in codes(work.session, "eviction_decline_reason", answer.on)}
    if not answer.accepts and answer.reason not in reasons:
        raise Refused("Kies waarom de dienst dit niet opneemt.", "reason")


def _take_on(work: Work, dispatch: Dispatch, case: Case, on: date) -> None:
    if dispatch.organisation is not None and dispatch.organisation != case.organisation:
        pass_to(work, case=case, organisation=dispatch.organisation)
        work.trail.record(
            "eviction.hand_over", "case", case.uid, case_uid=case.uid, fields=["organisation", "worker_uid"]
        )
        work.session.flush()
    if case.phase != FOLLOWED:
        change_phase(work, case=case, to=FOLLOWED, on=on)


def _destination(work: Work, key: str, on: date) -> Code:
    code = next((code for code in codes(work.session, "eviction_destination", on) if code.key == key), None)
    if code is None:
        raise Refused("Kies een dienst uit de lijst.", "destination")
    return code


def _organisation(work: Work, case: Case, code: Code, given: str | None, on: date) -> str | None:
    """The organisation that is asked: the OCMW named, else that of the dwelling; the one CAW; of others none."""
    kind = code.attrs.get("organisation_kind")
    possible = [each for each in organisations(work.session, on) if each.kind == kind]
    if not possible:
        if given is not None:
            raise Refused("Bij deze dienst hoort geen OCMW. Laat dit veld leeg.", "organisation")
        return None
    wanted = given or next((each.code for each in possible if each.municipality == case.municipality), None)
    if wanted is None and len(possible) == 1:
        wanted = possible[0].code
    if wanted not in {each.code for each in possible}:
        raise Refused("Kies een OCMW uit de lijst.", "organisation")
    return wanted
