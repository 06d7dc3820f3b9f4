"""Pages of whoever watches over personal data: terms, proposals to destroy, and certificates."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.cases.service_documents import sweep
from app.cases.views_documents import store
from app.core.errors import Refused
from app.privacy.labels import names_of, term_lines
from app.privacy.queries import certificate, certificates
from app.privacy.queries_retention import due_cases, proposals
from app.privacy.service_retention import carry_out, propose
from app.web.work import transaction, work

blueprint = Blueprint("privacy", __name__, template_folder="templates", url_prefix="/bewaring")


@blueprint.get("/")
@allow("rights.read")
def index() -> ResponseReturnValue:
    """Terms with what is past them, proposals, and every certificate."""
    doing = work()
    made, proofs, due = proposals(doing), certificates(doing), due_cases(doing)
    actors = {one.made_by for one in made} | {one.carried_out_by for one in made if one.carried_out_by}
    return render_template(
        "privacy/index.html",
        terms=term_lines(doing, due),
        ready=sum(one.confirmed and not one.is_held for one in due),
        proposals=made,
        certificates=proofs,
        names=names_of(doing, actors | {one.decided_by for one in proofs}),
        me=doing.actor.key,
        may_decide=doing.actor.holds("retention.write"),
    )


@blueprint.get("/certificaat/<int:number>")
@allow("rights.read")
def proof(number: int) -> ResponseReturnValue:
    """One certificate, to print."""
    found = certificate(work(), number)
    return render_template("privacy/certificate.html", proof=found, names=names_of(work(), {found.decided_by}))


@blueprint.post("/voorstel")
@allow("retention.write")
def make_proposal() -> ResponseReturnValue:
    """Put on a list whatever may go today."""
    try:
        with transaction() as doing:
            number = propose(doing, by=doing.actor).number
        flash(f"Voorstel {number} staat klaar. Een collega voert het uit.", "success")
    except Refused as refusal:
        flash(refusal.message, "danger")
    return redirect(url_for("privacy.index"))


@blueprint.post("/voorstel/<int:number>")
@allow("retention.write")
def carry_out_proposal(number: int) -> ResponseReturnValue:
    """Destroy what is on a list, as somebody else than who made it."""
    try:
        with transaction() as doing:
            carry_out(doing, number=number, by=doing.actor)
        with transaction() as doing:
            sweep(doing, store())
        flash(f"Voorstel {number} is uitgevoerd.", "success")
    except Refused as refusal:
        flash(refusal.message, "danger")
    return redirect(url_for("privacy.index"))
