"""Forms of Woonclub: registering a household, starting a trajectory, the home that was found."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from app.access.work import Work
from app.clients.models_household import HouseholdSnapshot
from app.organisations.queries import municipalities, organisations, service_points
from app.policy.models import Code
from app.policy.queries import codes
from app.projects.woonclub.counted import PROJECT_KEY
from app.projects.woonclub.queries import found_outcomes
from app.projects.woonclub.rules import Home, Intake
from app.web.fields import ChoiceField, CodeField, DutchDateField, DutchIntegerField, MoneyField, TickField, TickList
from app.web.forms import BaseForm
from app.web.validators import Required

Value = TypeVar("Value")


class RegisterForm(BaseForm):
    """What is asked when a household registers, in the order of the conversation."""

    registered_on = DutchDateField("Aangemeld op", [Required("Vul de dag van aanmelding in.")])
    municipality = ChoiceField("Woonplaats", [Required("Kies de gemeente waar het huishouden nu woont.")])
    situation = CodeField("Waar sliep het huishouden vannacht?", [Required("Kies een woonsituatie.")])
    threat_of_eviction = TickField("Er dreigt een uithuiszetting")
    main_reason = CodeField("Hoofdreden om te zoeken", [Required("Kies één hoofdreden.")])
    secondary_reasons = TickList("Andere redenen")
    adults = DutchIntegerField("Volwassenen", [Required("Vul in hoeveel volwassenen er zijn.")])
    children = DutchIntegerField("Kinderen")
    seeking = DutchIntegerField(
        "Hoeveel van hen zoeken een woning?", description="Leeg laten als iedereen meeverhuist."
    )
    point = ChoiceField("Woonclubpunt")
    organisation = ChoiceField("Dossier van", [Required("Kies de organisatie die het dossier opvolgt.")])

    def intake(self) -> Intake:
        """What was filled in, for the verb."""
        return Intake(
            registered_on=_given(self.registered_on.data),
            municipality=self.municipality.data,
            situation=self.situation.data,
            main_reason=self.main_reason.data,
            adults=_given(self.adults.data),
            children=self.children.data or 0,
            seeking=self.seeking.data,
            secondary_reasons=tuple(self.secondary_reasons.data or ()),
            threat_of_eviction=self.threat_of_eviction.data,
            point=self.point.data,
        )


class TrajectoryForm(BaseForm):
    """The start of guidance."""

    subproject = CodeField("Deelproject", [Required("Kies een deelproject.")])
    on = DutchDateField("Begint op", [Required("Vul de dag in waarop het traject begint.")])

    def start(self) -> tuple[date, str]:
        """The day and the subproject, for the verb."""
        return _given(self.on.data), self.subproject.data


class HomeForm(BaseForm):
    """The home that was found; what is not known yet may wait."""

    found_on = DutchDateField(
        "Gevonden op",
        [Required("Vul in wanneer de woning gevonden werd.")],
        description="De dag van het huurcontract of de aanvaarde toewijzing (dd/mm/jjjj).",
    )
    outcome = CodeField("Soort woning", [Required("Kies wat voor woning het is.")])
    lease_start = DutchDateField("Huur gaat in op")
    move_in = DutchDateField("Verhuisd op")
    rent_cents = MoneyField("Huurprijs per maand, zonder kosten")
    found_by = CodeField("Wie vond de woning?")

    def home(self) -> Home:
        """What was filled in, for the verb."""
        return Home(
            found_on=_given(self.found_on.data),
            outcome=self.outcome.data,
            lease_start=self.lease_start.data,
            move_in=self.move_in.data,
            rent_cents=self.rent_cents.data,
            found_by=self.found_by.data,
        )


def _given(value: Value | None) -> Value:
    if value is None:
        raise ValueError("asked of a form that was not found in order")
    return value


def offer_register(work: Work, form: RegisterForm, last: HouseholdSnapshot | None) -> None:
    """Put the lists of today in the form, and on a fresh page what is known already: today, the last composition."""
    session, today = work.session, work.clock.today()
    form.municipality.offer([(place.nis5, place.name) for place in municipalities(session, today)])
    form.situation.offer_codes(_choices(codes(session, "housing_situation", today)))
    reasons = _choices(codes(session, "search_reason", today))
    form.main_reason.offer_codes(reasons)
    form.secondary_reasons.offer(reasons)
    points = [(point.code, point.name) for point in service_points(session, PROJECT_KEY, today)]
    form.point.invitation = (("", "Niet via een punt"),)
    form.point.offer(points)
    own = [
        (one.code, one.short_name)
        for one in organisations(session, today)
        if work.actor.holds("case.write", PROJECT_KEY, one.code)
    ]
    form.organisation.offer(own)
    if form.is_submitted():
        return
    form.registered_on.data = today
    if len(own) == 1:
        form.organisation.data = own[0][0]
    if last is not None:
        form.adults.data, form.children.data = last.adults, last.children


def offer_trajectory(work: Work, form: TrajectoryForm, running: Iterable[str]) -> None:
    """Offer the subprojects in which nothing runs yet."""
    taken, today = set(running), work.clock.today()
    every = _choices(codes(work.session, "woonclub_subproject", today))
    form.subproject.offer_codes([choice for choice in every if choice[0] not in taken])
    if not form.is_submitted():
        form.on.data = today


def offer_home(work: Work, form: HomeForm, proposed: Home | None = None) -> None:
    """Offer the outcomes that are a home, and who may have found it; of a home that was proposed much is known."""
    today: date = work.clock.today()
    homes = found_outcomes(work.session, today)
    outcomes = codes(work.session, "search_outcome", today)
    form.outcome.offer_codes(_choices(code for code in outcomes if code.key in homes))
    form.found_by.offer_codes(_choices(codes(work.session, "found_by", today)))
    if form.is_submitted():
        return
    form.found_on.data = today
    if proposed is not None:
        form.found_on.data, form.outcome.data = proposed.found_on, proposed.outcome
        form.rent_cents.data, form.found_by.data = proposed.rent_cents, proposed.found_by


def _choices(found: Iterable[Code]) -> list[tuple[str, str]]:
    return [(code.key, code.label_nl) for code in found]
