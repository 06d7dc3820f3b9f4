"""Pages of matching: homes for a household, telling it of one, and what came of that."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.access.work import Work
from app.cases.labels import case_rows
from app.cases.loading import case_for_change, get_case
from app.cases.saving import saved
from app.core.errors import NotFound, Refused, Stale
from app.projects.woonclub.blueprint import blueprint
from app.projects.woonclub.counted import PROJECT_KEY
from app.projects.woonclub.forms_listings import ChooseForm, ProposalForm
from app.projects.woonclub.labels_listings import home_matches, rooms_nl, told_rows
from app.projects.woonclub.queries_matching import get_told, homes_for, listings_of, seeker_of, told_of
from app.projects.woonclub.service_matching import GOT_IT, follow_proposal, propose
from app.web.formatting import time_nl
from app.web.work import work


@blueprint.get("/<number>/aanbod")
@allow("case.read")
def homes(number: str) -> ResponseReturnValue:
    """The homes that fit a household, with the reason for each, and what it was told of already."""
    return _homes_page(number, ChooseForm())


def _homes_page(number: str, form: ChooseForm) -> str:
    doing = work()
    case = get_case(doing, number)
    if case.project != PROJECT_KEY:
        raise NotFound
    found = homes_for(doing, case)
    return render_template(
        "woonclub/homes.html",
        row=case_rows(doing, [case])[0],
        rooms=rooms_nl(seeker_of(doing, case).bedrooms),
        matches=home_matches(doing, found, listings_of(doing, found)),
        told=told_rows(doing, told_of(doing, case=case)),
        form=form,
    )


@blueprint.post("/<number>/voorstel")
@allow("case.write")
def suggest(number: str) -> ResponseReturnValue:
    """Tell the household of a home; one that cannot be is refused above the homes that can."""
    form = ChooseForm()
    if saved(form, lambda doing: _proposed(doing, number, form.listing.data or "")):
        flash(f"Voorstel bewaard om {time_nl(work().clock.now())}.", "success")
        return redirect(url_for("woonclub.homes", number=number), 303)
    return _homes_page(number, form), 422


def _proposed(doing: Work, number: str, listing: str) -> None:
    case = case_for_change(doing, number)
    if case.project != PROJECT_KEY:
        raise NotFound
    propose(doing, case=case, listing_uid=_uid(listing))


def _uid(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError:
        raise Refused("Kies een woning uit het aanbod.", "listing") from None


@blueprint.route("/voorstel/<uuid:uid>", methods=["GET", "POST"])
@allow("case.write")
def proposal(uid: UUID) -> ResponseReturnValue:
    """Viewing, application and outcome; a home that was got leads on to the home found."""
    doing, form = work(), ProposalForm()
    told = get_told(doing, uid)
    form.offer(doing, told.proposal)
    stale = False
    try:
        if saved(form, lambda doing: follow_proposal(doing, uid=uid, **form.values())):
            flash(f"Voorstel bewaard om {time_nl(doing.clock.now())}.", "success")
            got_it = form.outcome.data == GOT_IT
            onward = "woonclub.home" if got_it else "woonclub.homes"
            return redirect(url_for(onward, number=told.case.number, voorstel=uid if got_it else None), 303)
    except Stale:
        stale = True
    told = get_told(doing, uid)
    form.version.data = str(told.proposal.version) if stale else form.version.data
    page = render_template("woonclub/proposal.html", form=form, told=told_rows(doing, [told])[0], stale=stale)
    return page, 409 if stale else 422 if form.is_submitted() else 200
