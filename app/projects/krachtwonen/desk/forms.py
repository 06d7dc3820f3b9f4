"""Forms of the regional desk: a report, screening, a decision."""

from app.access.work import Work
from app.organisations.queries import municipalities, organisations
from app.projects.krachtwonen.desk.rules import Screened
from app.projects.krachtwonen.desk.service import Decision, Report
from app.projects.krachtwonen.forms_values import NO, YES, YES_NO, code_choices, given
from app.projects.krachtwonen.kinds import PROJECT_KEY
from app.web.fields import (
    ChoiceField,
    CodeField,
    DutchDateField,
    DutchIntegerField,
    NoteField,
    RadioChoice,
    TickField,
    TickList,
)
from app.web.forms import BaseForm
from app.web.validators import LengthBetween, Required

NOT_RETAINED = "niet_weerhouden"


class SituationForm(BaseForm):
    """What is asked when a situation is reported."""

    reported_on = DutchDateField("Gemeld op", [Required("Vul de dag van de melding in.")])
    municipality = ChoiceField("Woonplaats", [Required("Kies de gemeente waar het gezin nu verblijft.")])
    adults = DutchIntegerField("Volwassenen", [Required("Vul in hoeveel volwassenen er zijn.")])
    children = DutchIntegerField("Kinderen")
    members = TickList(
        "Wie hoort bij deze situatie?", description="De gekende gezinsleden. De melder hoort er altijd bij."
    )
    tried = NoteField("Wat is al geprobeerd?", [LengthBetween(0, 4000)], description="In je eigen woorden.")
    organisation = ChoiceField("Dossier van", [Required("Kies de organisatie die de situatie opvolgt.")])

    def report(self) -> Report:
        """What was filled in, for the verb."""
        return Report(
            given(self.reported_on.data),
            self.municipality.data,
            given(self.adults.data),
            self.children.data or 0,
            self.tried.data,
        )


def offer_situation(work: Work, form: SituationForm, members: list[tuple[str, str]]) -> None:
    """Put the lists of today in the form, and what is known already."""
    today = work.clock.today()
    form.municipality.offer([(place.nis5, place.name) for place in municipalities(work.session, today)])
    form.members.offer(members)
    own = [
        (one.code, one.short_name)
        for one in organisations(work.session, today)
        if work.actor.holds("case.write", PROJECT_KEY, one.code)
    ]
    form.organisation.offer(own)
    if form.is_submitted():
        return
    form.reported_on.data = today
    form.members.data = [key for key, _name in members]
    form.adults.data = 1
    if len(own) == 1:
        form.organisation.data = own[0][0]


class AgainForm(BaseForm):
    """The same situation is reported once more."""

    on = DutchDateField("Opnieuw gemeld op", [Required("Vul de dag in.")])


class ScreeningForm(BaseForm):
    """What is found out before somebody decides."""

    on = DutchDateField("Gescreend op", [Required("Vul de dag van de screening in.")])
    housing = CodeField("Waar verblijft het gezin nu?", [Required("Kies waar het gezin verblijft, desnoods onbekend.")])
    tried = TickList("Wat is al geprobeerd?")
    is_long_homeless = RadioChoice("Al lang dak- of thuisloos?", [Required("Kies ja of nee.")], choices=YES_NO)
    has_combined_problems = RadioChoice(
        "Problemen op meer dan één domein?", [Required("Kies ja of nee.")], choices=YES_NO
    )
    admits_coach = TickField("Het gezin laat een wooncoach binnen")
    accepts_duties = TickField("Het gezin neemt de plichten van een huurder op")
    note = NoteField("Wat moet wie beslist weten?", [LengthBetween(0, 4000)])

    def found(self) -> Screened:
        """What was filled in, for the verb."""
        return Screened(
            on=given(self.on.data),
            tried=tuple(self.tried.data or ()),
            is_long_homeless=self.is_long_homeless.data == YES,
            has_combined_problems=self.has_combined_problems.data == YES,
            admits_coach=self.admits_coach.data,
            accepts_duties=self.accepts_duties.data,
            note=self.note.data,
            housing=self.housing.data,
        )


def offer_screening(work: Work, form: ScreeningForm, known: Screened | None) -> None:
    """Put the list of today in the form, and what was found out before."""
    form.tried.offer(code_choices(work, "kw_tried"))
    form.housing.offer_codes(code_choices(work, "housing_situation"))
    if form.is_submitted():
        return
    form.on.data = work.clock.today()
    if known is not None:
        form.on.data, form.tried.data, form.note.data = known.on, list(known.tried), known.note
        form.is_long_homeless.data = YES if known.is_long_homeless else NO
        form.has_combined_problems.data = YES if known.has_combined_problems else NO
        form.admits_coach.data, form.accepts_duties.data = known.admits_coach, known.accepts_duties
        form.housing.data = known.housing


class DecisionForm(BaseForm):
    """What a coordinator decides."""

    outcome = RadioChoice("Besluit", [Required("Kies een besluit.")])
    not_retained = CodeField("Waarom niet?", description="Alleen als de situatie niet weerhouden wordt.")
    on = DutchDateField("Beslist op", [Required("Vul de dag van het besluit in.")])

    def decision(self) -> Decision:
        """What was filled in, for the verb."""
        offer = None if self.outcome.data == NOT_RETAINED else self.outcome.data
        return Decision(given(self.on.data), offer=offer, not_retained=self.not_retained.data)


def offer_decision(work: Work, form: DecisionForm) -> None:
    """Put the lists of today in the form."""
    form.outcome.offer([*code_choices(work, "kw_offer"), (NOT_RETAINED, "Niet weerhouden")])
    form.not_retained.offer_codes(code_choices(work, "kw_not_retained"))
    if not form.is_submitted():
        form.on.data = work.clock.today()
