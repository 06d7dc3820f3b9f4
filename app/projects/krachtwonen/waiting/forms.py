"""Forms of the waiting list: what a household waits for, an offer and its answer, an override."""

from datetime import date

from app.access.work import Work
from app.organisations.queries import municipalities
from app.projects.krachtwonen.forms_values import YES_NO, code_choices, given
from app.projects.krachtwonen.waiting.service import Wish
from app.projects.krachtwonen.waiting.service_offers import OfferTerms
from app.web.fields import CodeField, DutchDateField, DutchIntegerField, NoteField, RadioChoice, TickList
from app.web.forms import BaseForm
from app.web.validators import LengthBetween, Required


class WishForm(BaseForm):
    """What a household waits for, and how urgently."""

    tier = RadioChoice("Voorrang", [Required("Kies een voorrang.")])
    tier_since = DutchDateField("In deze voorrang sinds", [Required("Vul in sinds wanneer dat zo is.")])
    persons = DutchIntegerField("Hoeveel personen komen er wonen?", [Required("Vul een aantal in.")])
    bedrooms = DutchIntegerField("Slaapkamers, minstens")
    municipalities = TickList("Waar kan het gezin wonen?", description="Niets aangevinkt: overal in de regio.")
    needs = TickList("Wat moet de woning hebben?")

    def wish(self) -> Wish:
        """What was filled in, for the verb."""
        return Wish(
            tier=self.tier.data,
            tier_since=given(self.tier_since.data),
            persons=given(self.persons.data),
            bedrooms=self.bedrooms.data,
            municipalities=tuple(self.municipalities.data or ()),
            needs=tuple(self.needs.data or ()),
        )


def offer_wish(work: Work, form: WishForm, known: Wish | None) -> None:
    """Put the lists of today in the form, and what the household asked before."""
    today = work.clock.today()
    form.tier.offer(code_choices(work, "kw_tier"))
    form.municipalities.offer([(place.nis5, place.name) for place in municipalities(work.session, today)])
    form.needs.offer(code_choices(work, "unit_feature"))
    if form.is_submitted() or known is None:
        return
    form.tier.data, form.tier_since.data, form.persons.data = known.tier, known.tier_since, known.persons
    form.bedrooms.data, form.municipalities.data = known.bedrooms, list(known.municipalities)
    form.needs.data = list(known.needs)


class ReasonForm(BaseForm):
    """Why a household leaves the list, or says no."""

    reason = CodeField("Reden", [Required("Kies een reden.")])


class OverrideForm(BaseForm):
    """Why a household goes before another."""

    reason = NoteField("Waarom gaat dit huishouden voor?", [Required("Schrijf waarom."), LengthBetween(10, 2000)])


class AgreeForm(BaseForm):
    """A second coordinator agrees or does not."""

    agrees = RadioChoice("Ga je akkoord?", [Required("Kies ja of nee.")], choices=YES_NO)


class OfferForm(BaseForm):
    """From when a home is offered, and how long the household may think."""

    move_in_on = DutchDateField("Intrek vanaf", [Required("Vul de eerste dag in.")])
    until = DutchDateField("Afgesproken tot", description="Leeg: tot nader order.")
    expires_on = DutchDateField("Antwoord ten laatste op", [Required("Vul de laatste dag voor het antwoord in.")])

    def terms(self) -> OfferTerms:
        """What was filled in, for the verb."""
        return OfferTerms(given(self.move_in_on.data), self.until.data, given(self.expires_on.data))


def offer_offer(work: Work, form: OfferForm, first: date, expires_on: date) -> None:
    """Put the days that policy gives on a fresh form."""
    if not form.is_submitted():
        form.move_in_on.data, form.expires_on.data = max(first, work.clock.today()), expires_on
