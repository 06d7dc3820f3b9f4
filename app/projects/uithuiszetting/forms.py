"""Forms of the desk: a report, a stage, the tenant's objection, a dispatch and its answer."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from app.access.work import Work
from app.cases.forms_privacy import offer_consents
from app.cases.models import Case
from app.clients.models_household import HouseholdSnapshot
from app.organisations.models import OrganisationKind
from app.organisations.queries import municipalities, organisations
from app.policy.models import Code
from app.policy.queries import codes
from app.projects.uithuiszetting.counted import PROJECT_KEY
from app.projects.uithuiszetting.rules import Answer, Step, Told
from app.web.fields import (
    ChoiceField,
    CodeField,
    DutchDateField,
    DutchIntegerField,
    RadioChoice,
    TickField,
    TickList,
    TrimmedStringField,
)
from app.web.formatting import date_nl
from app.web.forms import BaseForm
from app.web.validators import Required

Value = TypeVar("Value")
YES, NO = "ja", "nee"
_YES_NO = ((YES, "Ja"), (NO, "Nee"))


class DwellingField(ChoiceField):
    """An earlier report on the same dwelling, or none."""

    invitation = (("", "Nee, een andere woning"),)


class OcmwField(ChoiceField):
    """An OCMW, or that of the dwelling."""

    invitation = (("", "Het OCMW van de gemeente van de woning"),)


class ReportForm(BaseForm):
    """What is asked when a threatened eviction is reported."""

    reported_on = DutchDateField("Gemeld op", [Required("Vul de dag van de melding in.")])
    reporter = CodeField("Wie meldt?", [Required("Kies wie meldt.")])
    municipality = ChoiceField("Gemeente van de woning", [Required("Kies de gemeente waar de woning ligt.")])
    address = TrimmedStringField("Adres van de woning", description="Straat en nummer, als je het al weet.")
    same_dwelling_as = DwellingField("Ging een eerdere melding over dezelfde woning?")
    problem_kinds = TickList("Wat speelt er?", [Required("Kies minstens één probleem.")])
    stage = CodeField("Hoe ver staat het?", [Required("Kies hoe ver het staat.")])
    adults = DutchIntegerField("Volwassenen", [Required("Vul in hoeveel volwassenen er zijn.")])
    children = DutchIntegerField("Kinderen")
    objects = TickField("De huurder verzet zich tegen het delen van deze melding")
    organisation = ChoiceField("Dossier van", [Required("Kies de organisatie die de melding opvolgt.")])

    def told(self) -> Told:
        """What was filled in, for the verb."""
        return Told(
            reported_on=_given(self.reported_on.data),
            municipality=self.municipality.data,
            reporter=self.reporter.data,
            problems=tuple(self.problem_kinds.data or ()),
            stage=self.stage.data,
            adults=_given(self.adults.data),
            children=self.children.data or 0,
            address=self.address.data,
            objects=self.objects.data,
            same_dwelling_as=self.same_dwelling_as.data,
        )


class StageForm(BaseForm):
    """Something that happened on the way to an eviction."""

    stage = CodeField("Wat gebeurde er?", [Required("Kies wat er gebeurde.")])
    on = DutchDateField("Op", [Required("Vul de dag in.")])
    planned_on = DutchDateField(
        "Aangekondigde dag", description="Alleen bij een oproeping, een zitting of een aangekondigde uitdrijving."
    )
    accepted = RadioChoice("Aanvaardt de huurder de hulp?", choices=_YES_NO, description="Alleen bij een hulpaanbod.")

    def step(self) -> Step:
        """What was filled in, for the verb."""
        accepted = {YES: True, NO: False}.get(self.accepted.data)
        return Step(self.stage.data, _given(self.on.data), self.planned_on.data, accepted)


class ObjectionForm(BaseForm):
    """The tenant does not want the report to be shared."""

    on = DutchDateField("Verzet gekend sinds", [Required("Vul de dag in.")])


class LiftForm(BaseForm):
    """Nothing but the button."""


class DispatchForm(BaseForm):
    """To which service the report is passed on."""

    destination = CodeField("Naar welke dienst?", [Required("Kies een dienst.")])
    organisation = OcmwField("Welk OCMW?", description="Alleen als de dienst een OCMW is.")
    sent_on = DutchDateField("Doorverwezen op", [Required("Vul de dag in.")])
    consent = ChoiceField("Met welke toestemming?", description="Nodig als de dienst geen OCMW of woonloket is.")

    def sent(self) -> tuple[str, str | None, date]:
        """Destination, organisation and day, for the verb."""
        return self.destination.data, self.organisation.data, _given(self.sent_on.data)


class AnswerForm(BaseForm):
    """What the service answers."""

    accepts = RadioChoice("Neemt de dienst dit op?", [Required("Kies ja of nee.")], choices=_YES_NO)
    on = DutchDateField("Antwoord van", [Required("Vul de dag van het antwoord in.")])
    reason = CodeField("Waarom niet?", description="Alleen bij nee.")

    def answer(self) -> Answer:
        """What was filled in, for the verb."""
        return Answer(self.accepts.data == YES, _given(self.on.data), self.reason.data)


def _given(value: Value | None) -> Value:
    if value is None:
        raise ValueError("asked of a form that was not found in order")
    return value


class CheckForm(BaseForm):
    """How the household lives, months later."""

    result = CodeField("Hoe woont het huishouden nu?", [Required("Kies hoe het huishouden nu woont.")])
    on = DutchDateField("Nagekeken op", [Required("Vul de dag in.")])


def offer_check(work: Work, form: CheckForm) -> None:
    """Offer the answers of today."""
    today = work.clock.today()
    form.result.offer_codes(_choices(codes(work.session, "eviction_check", today)))
    if not form.is_submitted():
        form.on.data = today


def offer_report(
    work: Work, form: ReportForm, last: HouseholdSnapshot | None, earlier: Iterable[tuple[str, date]]
) -> None:
    """Put the lists of today in the form, and on a fresh page what is known already."""
    session, today = work.session, work.clock.today()
    form.municipality.offer([(place.nis5, place.name) for place in municipalities(session, today)])
    form.reporter.offer_codes(_choices(codes(session, "eviction_reporter", today)))
    form.problem_kinds.offer(_choices(codes(session, "eviction_problem", today)))
    form.stage.offer_codes(_choices(codes(session, "eviction_stage", today)))
    form.same_dwelling_as.offer([(number, f"Ja, {number} van {date_nl(day)}") for number, day in earlier])
    own = [
        (one.code, one.short_name)
        for one in organisations(session, today)
        if work.actor.holds("case.write", PROJECT_KEY, one.code)
    ]
    form.organisation.offer(own)
    if form.is_submitted():
        return
    form.reported_on.data = today
    if len(own) == 1:
        form.organisation.data = own[0][0]
    if last is not None:
        form.adults.data, form.children.data = last.adults, last.children


def offer_stage(work: Work, form: StageForm) -> None:
    """Offer the stages of today."""
    today = work.clock.today()
    form.stage.offer_codes(_choices(codes(work.session, "eviction_stage", today)))
    if not form.is_submitted():
        form.on.data = today


def offer_objection(work: Work, form: ObjectionForm) -> None:
    """Today, until somebody says otherwise."""
    if not form.is_submitted():
        form.on.data = work.clock.today()


def offer_dispatch(work: Work, form: DispatchForm, case: Case) -> None:
    """Offer the services and the OCMWs of today, and the consents that hold."""
    offer_consents(work, form.consent, case)
    session, today = work.session, work.clock.today()
    form.destination.offer_codes(_choices(codes(session, "eviction_destination", today)))
    ocmws = organisations(session, today, OrganisationKind.OCMW)
    form.organisation.offer([(each.code, each.short_name) for each in ocmws])
    if not form.is_submitted():
        form.sent_on.data = today


def offer_answer(work: Work, form: AnswerForm) -> None:
    """Offer the reasons of today."""
    today = work.clock.today()
    form.reason.offer_codes(_choices(codes(work.session, "eviction_decline_reason", today)))
    if not form.is_submitted():
        form.on.data = today


def _choices(found: Iterable[Code]) -> list[tuple[str, str]]:
    return [(code.key, code.label_nl) for code in found]
