"""Forms of the rights exploration and of the files behind three rights."""

from app.access.work import Work
from app.cases.forms import VersionedForm
from app.policy.models import Code
from app.policy.queries import codes
from app.projects.woonclub.labels_rights import PHASES, STATES
from app.projects.woonclub.models_rights import AcceleratedApplication, GuaranteeLoan, Right
from app.projects.woonclub.rules_rights import FOLLOWS, GRANTED, REFUSED, WITHDRAWN, Judged, RightState
from app.projects.woonclub.service_loan import LoanAsked
from app.web.fields import (
    ChoiceField,
    CodeField,
    DutchDateField,
    DutchIntegerField,
    MoneyField,
    RadioChoice,
    TickField,
    TickList,
)
from app.web.forms import BaseForm
from app.web.validators import Required


class RightForm(VersionedForm):
    """Where one right stands."""

    state = RadioChoice("Hoe staat het?", [Required("Kies hoe het met dit recht staat.")])
    on = DutchDateField("Op", [Required("Vul de dag van deze stap in.")])
    refusal_reason = CodeField("Waarom geweigerd?")
    yearly_cents = MoneyField("Wat brengt het op per jaar?", description="Leeg: de raming uit de beleidsgegevens.")
    next_check_on = DutchDateField("Opnieuw nakijken op", description="Leeg: de termijn van de checklist.")

    def judged(self, work: Work) -> Judged:
        """What was said, for the verb."""
        return Judged(
            state=RightState(self.state.data),
            on=self.on.data or work.clock.today(),
            refusal_reason=self.refusal_reason.data,
            next_check_on=self.next_check_on.data,
            yearly_cents=self.yearly_cents.data,
        )


class ScanForm(BaseForm):
    """The checklist was gone through."""

    on = DutchDateField("Nagekeken op", [Required("Vul de dag in.")])
    rest = TickField("Wat niet nagegaan is, is niet van toepassing")


class LoanForm(BaseForm):
    """A rent-guarantee loan is asked."""

    asked_cents = MoneyField("Bedrag van de waarborg", [Required("Vul het bedrag van de waarborg in.")])
    dependants = DutchIntegerField("Personen ten laste", description="Bepaalt het hoogste bedrag.")
    lease_signed_on = DutchDateField("Huurcontract ondertekend op", description="Leeg: principiële aanvraag.")
    papers = TickList("Wat is er al?")

    def asked(self, work: Work) -> LoanAsked:
        """What was filled in, for the verb."""
        return LoanAsked(
            on=work.clock.today(),
            asked_cents=self.asked_cents.data or 0,
            dependants=self.dependants.data or 0,
            lease_signed_on=self.lease_signed_on.data,
            papers=tuple(self.papers.data or ()),
        )


class LoanPapersForm(VersionedForm):
    """What came in since."""

    lease_signed_on = DutchDateField("Huurcontract ondertekend op")
    papers = TickList("Wat is er al?")


class DayForm(BaseForm):
    """Something happened on a day."""

    on = DutchDateField("Op", [Required("Vul de dag in.")])


class LoanDecisionForm(BaseForm):
    """What the fund decided."""

    decision = RadioChoice(
        "Wat is er beslist?",
        [Required("Kies wat er beslist is.")],
        choices=[(GRANTED, "Toegekend"), (REFUSED, "Geweigerd"), (WITHDRAWN, "Ingetrokken door het huishouden")],
    )
    on = DutchDateField("Op", [Required("Vul de dag van de beslissing in.")])
    granted_cents = MoneyField("Toegekend bedrag")
    refusal_reason = CodeField("Waarom geweigerd?")


class SocialForm(BaseForm):
    """The household stands on the list of a housing company."""

    company = CodeField("Woonmaatschappij", [Required("Kies een woonmaatschappij.")])
    on = DutchDateField("Ingeschreven op", [Required("Vul de dag van inschrijving in.")])


class AcceleratedForm(BaseForm):
    """An application for accelerated allocation begins."""

    company = CodeField("Woonmaatschappij", [Required("Kies een woonmaatschappij.")])
    target_group = CodeField("Doelgroep", [Required("Kies een doelgroep.")])
    on = DutchDateField("Begonnen op", [Required("Vul de dag in.")])


class AcceleratedStepForm(BaseForm):
    """The application reached a phase."""

    phase = ChoiceField("Wat gebeurde er?", [Required("Kies een stap.")])
    on = DutchDateField("Op", [Required("Vul de dag van deze stap in.")])


def offer_right(work: Work, form: RightForm, known: Right | None) -> None:
    """Put the states and reasons in the form, and on a fresh page what stands."""
    form.state.offer([(state.value, label) for state, label in STATES.items()])
    form.refusal_reason.offer_codes(_of(work, "right_refusal"))
    if form.is_submitted():
        return
    form.on.data, form.version.data = work.clock.today(), str(known.version if known else 0)
    if known is not None:
        form.state.data, form.refusal_reason.data = known.state.value, known.refusal_reason
        form.yearly_cents.data = None if known.yearly_row else known.yearly_cents


def offer_loan(work: Work, form: LoanForm | LoanPapersForm, known: GuaranteeLoan | None = None) -> None:
    """Put the papers in the form, and on a fresh page what is there already."""
    form.papers.offer(_of(work, "hwl_document"))
    if known is not None and not form.is_submitted():
        form.papers.data, form.lease_signed_on.data = known.papers, known.lease_signed_on
        if isinstance(form, LoanPapersForm):
            form.version.data = str(known.version)


def offer_decision(work: Work, form: LoanDecisionForm, known: GuaranteeLoan | None) -> None:
    """Put the reasons in the form, and on a fresh page today and the amount that was asked."""
    form.refusal_reason.offer_codes(_of(work, "right_refusal"))
    if not form.is_submitted():
        form.on.data = work.clock.today()
        form.granted_cents.data = known.asked_cents if known else None


def offer_lists(work: Work, form: SocialForm | AcceleratedForm) -> None:
    """Put the housing companies, and for an accelerated allocation the target groups of today, in the form."""
    form.company.offer_codes(_of(work, "housing_company"))
    if isinstance(form, AcceleratedForm):
        form.target_group.offer_codes(_of(work, "accelerated_group"))
    if not form.is_submitted():
        form.on.data = work.clock.today()


def offer_step(work: Work, form: AcceleratedStepForm, application: AcceleratedApplication) -> None:
    """Offer the phases that may follow."""
    follow = FOLLOWS.get(application.phase, frozenset())
    form.phase.offer([(phase.value, label) for phase, label in PHASES.items() if phase in follow])
    offer_day(work, form)


def offer_day(work: Work, form: DayForm | ScanForm | AcceleratedStepForm) -> None:
    """Begin with today."""
    if not form.is_submitted():
        form.on.data = work.clock.today()


def _of(work: Work, name: str) -> list[tuple[str, str]]:
    found: list[Code] = codes(work.session, name, work.clock.today())
    return [(code.key, code.label_nl) for code in found]
