"""Pages of the rights of one household: the checklist, one right, and the exploration as a whole."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.access.work import Work
from app.cases.loading import case_for_change
from app.cases.saving import saved
from app.projects.woonclub.blueprint import blueprint
from app.projects.woonclub.case_here import Stands, back_to, case_here, page, saved_as_read
from app.projects.woonclub.forms_rights import RightForm, ScanForm, offer_day, offer_right
from app.projects.woonclub.labels_rights import figure_lines, right_pairs, rights_page
from app.projects.woonclub.queries_rights import right_item, right_of
from app.projects.woonclub.service_rights import complete_scan, judge_right
from app.web.work import work


@blueprint.get("/<number>/rechten")
@allow("case.write")
def rights(number: str) -> ResponseReturnValue:
    """The checklist with its days and amounts, and the files behind three of its rights."""
    doing = work()
    case = case_here(number)
    return render_template("woonclub/rights.html", number=number, shown=rights_page(doing, case))


@blueprint.route("/<number>/rechten/nagekeken", methods=["GET", "POST"])
@allow("case.write")
def scan(number: str) -> ResponseReturnValue:
    """Everything was gone through."""
    doing, form = work(), ScanForm()
    case = case_here(number)
    offer_day(doing, form)

    def complete(doing: Work) -> None:
        on = form.on.data or doing.clock.today()
        complete_scan(doing, case=case_for_change(doing, number), on=on, rest_not_applicable=form.rest.data)

    if saved(form, complete):
        return back_to("woonclub.rights", number, "Rechtenverkenning")
    return page("scan", form, number=number, left=rights_page(doing, case).left)


@blueprint.route("/<number>/rechten/<item>", methods=["GET", "POST"])
@allow("case.write")
def right(number: str, item: str) -> ResponseReturnValue:
    """Where one right stands, beside its amounts and limits of today."""
    doing, form = work(), RightForm()
    case, code = case_here(number), right_item(doing, item)
    offer_right(doing, form, right_of(doing, case.uid, item))

    def judge(doing: Work) -> None:
        case, version = case_for_change(doing, number), form.read_version
        judge_right(doing, case=case, item=item, judged=form.judged(doing), version=version)

    done, now = saved_as_read(form, judge, lambda doing: _right_now(doing, number, item))
    if done:
        return back_to("woonclub.rights", number, "Recht")
    shown = {"label": code.label_nl, "granter": code.attrs.get("granter", ""), "figures": figure_lines(doing, item)}
    return page("right", form, number=number, now=now, **shown)


def _right_now(doing: Work, number: str, item: str) -> Stands:
    known = right_of(doing, case_here(number).uid, item)
    return Stands(known.version if known else 0, right_pairs(doing, known))
