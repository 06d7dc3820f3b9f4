"""Forms of guidance: who guides, a goal and its end, the capacity of a team."""

from app.access.work import Work
from app.projects.krachtwonen.forms_values import DayForm, given, offer_list, offer_today
from app.projects.krachtwonen.guidance.service import Aim
from app.web.fields import CodeField, DutchDateField, DutchDecimalField, RadioChoice, TrimmedStringField
from app.web.forms import BaseForm
from app.web.validators import LengthBetween, Required

REACHED, DROPPED = "bereikt", "losgelaten"


class BeginForm(DayForm):
    """Which partner begins to guide."""

    team = CodeField("Welke partner begeleidt?", [Required("Kies een partner.")])
    on = DutchDateField("Vanaf", [Required("Vul de dag in.")])


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


def offer_begin(work: Work, form: BeginForm) -> None:
    """The partners of today, from today until somebody says otherwise."""
    offer_list(work, form.team, "kw_team")
    offer_today(work, form)


def offer_goal(work: Work, form: GoalForm) -> None:
    """The domains of today."""
    offer_list(work, form.domain, "kw_goal_domain")
    if not form.is_submitted():
        form.set_on.data = work.clock.today()
