"""Validators with Dutch messages that say what to do."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from wtforms import Field, Form
from wtforms.validators import StopValidation, ValidationError

from app.web.formatting import date_nl, number


class Required:
    """The field must be filled in; `message` says how, as in 'Kies een gemeente.'"""

    field_flags = {"required": True}

    def __init__(self, message: str = "Vul dit veld in.") -> None:
        self.message = message

    def __call__(self, form: Form, field: Field) -> None:
        filled = field.data is not False and field.data not in (None, "", [])
        if not filled:
            raise StopValidation(self.message)


class Sometimes:
    """The field must be filled in or not, as another answer asks; its hint says when, and no mark says that it is free.

    Checks nothing itself: the form or the verb knows the other answer.
    """

    field_flags = {"sometimes": True}

    def __call__(self, form: Form, field: Field) -> None:
        return


class LengthBetween:
    """The text has at least `least` and at most `most` characters."""

    def __init__(self, least: int = 0, most: int = 200) -> None:
        self.least = least
        self.most = most
        self.field_flags = {"maxlength": most}

    def __call__(self, form: Form, field: Field) -> None:
        length = len(field.data or "")
        if length > self.most:
            raise ValidationError(f"Maak de tekst korter: hoogstens {number(self.most)} tekens, nu {number(length)}.")
        if length < self.least:
            raise ValidationError(f"Schrijf minstens {number(self.least)} tekens.")


class NumberBetween:
    """The number lies between two limits, the limits included; None leaves a side open."""

    def __init__(
        self,
        low: int | Decimal | None = None,
        high: int | Decimal | None = None,
        show: Callable[[Any], str] = number,
    ) -> None:
        self.low = low
        self.high = high
        self.show = show

    def __call__(self, form: Form, field: Field) -> None:
        value = field.data
        if value is None:
            return
        too_low = self.low is not None and value < self.low
        too_high = self.high is not None and value > self.high
        if too_low or too_high:
            raise ValidationError(self._message())

    def _message(self) -> str:
        if self.low is None:
            return f"Vul {self.show(self.high)} of minder in."
        if self.high is None:
            return f"Vul {self.show(self.low)} of meer in."
        return f"Vul een waarde van {self.show(self.low)} tot en met {self.show(self.high)} in."


class DateBetween:
    """The date lies between two dates, both included; a callable is asked at validation time."""

    def __init__(
        self,
        first: date | Callable[[], date] | None = None,
        last: date | Callable[[], date] | None = None,
    ) -> None:
        self.first = first
        self.last = last

    def __call__(self, form: Form, field: Field) -> None:
        value = field.data
        if value is None:
            return
        first = self.first() if callable(self.first) else self.first
        last = self.last() if callable(self.last) else self.last
        if first is not None and value < first:
            raise ValidationError(f"Kies een datum vanaf {date_nl(first)}.")
        if last is not None and value > last:
            raise ValidationError(f"Kies een datum tot en met {date_nl(last)}.")
