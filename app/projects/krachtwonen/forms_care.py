"""Forms of guidance, terms and a death: each a few fields about one thing."""

from datetime import date

from app.access.work import Work
from app.policy.queries import codes
from app.projects.krachtwonen.forms_values import given
from app.projects.krachtwonen.service_guidance import Aim
from app.web.fields import CodeField, DutchDateField, DutchDecimalField, RadioChoice, TrimmedStringField
from app.web.forms import BaseForm
from app.web.validators import LengthBetween, Required

REACHED, DROPPED = "bereikt", "losgelaten"


class BeginForm(BaseForm):
    """Which partner begins to guide."""

    team = CodeField("Welke partner begeleidt?", [Required("Kies een partner.")])
    on = DutchDateField("Vanaf", [Required("Vul de dag in.")])

    def day(self) -> date:
        """The day, for the verb."""
        return given(self.on.data)


class DayForm(BaseForm):
    """A step that has a day and nothing else."""

    on = DutchDateField("Op", [Required("Vul de dag in.")])

    def day(self) -> date:
        """The day, for the verb."""
        return given(self.on.data)


class GoalForm(BaseForm):
    """What a household wants to reach."""

    domain = CodeField("Waarover gaat het?", [Required("Kies een domein.")])
    what = TrimmedStringField("Doel", [Required("Schrijf het doel op."), LengthBetween(most=300)])
    set_on = DutchDateField("Afgesproken op", [Required("Vul de dag in.")])

    def aim(self) -> Aim:
        """What was filled in, for the verb."""
        return Aim(self.domain.data, self.what.data, given(self.set_on.data))


class EndGoalForm(BaseForm):
    """How a goal ended."""

    result = RadioChoice(
        "Hoe loopt dit doel af?",
        [Required("Kies hoe het afloopt.")],
        choices=((REACHED, "Bereikt"), (DROPPED, "Losgelaten")),
    )


class CapacityForm(BaseForm):
    """How many people a partner has in the team from a day on."""

    team = CodeField("Partner", [Required("Kies een partner.")])
    fte = DutchDecimalField("Voltijdse equivalenten", [Required("Vul het aantal in, of 0 om te stoppen.")])
    valid_from = DutchDateField("Vanaf", [Required("Vul de dag in.")])


class RenewForm(BaseForm):
    """One renewal more, with the reason when those of policy are used."""

    reason = CodeField("Waarom duurt het langer?", description="Alleen nodig als de verlengingen op zijn.")


def offer_today(work: Work, form: DayForm | BeginForm) -> None:
    """Today, until somebody says otherwise; the partners of today."""
    if isinstance(form, BeginForm):
        offer_list(work, form.team, "kw_team")
    if not form.is_submitted():
        form.on.data = work.clock.today()


def offer_goal(work: Work, form: GoalForm) -> None:
    """The domains of today."""
    offer_list(work, form.domain, "kw_goal_domain")
    if not form.is_submitted():
        form.set_on.data = work.clock.today()


def offer_list(work: Work, field: CodeField, name: str) -> None:
    """The codes of a list as they are today."""
    field.offer_codes([(code.key, code.label_nl) for code in codes(work.session, name, work.clock.today())])
