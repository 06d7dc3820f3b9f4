"""Pages for merging two inscriptions of one person: find, compare and propose, look again and carry out."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.cases.forms import ConfirmForm
from app.cases.saving import saved
from app.clients.labels import candidate_lines, full_name
from app.clients.queries import person_for
from app.core.errors import NotFound
from app.privacy.labels_merge import proposal_lines, side_lines
from app.privacy.queries_merge import proposal, resembling
from app.privacy.service_merge import MAY_MERGE, carry_out_merge, propose_merge, turn_down_merge
from app.web.work import work

blueprint = Blueprint("merging", __name__, template_folder="templates", url_prefix="/samenvoegen")


@blueprint.get("/")
@allow(MAY_MERGE)
def index() -> ResponseReturnValue:
    """Proposals that wait for a second look, and what was decided."""
    return render_template("privacy/merges.html", lines=proposal_lines(work()))


@blueprint.get("/<uuid:uid>")
@allow(MAY_MERGE)
def find(uid: UUID) -> ResponseReturnValue:
    """Who resembles this person."""
    doing = work()
    person = person_for(doing, uid, MAY_MERGE)
    lines = candidate_lines(doing, resembling(doing, person))
    return render_template("privacy/merge_find.html", person=person, name=full_name(person), lines=lines)


@blueprint.get("/<uuid:kept>/<uuid:other>")
@allow(MAY_MERGE)
def compare(kept: UUID, other: UUID) -> ResponseReturnValue:
    """Both side by side, and which details remain."""
    return _compare(kept, other, ConfirmForm(formdata=None))


@blueprint.post("/<uuid:kept>/<uuid:other>")
@allow(MAY_MERGE)
def propose(kept: UUID, other: UUID) -> ResponseReturnValue:
    """Propose to put them together."""
    form, taken = ConfirmForm(), request.form.getlist("taken")
    if saved(form, lambda doing: propose_merge(doing, kept_uid=kept, other_uid=other, taken=taken)):
        flash("Het voorstel staat klaar. Een collega kijkt mee en voegt samen.", "success")
        return redirect(url_for("merging.index"), 303)
    return _compare(kept, other, form), 422


@blueprint.get("/voorstel/<uuid:uid>")
@allow(MAY_MERGE)
def look(uid: UUID) -> ResponseReturnValue:
    """The second look at a proposal."""
    return _look(uid, ConfirmForm(formdata=None))


@blueprint.post("/voorstel/<uuid:uid>")
@allow(MAY_MERGE)
def carry_out(uid: UUID) -> ResponseReturnValue:
    """Put them together for good."""
    form = ConfirmForm()
    if saved(form, lambda doing: carry_out_merge(doing, uid=uid)):
        flash("De inschrijvingen zijn samengevoegd.", "success")
        return redirect(url_for("clients.show", uid=proposal(work(), uid).kept_uid), 303)
    return _look(uid, form), 422


@blueprint.post("/voorstel/<uuid:uid>/afwijzen")
@allow(MAY_MERGE)
def turn_down(uid: UUID) -> ResponseReturnValue:
    """Leave them apart."""
    form = ConfirmForm()
    if saved(form, lambda doing: turn_down_merge(doing, uid=uid)):
        flash("Het voorstel is afgewezen. Er is niets veranderd.", "success")
        return redirect(url_for("merging.index"), 303)
    return _look(uid, form), 422


def _compare(kept: UUID, other: UUID, form: ConfirmForm) -> str:
    doing = work()
    one, two = (person_for(doing, uid, MAY_MERGE) for uid in (kept, other))
    return render_template("privacy/merge.html", form=form, kept=one, other=two, lines=side_lines(doing, one, two))


def _look(uid: UUID, form: ConfirmForm) -> str:
    doing = work()
    found = proposal(doing, uid)
    if found.decided_at is not None:
        raise NotFound
    one, two = (person_for(doing, each, MAY_MERGE) for each in (found.kept_uid, found.other_uid))
    return render_template(
        "privacy/merge_look.html",
        form=form,
        proposal=found,
        taken=found.taken.split(","),
        lines=side_lines(doing, one, two),
        is_own=found.proposed_by == doing.actor.key,
    )
