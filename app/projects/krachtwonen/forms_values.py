"""What the forms of this project share: lists of today, a day, the value of a field that is there."""

from datetime import date
from typing import TypeVar

from app.access.work import Work
from app.policy.queries import codes
from app.web.fields import CodeField, DutchDateField
from app.web.forms import BaseForm
from app.web.validators import Required

Value = TypeVar("Value")
YES, NO = "ja", "nee"
YES_NO = ((YES, "Ja"), (NO, "Nee"))


def given(value: Value | None) -> Value:
    """What was filled in; asking it of a form that was not found in order is a mistake of the program."""
    if value is None:
        raise ValueError("asked of a form that was not found in order")
    return value


class DayForm(BaseForm):
    """A step that has a day and nothing else."""

    on = DutchDateField("Op", [Required("Vul de dag in.")])

    def day(self) -> date:
        """The day, for the verb."""
        return given(self.on.data)


def offer_today(work: Work, form: DayForm) -> None:
    """Today, until somebody says otherwise."""
    if not form.is_submitted():
        form.on.data = work.clock.today()


def offer_list(work: Work, field: CodeField, name: str) -> None:
    """The codes of a list as they are today."""
    field.offer_codes([(code.key, code.label_nl) for code in codes(work.session, name, work.clock.today())])


def code_choices(work: Work, name: str) -> list[tuple[str, str]]:
    """What can be chosen today from a code list."""
    return [(code.key, code.label_nl) for code in codes(work.session, name, work.clock.today())]


class StepForm(BaseForm):
    """Nothing but the button."""
