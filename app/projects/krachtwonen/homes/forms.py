"""Forms of homes: a unit, what it has, its state and its terms."""

from datetime import date
from typing import Any

from app.access.work import Work
from app.organisations.queries import municipalities, organisations
from app.policy.queries import codes
from app.projects.krachtwonen.forms_values import code_choices, given
from app.projects.krachtwonen.homes.service import Terms
from app.projects.krachtwonen.kinds import PROJECT_KEY
from app.projects.krachtwonen.permissions import MANAGE
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
