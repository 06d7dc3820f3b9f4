"""The verbs of waiting lists: social-housing registration with its yearly renewal, accelerated allocation."""

from datetime import date
from typing import Final
from uuid import UUID

from app.access.work import Work
from app.cases.models import Case
from app.core.errors import Refused
from app.core.workdays import plus_months
from app.projects.woonclub.models_rights import AcceleratedApplication, AcceleratedStep, SocialRegistration
from app.projects.woonclub.queries_policy import figures
from app.projects.woonclub.queries_rights import application_for_change, registration_for_change, rights_of
from app.projects.woonclub.rules import check_from_registration
from app.projects.woonclub.rules_rights import FOLLOWS, Judged, Phase, RightState, check_step
from app.projects.woonclub.service_intake import check_code, require_open
from app.projects.woonclub.service_rights import follow_right, remind

LIST: Final = "soc_inschrijving"
ACCELERATED: Final = "versnelde_toewijs"


def register_social(work: Work, *, case: Case, company: str, on: date) -> SocialRegistration:
    """The household stands on the list of a housing company; renewing it each year becomes a task."""
    require_open(work, case)
    check_code(work, "housing_company", company, on, "company", "Kies een woonmaatschappij uit de lijst.")
    if on > work.clock.today():
        raise Refused("Deze dag moet nog komen. Kies vandaag of een dag ervoor.", "on")
    known = rights_of(work, case.uid).registrations
    if any(each.company == company and each.ended_on is None for each in known):
        raise Refused("Het huishouden staat al op de lijst van deze woonmaatschappij.", "company")
    row = SocialRegistration(case_uid=case.uid, company=company, registered_on=on, renew_by=_renew_by(work, on))
    work.session.add(row)
    work.trail.record(
        "woonclub.social_registration", "woonclub_social_registration", row.uid, case_uid=case.uid, detail=company
    )
    work.session.flush()
    remind(work, case=case, what="Inschrijving voor een sociale woning vernieuwen", due=row.renew_by)
    if on >= case.opened_on:
        follow_right(work, case=case, item=LIST, judged=Judged(RightState.GRANTED, on, next_check_on=row.renew_by))
    else:
        follow_right(
            work, case=case, item=LIST, judged=Judged(RightState.ENJOYED, case.opened_on, next_check_on=row.renew_by)
        )
    return row


def renew_social(work: Work, *, uid: UUID, on: date) -> SocialRegistration:
    """The registration was brought up to date; the next year begins that day."""
    row, case = registration_for_change(work, uid)
    require_open(work, case)
    if row.ended_on is not None:
        raise Refused("Deze inschrijving is beëindigd. Noteer een nieuwe.", "on")
    check_from_registration(on, row.renewed_on or row.registered_on, work.clock.today(), "on")
    row.renewed_on, row.renew_by = on, _renew_by(work, on)
    work.trail.record(
        "woonclub.social_renewal", "woonclub_social_registration", row.uid, case_uid=case.uid, fields=["renewed_on"]
    )
    work.session.flush()
    remind(work, case=case, what="Inschrijving voor een sociale woning vernieuwen", due=row.renew_by)
    return row


def _renew_by(work: Work, on: date) -> date:
    row = figures(work.session).find(f"{LIST}.renewal_months", on)
    return plus_months(on, int(row.value) if row else 12)


def prepare_accelerated(work: Work, *, case: Case, company: str, target_group: str, on: date) -> AcceleratedApplication:
    """Begin an application for accelerated allocation, for a target group as it was in force that day."""
    require_open(work, case)
    check_from_registration(on, case.opened_on, work.clock.today(), "on")
    check_code(work, "housing_company", company, on, "company", "Kies een woonmaatschappij uit de lijst.")
    check_code(
        work, "accelerated_group", target_group, on, "target_group", "Kies een doelgroep die op die dag bestond."
    )
    known = rights_of(work, case.uid).applications
    if any(each.company == company and each.ended_on is None for each in known):
        raise Refused("Bij deze woonmaatschappij loopt al een aanvraag.", "company")
    application = AcceleratedApplication(
        case_uid=case.uid, company=company, target_group=target_group, prepared_on=on, phase=Phase.PREPARING
    )
    work.session.add(application)
    work.session.flush()
    _reach(work, case, application, Phase.PREPARING, on)
    follow_right(work, case=case, item=ACCELERATED, judged=Judged(RightState.POSSIBLE, on))
    return application


def step_accelerated(work: Work, *, uid: UUID, phase: Phase, on: date) -> AcceleratedApplication:
    """The application reached a phase on a day; a home allocated, a refusal and a withdrawal end it."""
    application, case = application_for_change(work, uid)
    require_open(work, case)
    last = rights_of(work, case.uid).steps_of(application)[-1].on
    check_step(application.phase, phase, last, on, work.clock.today())
    application.phase = phase
    if phase is Phase.SUBMITTED:
        application.submitted_on = on
    if phase not in FOLLOWS:
        application.ended_on = on
    _reach(work, case, application, phase, on)
    judged = {
        Phase.SUBMITTED: Judged(RightState.APPLIED, on),
        Phase.ALLOCATED: Judged(RightState.GRANTED, on),
        Phase.REFUSED: Judged(RightState.REFUSED, on, "other"),
    }.get(phase)
    if judged is not None:
        follow_right(work, case=case, item=ACCELERATED, judged=judged)
    return application


def _reach(work: Work, case: Case, application: AcceleratedApplication, phase: Phase, on: date) -> None:
    work.session.add(
        AcceleratedStep(parent_uid=application.uid, case_uid=case.uid, phase=phase, on=on, actor=work.actor.key)
    )
    work.trail.record(
        "woonclub.accelerated",
        "woonclub_accelerated",
        application.uid,
        case_uid=case.uid,
        fields=["phase"],
        detail=phase,
    )
    work.session.flush()
