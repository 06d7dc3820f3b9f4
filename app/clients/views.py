"""Pages to find people, to see one, and to show a full national number."""

from uuid import UUID

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.access.guard import allow
from app.accounts.entering import proved
from app.clients.asking import asked
from app.clients.blueprint import blueprint
from app.clients.choices import role_labels
from app.clients.finders import find_things, recent_things
from app.clients.forms import RevealForm, SearchForm
from app.clients.kinds import RevealReason
from app.clients.labels import ELSEWHERE, full_name, member_line, person_line, summary
from app.clients.national_number import full
from app.clients.panels import person_panels
from app.clients.queries import households_of, members_on, person_for
from app.clients.service import reveal_national_number
from app.web.work import transaction, work


def search_field() -> dict[str, str]:
    """Where the search field of every page sends what was typed, for whoever may read about people."""
    may_search = current_user.is_authenticated and current_user.actor.holds("person.read")
    return {"search_url": url_for("clients.results")} if may_search else {}


@blueprint.get("/personen/zoeken")
@allow("person.read")
def search() -> ResponseReturnValue:
    """The empty search page, with what was open last."""
    doing = work()
    return render_template(
        "clients/search.html", form=SearchForm(), found=None, lines=[], elsewhere="", things=recent_things(doing)
    )


@blueprint.post("/personen/zoeken")
@allow("person.read")
def results() -> ResponseReturnValue:
    """What answers; asked in the body of the request, so that nothing personal gets into an address."""
    form = SearchForm()
    is_asked = form.validate_on_submit()
    things = find_things(work(), form.q.data or "") if is_asked else []
    exact = next((thing for thing in things if thing.is_exact), None)
    if exact is not None:
        return redirect(url_for(exact.endpoint, **exact.args), code=303)
    found = asked(form, "q", wide=form.wide.data) if is_asked else None
    lines = [person_line(work(), person) for person in found.persons] if found else []
    page = render_template(
        "clients/search.html", form=form, found=found, lines=lines, elsewhere=ELSEWHERE, things=things
    )
    return page, 422 if form.has_problems else 200


@blueprint.get("/personen/<uuid:uid>")
@allow("person.read")
def show(uid: UUID) -> ResponseReturnValue:
    """One person: who they are, with whom they live, and what other packages add."""
    doing = work()
    person = person_for(doing, uid)
    today = doing.clock.today()
    households = [
        (one.uid, [member_line(member, role_labels(doing), today) for member in members_on(doing, one.uid, today)])
        for one in households_of(doing, uid, today)
    ]
    return render_template(
        "clients/person.html",
        person=person,
        name=full_name(person),
        pairs=summary(doing, person),
        households=households,
        panels=person_panels(doing, person),
        can_write=person.erased_on is None and doing.actor.holds("person.write"),
        can_reveal=person.national_number_cell is not None and doing.actor.holds("person.reveal"),
    )


@blueprint.route("/personen/<uuid:uid>/rijksregisternummer", methods=["GET", "POST"])
@allow("person.reveal")
@proved
def reveal(uid: UUID) -> ResponseReturnValue:
    """The full number, after a reason; shown on the answer to the form and nowhere else."""
    form, number = RevealForm(), None
    if form.validate_on_submit():
        with transaction() as doing:
            number = full(reveal_national_number(doing, person_uid=uid, reason=RevealReason(form.reason.data)))
    person = person_for(work(), uid, "person.reveal")
    page = render_template("clients/reveal.html", form=form, person=person, name=full_name(person), number=number)
    return page, 422 if form.has_problems else 200
