"""Pages of renovation coaching: dwellings with their owners, and the contacts about them."""

from typing import TYPE_CHECKING, cast
from uuid import UUID

from flask import Flask, flash, redirect, render_template, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.access.work import Work
from app.cases.saving import saved
from app.clients.labels import full_name
from app.clients.panels import PersonPanel, add_person_panel
from app.clients.queries import person_for
from app.core.errors import NotFound
from app.organisations.queries import municipality_names
from app.projects.energiehuis.coaching.forms import KIND_WORDS, ContactForm, DwellingForm, building, offer_dwelling
from app.projects.energiehuis.coaching.queries import (
    apartments_of,
    coaching_panel,
    contacts_about,
    dwelling_for,
    dwelling_lines,
)
from app.projects.energiehuis.coaching.service import log_owner_contact, register_dwelling
from app.projects.energiehuis.counted import PROJECT_KEY
from app.projects.energiehuis.views import blueprint
from app.web.formatting import time_nl
from app.web.work import work

if TYPE_CHECKING:
    from app.projects.energiehuis.coaching.models import Dwelling


@blueprint.record_once
def _on_the_page_of_a_person(state: BlueprintSetupState) -> None:
    add_person_panel(cast(Flask, state.app), PersonPanel("energiehuis/_coaching.html", coaching_panel, order=85))


@blueprint.get("/renovatie")
@allow("case.read")
def dwellings() -> ResponseReturnValue:
    """The dwellings that coaches advise on, the newest first."""
    doing = work()
    places = municipality_names(doing.session)
    return render_template(
        "energiehuis/dwellings.html", lines=dwelling_lines(doing), places=places, kinds=KIND_WORDS, name=full_name
    )


@blueprint.route("/renovatie/nieuw/<uuid:person_uid>", methods=["GET", "POST"])
@allow("case.write")
def dwelling_new(person_uid: UUID) -> ResponseReturnValue:
    """Write down a dwelling of somebody who is written down."""
    doing, form = work(), DwellingForm()
    person = person_for(doing, person_uid, "person.write")
    if not doing.actor.holds("case.write", PROJECT_KEY):
        raise NotFound
    offer_dwelling(doing, form)
    made: list[UUID] = []
    if saved(
        form,
        lambda doing: made.append(
            register_dwelling(
                doing,
                owner_uid=person_uid,
                kind=form.dwelling_kind(),
                municipality=form.municipality.data,
                address=form.address.data,
                built_in=form.year(),
                building_uid=building(form),
            ).uid
        ),
    ):
        return redirect(url_for("energiehuis.dwelling", uid=made[0]), 303)
    page = render_template("energiehuis/dwelling_new.html", form=form, name=full_name(person), person_uid=person_uid)
    return page, 422 if form.has_problems else 200


@blueprint.get("/renovatie/<uuid:uid>")
@allow("case.read")
def dwelling(uid: UUID) -> ResponseReturnValue:
    """One dwelling: its owner, its apartments, its contacts."""
    doing = work()
    found = dwelling_for(doing, uid)
    return render_template(
        "energiehuis/dwelling.html",
        dwelling=found,
        kind=KIND_WORDS[found.kind],
        place=municipality_names(doing.session).get(found.municipality, ""),
        contacts=[(each, full_name(person)) for each, person in contacts_about(doing.session, found)],
        apartments=[(each, full_name(owner)) for each, owner in apartments_of(doing.session, found)],
        may_write=doing.actor.holds("case.write", PROJECT_KEY, found.organisation),
    )


@blueprint.route("/renovatie/<uuid:uid>/contact", methods=["GET", "POST"])
@allow("case.write")
def dwelling_contact(uid: UUID) -> ResponseReturnValue:
    """Note a contact with the owner of a dwelling."""
    doing, form = work(), ContactForm()
    found = dwelling_for(doing, uid)
    if not doing.actor.holds("case.write", PROJECT_KEY, found.organisation):
        raise NotFound
    if not form.is_submitted():
        form.on.data = doing.clock.today()
    if saved(form, lambda doing: _log(doing, found, form)):
        flash(f"Contact: bewaard om {time_nl(doing.clock.now())}.", "success")
        return redirect(url_for("energiehuis.dwelling", uid=uid), 303)
    page = render_template("energiehuis/dwelling_contact.html", form=form, uid=uid)
    return page, 422 if form.has_problems else 200


def _log(doing: Work, found: "Dwelling", form: ContactForm) -> None:
    log_owner_contact(
        doing,
        dwelling_uid=found.uid,
        owner_uid=found.owner_uid,
        on=form.on.data or doing.clock.today(),
        qualifying=form.qualifying.data == "ja",
    )
