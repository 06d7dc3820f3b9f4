"""The style guide: one page with every component in every state, to look at and to test with; not in production."""

from datetime import UTC, date, datetime
from typing import Any

from flask import Blueprint, abort, flash, render_template, request
from flask.typing import ResponseReturnValue

from app.access.guard import public
from app.access.work_items import Urgency, WorkItem
from app.core.counting import Count
from app.web.error_pages import PAGES
from app.web.fields import (
    ChoiceField,
    DutchDateField,
    DutchDecimalField,
    DutchIntegerField,
    MoneyField,
    NoteField,
    RadioChoice,
    TickField,
    TickList,
    TrimmedStringField,
)
from app.web.forms import BaseForm
from app.web.navigation import NavGroup, NavPage
from app.web.validators import LengthBetween, NumberBetween, Required

WHY = "shows components with made-up content, in demo and tests only"
MUNICIPALITIES = (("34022", "Kortrijk"), ("34027", "Menen"), ("34040", "Waregem"))
KINDS = (("visit", "Huisbezoek"), ("call", "Telefoon"), ("desk", "Balie"))


class SampleForm(BaseForm):
    """Every kind of field once."""

    name = TrimmedStringField("Naam", [Required("Vul een naam in."), LengthBetween(most=60)])
    born = DutchDateField("Geboortedatum", [Required("Vul de geboortedatum in.")])
    municipality = ChoiceField("Gemeente", [Required("Kies een gemeente.")], choices=MUNICIPALITIES)
    adults = DutchIntegerField("Volwassenen in het gezin", [NumberBetween(1, 20)])
    income = MoneyField("Inkomen per maand", description="Het netto-inkomen van het hele gezin samen.")
    rate = DutchDecimalField("Rentevoet")
    kind = RadioChoice("Soort contact", [Required("Kies het soort contact.")], choices=KINDS)
    themes = TickList("Waarover ging het?", choices=[("rent", "Huur"), ("energy", "Energie"), ("debt", "Schulden")])
    note = NoteField("Verslag", [LengthBetween(most=4000)])
    agreed = TickField("De cliënt weet dat dit wordt genoteerd", [Required("Bevestig dat de cliënt het weet.")])


class QuickForm(BaseForm):
    """The quick-entry line of a case."""

    kind = ChoiceField("Soort", [Required("Kies het soort contact.")], choices=KINDS)
    when = DutchDateField("Datum", [Required("Vul de datum in.")])
    text = TrimmedStringField("Wat gebeurde er?", [Required("Schrijf wat er gebeurde.")])


def blueprint() -> Blueprint:
    """The routes of the style guide."""
    routes = Blueprint("styleguide", __name__)
    routes.add_url_rule("/stijlgids", "page", page, methods=["GET", "POST"])
    routes.add_url_rule("/stijlgids/fout/<int:code>", "error", error)
    return routes


@public(WHY)
def page() -> ResponseReturnValue:
    """All components; posting the form shows its errors."""
    form = SampleForm(note=None)
    status = 200
    if form.is_submitted() and not form.validate():
        status = 422
    elif form.is_submitted():
        flash("Bewaard om 14:03.", "success")
    return render_template("styleguide/page.html", form=form, **_sample_content()), status


@public(WHY)
def error(code: int) -> ResponseReturnValue:
    """The error page of a status code."""
    if code in PAGES:
        abort(code)
    if code == 500:
        raise RuntimeError("asked for by the style guide")
    abort(404)


def _waiting(label: str, count: int, urgency: Urgency = Urgency.WAITS, *, more: bool = False) -> WorkItem:
    return WorkItem(label, Count(count, more), "styleguide.page", urgency)


def _sample_content() -> dict[str, Any]:
    """What the application itself gives to every page, and content for the components."""
    return {
        "quick": QuickForm(formdata=None, prefix="snel", when=date(2026, 3, 16)),
        "navigation": [
            NavGroup("Mijn werk", (NavPage("Vandaag", "#vandaag"),)),
            NavGroup("Dossiers", (NavPage("Dossiers", request.path, "page"), NavPage("Team", "#team")), True),
            NavGroup("Woonclub", (NavPage("Balie", "#balie"), NavPage("Huuraanbod", "#aanbod"))),
            NavGroup("Cijfers", (NavPage("Overzicht", "#cijfers"), NavPage("Beleidsevaluatie", "#evaluatie"))),
        ],
        "waiting": [
            (
                "Energiehuis",
                [_waiting("Leningen met achterstand", 6, Urgency.LATE), _waiting("Om te beslissen", 500, more=True)],
            ),
            ("Woonclub", [_waiting("Aan de balie", 4, Urgency.TODAY), _waiting("Nieuwe dossiers", 1, Urgency.NEWS)]),
        ],
        "search_url": request.path,
        "signed_in_name": "Demo Medewerker",
        "signed_in_for": "Maatschappelijk werker, OCMW Kortrijk",
        "user_links": [("Mijn gegevens", "#gegevens")],
        "sign_out_url": request.path,
        "organisation_name": "Welzijnsvereniging (demo)",
        "footer_links": [("Toegankelijkheid", "#toegankelijkheid")],
        "today": date(2026, 3, 16),
        "moment": datetime(2026, 3, 16, 13, 3, tzinfo=UTC),
    }
