"""Forms of the desk: search first, then a registration that fits on one screen."""

from wtforms import HiddenField

from app.access.work import Work
from app.clients.identity import Identity
from app.clients.labels import NOTHING_TYPED, WIDER
from app.clients.matching import Query
from app.clients.models_household import HouseholdSnapshot
from app.organisations.queries import municipalities, organisations
from app.policy.queries import codes
from app.projects.woonclub.counted import PROJECT_KEY
from app.projects.woonclub.rules import Intake
from app.projects.woonclub.rules_intake import Wanted
from app.web.fields import (
    ChoiceField,
    CodeField,
    DutchDateField,
    DutchIntegerField,
    MoneyField,
    TickField,
    TickList,
    TrimmedStringField,
)
from app.web.forms import BaseForm
from app.web.validators import LengthBetween, Required

_PRIVATE = {"autocomplete": "off", "spellcheck": "false"}


class DeskSearchForm(BaseForm):
    """Who stands at the desk?"""

    q = TrimmedStringField(
        "Wie staat er aan de balie?",
        [Required(NOTHING_TYPED), LengthBetween(most=120)],
        description="Naam, geboortedatum (dd/mm/jjjj), rijksregisternummer of telefoon.",
        render_kw=_PRIVATE,
    )
    wide = TickField(WIDER)


class WalkInForm(BaseForm):
    """What is asked while others wait; the rest comes later."""

    adults = DutchIntegerField("Volwassenen", [Required("Vul in hoeveel volwassenen er zijn.")])
    children = DutchIntegerField("Kinderen")
    situation = CodeField("Waar sliep het huishouden vannacht?", [Required("Kies een woonsituatie.")])
    threat_of_eviction = TickField("Er dreigt een uithuiszetting")
    main_reason = CodeField("Hoofdreden om te zoeken", [Required("Kies één hoofdreden.")])
    municipality = ChoiceField("Woonplaats", [Required("Kies de gemeente waar het huishouden nu woont.")])
    max_rent_cents = MoneyField("Hoogste huur die lukt, per maand")
    bedrooms = DutchIntegerField("Slaapkamers")
    wanted = TickList("Zoekt in deze gemeenten", description="Niets aangevinkt: overal in de regio.")
    accessible = TickField("Zonder trappen")
    pets = TickField("Met huisdieren")
    organisation = ChoiceField("Dossier van", [Required("Kies de organisatie die het dossier opvolgt.")])

    def intake(self, work: Work, point: str) -> Intake:
        """The registration of today, for the verb."""
        return Intake(
            registered_on=work.clock.today(),
            municipality=self.municipality.data,
            situation=self.situation.data,
            main_reason=self.main_reason.data,
            adults=self.adults.data or 0,
            children=self.children.data or 0,
            threat_of_eviction=self.threat_of_eviction.data,
            point=point,
        )

    def wishes(self) -> Wanted:
        """The home that is looked for, for the verb."""
        return Wanted(
            municipalities=tuple(self.wanted.data or ()),
            max_rent_cents=self.max_rent_cents.data,
            bedrooms=self.bedrooms.data,
            accessible=self.accessible.data,
            pets=self.pets.data,
        )


class NewWalkInForm(WalkInForm):
    """The same for somebody who is not written down yet."""

    family_name = TrimmedStringField("Familienaam", [LengthBetween(most=100)], render_kw=_PRIVATE)
    given_name = TrimmedStringField("Voornaam", [LengthBetween(most=100)], render_kw=_PRIVATE)
    birth_date = DutchDateField("Geboortedatum")
    phone = TrimmedStringField(
        "Telefoon", [LengthBetween(most=40)], render_kw={"autocomplete": "off", "inputmode": "tel"}
    )
    judged = HiddenField()

    def identity(self) -> Identity:
        """Who it is, for the verb."""
        return Identity(
            family_name=self.family_name.data,
            given_name=self.given_name.data,
            birth_date=self.birth_date.data,
            phone=self.phone.data,
        )

    def begin(self, query: Query) -> None:
        """Start from what was searched for; the first word is taken for the given name."""
        given, family = query.words[:1], query.words[1:]
        self.given_name.data = " ".join(given).title() or None
        self.family_name.data = " ".join(family).title() or None
        self.birth_date.data, self.phone.data = query.born, query.phone


def offer_walk_in(work: Work, form: WalkInForm, point: str, last: HouseholdSnapshot | None, *, fresh: bool) -> None:
    """Put the lists of today in the form, and on a fresh page what is likely: who lives there, where, whose case."""
    session, today = work.session, work.clock.today()
    places = [(place.nis5, place.name) for place in municipalities(session, today)]
    form.municipality.offer(places)
    form.wanted.offer(places)
    form.situation.offer_codes([(code.key, code.label_nl) for code in codes(session, "housing_situation", today)])
    form.main_reason.offer_codes([(code.key, code.label_nl) for code in codes(session, "search_reason", today)])
    own = [
        (one.code, one.short_name)
        for one in organisations(session, today)
        if work.actor.holds("case.write", PROJECT_KEY, one.code)
    ]
    form.organisation.offer(own)
    if not fresh:
        return
    form.adults.data, form.children.data = (last.adults, last.children) if last else (1, 0)
    form.municipality.data = point if point in {key for key, _ in places} else None
    mine = [key for key, _ in own]
    form.organisation.data = point if point in mine else (mine[0] if len(mine) == 1 else None)
