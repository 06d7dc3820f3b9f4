"""Pages of the files behind rights: rent-guarantee loan, social-housing registration, accelerated allocation."""

from uuid import UUID

from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.access.work import Work
from app.cases.loading import case_for_change
from app.cases.saving import saved
from app.core.errors import NotFound
from app.projects.woonclub.blueprint import blueprint
from app.projects.woonclub.case_here import Stands, back_to, case_here, page, saved_as_read
from app.projects.woonclub.forms_rights import (
    AcceleratedForm,
    AcceleratedStepForm,
    DayForm,
    LoanDecisionForm,
    LoanForm,
    LoanPapersForm,
    SocialForm,
    offer_day,
    offer_decision,
    offer_lists,
    offer_loan,
    offer_step,
)
from app.projects.woonclub.labels_rights import figure_lines, paper_pairs
from app.projects.woonclub.queries_rights import Rights, rights_of
from app.projects.woonclub.rules_rights import Phase
from app.projects.woonclub.service_lists import prepare_accelerated, register_social, renew_social, step_accelerated
from app.projects.woonclub.service_loan import LOAN, decide_loan, open_loan, submit_loan, update_loan
from app.web.forms import BaseForm
from app.web.work import work


@blueprint.route("/<number>/waarborg", methods=["GET", "POST"])
@allow("case.write")
def loan(number: str) -> ResponseReturnValue:
    """A rent-guarantee loan is asked."""
    doing, form = work(), LoanForm()
    case_here(number)
    offer_loan(doing, form)
    if saved(form, lambda doing: open_loan(doing, case=case_for_change(doing, number), asked=form.asked(doing))):
        return back_to("woonclub.rights", number, "Huurwaarborglening")
    return page("loan", form, number=number, figures=figure_lines(doing, LOAN))


@blueprint.route("/<number>/waarborg/papieren", methods=["GET", "POST"])
@allow("case.write")
def loan_papers(number: str) -> ResponseReturnValue:
    """What came in since."""
    doing, form = work(), LoanPapersForm()
    offer_loan(doing, form, _known(number).running_loan)

    def update(doing: Work) -> None:
        papers, signed_on = tuple(form.papers.data or ()), form.lease_signed_on.data
        case, version = case_for_change(doing, number), form.read_version
        update_loan(doing, case=case, papers=papers, lease_signed_on=signed_on, version=version)

    done, now = saved_as_read(form, update, lambda doing: _papers_now(doing, number))
    if done:
        return back_to("woonclub.rights", number, "Papieren")
    return _step("Papieren van de huurwaarborglening", "Bewaar de papieren", number, form, now=now)


def _papers_now(doing: Work, number: str) -> Stands:
    loan = _known(number).running_loan
    return Stands(loan.version if loan else 0, paper_pairs(doing, loan))


@blueprint.route("/<number>/waarborg/aanvragen", methods=["GET", "POST"])
@allow("case.write")
def loan_submit(number: str) -> ResponseReturnValue:
    """The file goes to the fund."""
    doing, form = work(), DayForm()
    case_here(number)
    offer_day(doing, form)
    if saved(
        form,
        lambda doing: submit_loan(doing, case=case_for_change(doing, number), on=form.on.data or doing.clock.today()),
    ):
        return back_to("woonclub.rights", number, "Aanvraag")
    return _step("Huurwaarborglening aanvragen", "Noteer de aanvraag", number, form)


@blueprint.route("/<number>/waarborg/beslissing", methods=["GET", "POST"])
@allow("case.write")
def loan_decision(number: str) -> ResponseReturnValue:
    """What the fund decided."""
    doing, form = work(), LoanDecisionForm()
    offer_decision(doing, form, _known(number).running_loan)

    def decide(doing: Work) -> None:
        decide_loan(
            doing,
            case=case_for_change(doing, number),
            decision=form.decision.data,
            on=form.on.data or doing.clock.today(),
            granted_cents=form.granted_cents.data,
            refusal_reason=form.refusal_reason.data,
        )

    if saved(form, decide):
        return back_to("woonclub.rights", number, "Beslissing")
    return _step("Beslissing over de huurwaarborglening", "Bewaar de beslissing", number, form)


@blueprint.route("/<number>/inschrijving", methods=["GET", "POST"])
@allow("case.write")
def social(number: str) -> ResponseReturnValue:
    """The household stands on the list of a housing company."""
    doing, form = work(), SocialForm()
    case_here(number)
    offer_lists(doing, form)

    def register(doing: Work) -> None:
        on = form.on.data or doing.clock.today()
        register_social(doing, case=case_for_change(doing, number), company=form.company.data, on=on)

    if saved(form, register):
        return back_to("woonclub.rights", number, "Inschrijving")
    return _step("Inschrijving voor een sociale woning", "Bewaar de inschrijving", number, form)


@blueprint.route("/<number>/inschrijving/<uuid:uid>", methods=["GET", "POST"])
@allow("case.write")
def social_renewal(number: str, uid: UUID) -> ResponseReturnValue:
    """The yearly renewal."""
    doing, form = work(), DayForm()
    _one_of(uid, [each.uid for each in _known(number).registrations])
    offer_day(doing, form)
    if saved(form, lambda doing: renew_social(doing, uid=uid, on=form.on.data or doing.clock.today())):
        return back_to("woonclub.rights", number, "Vernieuwing")
    return _step("Inschrijving vernieuwd", "Bewaar de vernieuwing", number, form)


@blueprint.route("/<number>/versnelde-toewijzing", methods=["GET", "POST"])
@allow("case.write")
def accelerated(number: str) -> ResponseReturnValue:
    """An application for accelerated allocation begins."""
    doing, form = work(), AcceleratedForm()
    case_here(number)
    offer_lists(doing, form)

    def prepare(doing: Work) -> None:
        prepare_accelerated(
            doing,
            case=case_for_change(doing, number),
            company=form.company.data,
            target_group=form.target_group.data,
            on=form.on.data or doing.clock.today(),
        )

    if saved(form, prepare):
        return back_to("woonclub.rights", number, "Aanvraag")
    return _step("Versnelde toewijzing", "Begin de aanvraag", number, form)


@blueprint.route("/<number>/versnelde-toewijzing/<uuid:uid>", methods=["GET", "POST"])
@allow("case.write")
def accelerated_step(number: str, uid: UUID) -> ResponseReturnValue:
    """The application reached a phase."""
    doing, form = work(), AcceleratedStepForm()
    known = _known(number)
    _one_of(uid, [each.uid for each in known.applications])
    offer_step(doing, form, next(each for each in known.applications if each.uid == uid))

    def step(doing: Work) -> None:
        on = form.on.data or doing.clock.today()
        step_accelerated(doing, uid=uid, phase=Phase(form.phase.data), on=on)

    if saved(form, step):
        return back_to("woonclub.rights", number, "Stap")
    return _step("Stap in de versnelde toewijzing", "Bewaar de stap", number, form)


def _known(number: str) -> Rights:
    return rights_of(work(), case_here(number).uid)


def _one_of(uid: UUID, known: list[UUID]) -> None:
    if uid not in known:
        raise NotFound


def _step(title: str, verb: str, number: str, form: BaseForm, **shown: object) -> ResponseReturnValue:
    return page("file_step", form, title=title, verb=verb, number=number, **shown)
