"""Forms of homes and stays: a unit, its state and terms, the key, a change of a stay, and what the board shows."""

from datetime import date
from typing import Any

from app.access.work import Work
from app.organisations.queries import municipalities, organisations
from app.policy.queries import codes
from app.projects.krachtwonen.forms_desk import code_choices, given
from app.projects.krachtwonen.kinds import MOVED, PROJECT_KEY
from app.projects.krachtwonen.queries import MANAGE
from app.projects.krachtwonen.rules_papers import Papers
from app.projects.krachtwonen.service_keys import Return
from app.projects.krachtwonen.service_units import Terms
from app.web.fields import (
    ChoiceField,
    CodeField,
    DutchDateField,
    DutchIntegerField,
    MoneyField,
    NoteField,
    TickField,
    TickList,
    TrimmedStringField,
)
from app.web.forms import BaseForm
from app.web.validators import LengthBetween, Required


class UnitForm(BaseForm):
    """A unit that comes into the pool."""

    ref = TrimmedStringField(
        "Naam", [Required("Geef een naam."), LengthBetween(2, 80)], description="Zonder adres: die naam staat overal."
    )
    kind = CodeField("Soort", [Required("Kies een soort.")])
    municipality = ChoiceField("Gemeente", [Required("Kies een gemeente.")])
    organisation = ChoiceField("Eigenaar", [Required("Kies de eigenaar.")])
    in_pool_from = DutchDateField("In de pool vanaf", [Required("Vul de eerste dag in.")])
    max_persons = DutchIntegerField("Hoogstens personen")
    bedrooms = DutchIntegerField("Slaapkamers")
    is_shared = TickField("Wie niet samenhoort, kan er tegelijk verblijven")
    features = TickList("Wat heeft de woning?")

    def about(self) -> dict[str, Any]:
        """What was filled in, for the verb that adds a unit."""
        return {
            "ref": self.ref.data,
            "kind": self.kind.data,
            "municipality": self.municipality.data,
            "organisation": self.organisation.data,
            "in_pool_from": given(self.in_pool_from.data),
            "max_persons": self.max_persons.data,
            "bedrooms": self.bedrooms.data,
            "is_shared": self.is_shared.data,
        }


def offer_unit(work: Work, form: UnitForm) -> None:
    """Put the lists of today in the form."""
    today = work.clock.today()
    form.kind.offer_codes(code_choices(work, "facility_kind"))
    form.municipality.offer([(place.nis5, place.name) for place in municipalities(work.session, today)])
    own = [
        (one.code, one.short_name)
        for one in organisations(work.session, today)
        if work.actor.holds(MANAGE, PROJECT_KEY, one.code)
    ]
    form.organisation.offer(own)
    form.features.offer(code_choices(work, "unit_feature"))
    if not form.is_submitted():
        form.in_pool_from.data = today


class FeaturesForm(BaseForm):
    """What a unit has."""

    features = TickList("Wat heeft de woning?")


class StateForm(BaseForm):
    """A unit is put out of use for a time."""

    state = CodeField("Toestand", [Required("Kies een toestand.")])
    reason = CodeField("Reden", [Required("Kies een reden.")])
    since = DutchDateField("Vanaf", [Required("Vul de eerste dag in.")])
    until = DutchDateField("Weer bruikbaar op", description="Leeg: nog niet gekend.")


def offer_state(work: Work, form: StateForm, since: date) -> None:
    """Put the lists of today in the form."""
    found = codes(work.session, "unit_state", work.clock.today())
    form.state.offer_codes([(code.key, code.label_nl) for code in found if code.attrs.get("dated")])
    form.reason.offer_codes(code_choices(work, "unit_state_reason"))
    if not form.is_submitted():
        form.since.data = since


class DayForm(BaseForm):
    """A single day: a unit is usable again or leaves the pool, a household comes back."""

    on = DutchDateField("Op", [Required("Vul de dag in.")])


class TermsForm(BaseForm):
    """On what terms a unit is used."""

    valid_from = DutchDateField("Geldig vanaf", [Required("Vul de eerste dag in.")])
    agreement = CodeField("Overeenkomst", [Required("Kies een overeenkomst.")])
    fee = MoneyField("Vergoeding", [Required("Vul een bedrag in; 0 als het gratis is.")])
    fee_per = CodeField("Per", [Required("Kies per maand, week of nacht.")])
    house_rules = NoteField("Huisregels", [LengthBetween(0, 8000)], description="Voor iedereen dezelfde.")

    def terms(self) -> Terms:
        """What was filled in, for the verb."""
        return Terms(
            given(self.valid_from.data),
            self.agreement.data,
            given(self.fee.data),
            self.fee_per.data,
            self.house_rules.data,
        )


def offer_terms(work: Work, form: TermsForm) -> None:
    """Put the lists of today in the form."""
    form.agreement.offer_codes(code_choices(work, "kw_agreement"))
    form.fee_per.offer_codes(code_choices(work, "kw_fee_per"))
    if not form.is_submitted():
        form.valid_from.data = work.clock.today()


class KeyForm(BaseForm):
    """The key is handed over."""

    on = DutchDateField("Sleutel gegeven op", [Required("Vul de dag van de sleutel in.")])
    kind = CodeField("Overeenkomst", [Required("Kies een overeenkomst.")])
    signed_on = DutchDateField("Overeenkomst getekend op", [Required("Vul de dag van de overeenkomst in.")])
    house_rules_on = DutchDateField("Huisregels overlopen op", [Required("Vul in wanneer je de huisregels overliep.")])
    inventory_in_on = DutchDateField("Plaatsbeschrijving op", [Required("Vul de dag van de plaatsbeschrijving in.")])
    keys = DutchIntegerField("Aantal sleutels", [Required("Vul een aantal in.")])

    def papers(self) -> Papers:
        """What was filled in, for the verb."""
        return Papers(
            self.kind.data,
            given(self.signed_on.data),
            given(self.house_rules_on.data),
            given(self.inventory_in_on.data),
            given(self.keys.data),
        )


def offer_key(work: Work, form: KeyForm, kind: str | None) -> None:
    """Put the list of today in the form, and on a fresh page what is likely."""
    form.kind.offer_codes(code_choices(work, "kw_agreement"))
    if not form.is_submitted():
        form.on.data, form.keys.data, form.kind.data = work.clock.today(), 1, kind


class UntilForm(BaseForm):
    """Until when the place is promised."""

    until = DutchDateField("Afgesproken tot", description="Leeg: tot nader order, als er geen termijn geldt.")


class LeaveForm(BaseForm):
    """The key comes back."""

    on = DutchDateField("Vertrokken op", [Required("Vul de dag van vertrek in.")])
    destination = CodeField("Waarheen?", [Required("Kies een bestemming, desnoods onbekend.")])
    inventory_out_on = DutchDateField("Plaatsbeschrijving bij vertrek op")
    cleaning_until = DutchDateField("Weer klaar op", description="Na poets en nazicht. Leeg: meteen klaar.")

    def back(self) -> Return:
        """What was filled in, for the verb."""
        return Return(given(self.on.data), self.destination.data, self.inventory_out_on.data, self.cleaning_until.data)


def offer_leave(work: Work, form: LeaveForm, ready_on: date) -> None:
    """Put the list of today in the form; moving to another unit is a step of its own."""
    form.destination.offer_codes([each for each in code_choices(work, "exit_destination") if each[0] != MOVED])
    if not form.is_submitted():
        form.on.data, form.cleaning_until.data = work.clock.today(), ready_on


class MoveForm(BaseForm):
    """The household goes to another unit."""

    unit = ChoiceField("Naar welke woning?", [Required("Kies een woning.")], description="Wat vandaag vrij is.")
    on = DutchDateField("Verhuist op", [Required("Vul de dag in.")])
    until = DutchDateField("Afgesproken tot", description="Leeg: tot nader order.")


class AwayForm(BaseForm):
    """The household sleeps elsewhere for some nights."""

    away_from = DutchDateField("Weg vanaf", [Required("Vul de eerste nacht elders in.")])
    back_on = DutchDateField("Terug op", description="Leeg: nog niet gekend.")
    reason = CodeField("Waar?", [Required("Kies waar het gezin is.")])


class BoardForm(BaseForm):
    """What the board shows; every value stands in the address."""

    class Meta(BaseForm.Meta):
        """Asking changes nothing."""

        csrf = False

    van = DutchDateField("Vanaf")
    dagen = ChoiceField("Zoom", choices=(("14", "2 weken"), ("35", "5 weken"), ("92", "3 maanden")))
    soort = ChoiceField("Soort")
    gemeente = ChoiceField("Gemeente")
    personen = DutchIntegerField("Personen")
    slaapkamers = DutchIntegerField("Slaapkamers")
    kenmerk = TickList("Kenmerken")
    vrij_van = DutchDateField("Vrij van")
    vrij_tot = DutchDateField("Vrij tot")


def offer_board(work: Work, form: BoardForm) -> None:
    """Put the lists of today in the form."""
    form.soort.offer(code_choices(work, "facility_kind"))
    form.gemeente.offer([(place.nis5, place.name) for place in municipalities(work.session, work.clock.today())])
    form.kenmerk.offer(code_choices(work, "unit_feature"))
