"""Forms of the recovery stay: a referral, the test on criteria, an admission or a refusal, a discharge."""

from datetime import date

from app.access.work import Work
from app.organisations.queries import organisations
from app.policy.queries import codes
from app.projects.krachtwonen.forms_values import given, offer_list
from app.projects.krachtwonen.kinds import PROJECT_KEY
from app.projects.krachtwonen.permissions import MEDICAL
from app.projects.krachtwonen.recovery.queries import Referred
from app.projects.krachtwonen.recovery.service import NO, YES, Need
from app.web.fields import ChoiceField, CodeField, DutchDateField, NoteField, TickField, TickList
from app.web.forms import BaseForm
from app.web.validators import Required


class ReferForm(BaseForm):
    """Who refers somebody, and the little that has to be known of their care."""

    referred_on = DutchDateField("Aangemeld op", [Required("Vul de dag van de aanmelding in.")])
    referrer = CodeField("Wie meldt aan?", [Required("Kies wie aanmeldt.")])
    need = CodeField("Welke zorg is nodig?", [Required("Kies welke zorg nodig is.")])
    care_plan = TickField("Er is een zorgplan")
    note = NoteField("Wat de begeleiding moet weten", description="Zo kort mogelijk. Geen diagnose.")
    organisation = ChoiceField("Aanmelding bij", [Required("Kies de organisatie die opvolgt.")])

    def day(self) -> date:
        """The day, for the verb."""
        return given(self.referred_on.data)

    def care(self) -> Need:
        """What was filled in about care, for the verb."""
        return Need(self.need.data, bool(self.care_plan.data), self.note.data)


class CriteriaForm(BaseForm):
    """Which criteria are met."""

    met = TickList("Vink aan wat vervuld is", description="Wat je niet aanvinkt, is niet vervuld.")

    def judged(self) -> dict[str, bool]:
        """Every criterium with whether it is met."""
        return {str(choice.value): choice.value in (self.met.data or ()) for choice in self.met.iter_choices()}


class AdmitForm(BaseForm):
    """From when to when somebody comes."""

    first = DutchDateField("Eerste nacht", [Required("Vul de eerste nacht in.")])
    until = DutchDateField("Afgesproken tot", description="dd/mm/jjjj. Leeg: tot het einde van de termijn.")


class RefuseForm(BaseForm):
    """Why somebody is not admitted."""

    on = DutchDateField("Beslist op", [Required("Vul de dag van de beslissing in.")])
    refusal_reason = CodeField("Reden", [Required("Kies een reden.")])

    def day(self) -> date:
        """The day, for the verb."""
        return given(self.on.data)


class DischargeForm(BaseForm):
    """When somebody leaves, and where to."""

    on = DutchDateField("Vertrokken op", [Required("Vul de dag van vertrek in.")])
    destination = CodeField("Waarheen?", [Required("Kies een bestemming.")])

    def day(self) -> date:
        """The day, for the verb."""
        return given(self.on.data)


def offer_referral(work: Work, form: ReferForm) -> None:
    """The lists of today, and where the colleague may refer to."""
    offer_list(work, form.referrer, "referrer_type")
    offer_list(work, form.need, "medical_need")
    own = [
        (one.code, one.short_name)
        for one in organisations(work.session, work.clock.today())
        if work.actor.holds(MEDICAL, PROJECT_KEY, one.code)
    ]
    form.organisation.offer(own)
    if not form.is_submitted():
        form.referred_on.data = work.clock.today()
        form.organisation.data = own[-1][0] if len(own) == 1 else None


def offer_criteria(work: Work, form: CriteriaForm, about: Referred) -> None:
    """The criteria of the day of the referral, those that were met ticked."""
    found = codes(work.session, "medical_criterion", about.referral.referred_on)
    sides = {"medical": "Medisch", "social": "Sociaal"}
    form.met.offer([(code.key, f"{sides[code.attrs['side']]}: {code.label_nl}") for code in found])
    known = (about.file.criteria if about.file else None) or {}
    if not form.is_submitted():
        form.met.data = [key for key, answer in known.items() if answer == YES]


def offer_refusal(work: Work, form: RefuseForm, about: Referred) -> None:
    """The reasons of today; the one that goes with the first criterion that is not met."""
    offer_list(work, form.refusal_reason, "medical_refusal")
    known = (about.file.criteria if about.file else None) or {}
    missing = (
        code.attrs["refusal"]
        for code in codes(work.session, "medical_criterion", about.referral.referred_on)
        if known.get(code.key) == NO
    )
    if not form.is_submitted():
        form.on.data, form.refusal_reason.data = work.clock.today(), next(missing, None)


def offer_discharge(work: Work, form: DischargeForm) -> None:
    """The destinations of today."""
    offer_list(work, form.destination, "exit_destination")
    if not form.is_submitted():
        form.on.data = work.clock.today()
