"""Pages of terms and of a death: stays by the end of their term, somebody died."""

from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.cases.place import Place
from app.cases.saving import saved
from app.clients.labels import full_name
from app.clients.queries import person_for
from app.projects.krachtwonen.forms_values import DayForm, offer_today
from app.projects.krachtwonen.paging import cut
from app.projects.krachtwonen.stays.labels_terms import term_rows
from app.projects.krachtwonen.stays.queries_running import running
from app.projects.krachtwonen.stays.service_death import note_death
from app.projects.krachtwonen.views import blueprint, done, page
from app.web.work import work


@blueprint.get("/termijnen")
@allow("krachtwonen.stay")
def term_list() -> ResponseReturnValue:
    """Every stay that runs, the first to end first; those over their term with the reason."""
    doing = work()
    after = Place.read(request.args.get("na", ""))
    # The end of a term is computed, so what comes after a place is found here and not by the database.
    found = [each for each in running(doing) if after is None or each.place > (after.day, after.uid)]
    shown = cut(found, lambda last: Place(*last.place).write())
    return render_template("krachtwonen/stays/terms.html", rows=term_rows(doing, shown.rows), after=shown.after)


@blueprint.route("/personen/<uuid:person_uid>/overlijden", methods=["GET", "POST"])
@allow("person.write")
def death(person_uid: UUID) -> ResponseReturnValue:
    """Somebody died: what that ends, and the day."""
    doing, form = work(), DayForm()
    person = person_for(doing, person_uid, "person.write")
    offer_today(doing, form)
    if saved(form, lambda doing: note_death(doing, person_uid=person_uid, on=form.day())):
        return done("Overlijden bewaard", url_for("clients.show", uid=person_uid))
    return page("stays/death", form, name=full_name(person), person_uid=person_uid)
