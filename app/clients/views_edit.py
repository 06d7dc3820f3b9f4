"""Pages to register somebody and to correct what is known of them."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.clients.blueprint import blueprint
from app.clients.choices import address_choices, organisation_choices
from app.clients.duplicates import Candidate, MayBeKnown
from app.clients.forms import CorrectForm, RegisterForm
from app.clients.labels import Difference, candidate_lines, differences, full_name
from app.clients.queries import masked_number, may_read_address, person_for
from app.clients.service import correct_person, register_person
from app.core.errors import Refused, Stale
from app.web.work import transaction, work

_NOT_KEPT = frozenset({"csrf_token", "judged", "step"})


@blueprint.route("/personen/nieuw", methods=["GET", "POST"])
@allow("person.write")
def register() -> ResponseReturnValue:
    """Register somebody; whoever resembles somebody known is looked at first, and nothing typed is lost."""
    form = RegisterForm()
    organisations = organisation_choices(work())
    form.organisation.offer(organisations)
    form.address_kind.offer(address_choices(work()))
    if len(organisations) == 1 and not form.is_submitted():
        form.organisation.data = organisations[0][0]
    if request.form.get("step") == "edit":
        # Going back to look again is no judgement.
        form.judged.data = ""
    elif form.validate_on_submit():
        try:
            return redirect(url_for("clients.show", uid=_registered(form)))
        except MayBeKnown as doubt:
            return _ask(form, doubt.candidates)
        except Refused as refusal:
            form.add_error(refusal.field, refusal.message)
    return render_template("clients/register.html", form=form), 422 if form.has_problems else 200


def _registered(form: RegisterForm) -> UUID:
    with transaction() as doing:
        person = register_person(
            doing,
            identity=form.identity(),
            organisation=form.organisation.data,
            is_protected=form.is_protected.data,
            judged=_uids(form.judged.data),
        )
    flash("De persoon is ingeschreven.", "success")
    return person.uid


def _ask(form: RegisterForm, candidates: list[Candidate]) -> ResponseReturnValue:
    judged = sorted({str(uid) for uid in (*_uids(form.judged.data), *(one.person.uid for one in candidates))})
    return render_template(
        "clients/duplicates.html",
        typed=[(name, value) for name, value in request.form.items() if name not in _NOT_KEPT],
        judged=" ".join(judged),
        lines=candidate_lines(work(), candidates),
    )


def _uids(text: str | None) -> list[UUID]:
    try:
        return [UUID(part) for part in (text or "").split()]
    except ValueError:
        return []


@blueprint.route("/personen/<uuid:uid>/verbeteren", methods=["GET", "POST"])
@allow("person.write")
def correct(uid: UUID) -> ResponseReturnValue:
    """Correct what is known of somebody; when a colleague was first, both versions are shown."""
    person = person_for(work(), uid, "person.write")
    with_address = may_read_address(work(), person)
    form = CorrectForm(data=None if request.form else CorrectForm.content(person, with_address=with_address))
    form.address_kind.offer(address_choices(work()))
    if not with_address:
        form.leave_out_address()
    if form.validate_on_submit():
        try:
            _corrected(uid, form)
            return redirect(url_for("clients.show", uid=uid))
        except Stale:
            return _both(form, uid)
        except Refused as refusal:
            form.add_error(refusal.field, refusal.message)
    return _correct_page(form, uid), 422 if form.has_problems else 200


def _corrected(uid: UUID, form: CorrectForm) -> None:
    with transaction() as doing:
        correct_person(
            doing,
            person_uid=uid,
            version=int(form.version.data) if str(form.version.data).isdecimal() else 0,
            identity=form.identity(),
            is_protected="is_protected" in form and form.is_protected.data,
            keep_number=not form.forget_number.data,
        )
    flash("De gegevens zijn bewaard.", "success")


def _both(form: CorrectForm, uid: UUID) -> ResponseReturnValue:
    """What a colleague saved meanwhile, beside what was typed; sending again is then a choice."""
    person = person_for(work(), uid, "person.write")
    shown = differences(work(), person, form.identity())
    form.version.data, form.version.raw_data = str(person.version), None
    return _correct_page(form, uid, shown), 409


def _correct_page(form: CorrectForm, uid: UUID, shown: list[Difference] | None = None) -> str:
    person = person_for(work(), uid, "person.write")
    return render_template(
        "clients/correct.html",
        form=form,
        person=person,
        name=full_name(person),
        number=masked_number(work(), person),
        differences=shown,
    )
