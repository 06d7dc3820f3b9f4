"""Form field classes of the house: plain text inputs that read Flemish notation and keep what was typed."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Generic, TypeVar

from markupsafe import Markup
from wtforms import (
    BooleanField,
    Field,
    Form,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation
from wtforms.widgets import CheckboxInput, ListWidget, TextArea, TextInput

from app.web.formatting import amount, date_nl, number
from app.web.parsing import parse_cents, parse_date, parse_decimal, parse_integer

Value = TypeVar("Value")
Measured = TypeVar("Measured", int, Decimal)
Choice = tuple[str, str]
Validators = Sequence[Callable[[Form, Field], None]] | None
Choices = Sequence[Choice]


class TrimmedStringField(StringField):
    """One line of text without spaces around it; nothing typed is None."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = (valuelist[0].strip() or None) if valuelist else None


class NoteField(TextAreaField):
    """Several lines of text without spaces around them; nothing typed is None."""

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].replace("\r\n", "\n").strip() if valuelist else ""
        self.data = text or None


class ShortNoteField(NoteField):
    """One line to type in; what has more lines already, a draft, keeps them and shows them all."""

    def __call__(self, **kwargs: object) -> Markup:
        """The input or the text area, by what stands in it."""
        is_long = "\n" in (self.data or "")
        shown: Markup = TextArea()(self, **{"rows": 5, **kwargs}) if is_long else TextInput()(self, **kwargs)
        return shown


class _ParsedField(StringField, Generic[Value]):
    """A text input whose value is read by `read` and shown by `show`; unreadable text stays in the input."""

    inputmode = "numeric"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        own = {"inputmode": self.inputmode, "autocomplete": "off"}
        kwargs["render_kw"] = own | (kwargs.get("render_kw") or {})
        super().__init__(*args, **kwargs)

    def read(self, text: str) -> Value:
        """The value of what was typed, or a ValueError whose message says what to do."""
        raise NotImplementedError

    def show(self, value: Value) -> str:
        """The text for a value that comes from the program."""
        raise NotImplementedError

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.show(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        if valuelist and valuelist[0].strip():
            self.data = self.read(valuelist[0])

    def pre_validate(self, form: Form) -> None:
        if self.process_errors:
            raise StopValidation


class DutchDateField(_ParsedField[date]):
    """A date as dd/mm/jjjj."""

    def read(self, text: str) -> date:
        return parse_date(text)

    def show(self, value: date) -> str:
        return date_nl(value)


class DutchIntegerField(_ParsedField[int]):
    """A whole number; thousands may be grouped with points or spaces. `most` is the largest that makes sense."""

    def __init__(self, *args: Any, most: int = 9_999, **kwargs: Any) -> None:
        self.most = most
        super().__init__(*args, **kwargs)

    def read(self, text: str) -> int:
        return _within(parse_integer(text), self.most, number(self.most))

    def show(self, value: int) -> str:
        return number(value)


class DutchDecimalField(_ParsedField[Decimal]):
    """A number with a decimal comma; its value is a Decimal. `most` is the largest that makes sense."""

    inputmode = "decimal"
    most = Decimal(999_999_999)

    def read(self, text: str) -> Decimal:
        return _within(parse_decimal(text), self.most, number(self.most))

    def show(self, value: Decimal) -> str:
        return number(value)


class MoneyField(_ParsedField[int]):
    """An amount in euros; its value is in cents. `most` is the largest that makes sense, in cents."""

    inputmode = "decimal"
    most = 20_000_000_00

    def read(self, text: str) -> int:
        return _within(parse_cents(text), self.most, amount(self.most))

    def show(self, value: int) -> str:
        return amount(value)


def _within(value: Measured, most: Measured, shown: str) -> Measured:
    if abs(value) > most:
        raise ValueError(f"Kijk het getal na: meer dan {shown} kan hier niet.")
    return value


def _key(value: object) -> str | None:
    return None if value in (None, "") else str(value)


class _Offering:
    """Choices by key, given once or per request with `offer`; a key outside them is refused."""

    data: Any
    choices: Any
    invitation: tuple[Choice, ...] = ()

    def __init__(
        self, label: str | None = None, validators: Validators = None, *, choices: Choices = (), **kwargs: Any
    ) -> None:
        super().__init__(label, validators, choices=[], **kwargs)  # type: ignore[call-arg]
        self.offer(choices)

    def offer(self, choices: Choices) -> None:
        """Put these keys and labels in the list, under the line that invites to choose if there is one."""
        self.choices = [SelectChoice(key, label) for key, label in (*self.invitation, *choices)]

    def pre_validate(self, form: Form) -> None:
        chosen = self.data if isinstance(self.data, list) else [self.data]
        known = {str(choice.value) for choice in self.iter_choices()}  # type: ignore[attr-defined]
        if any(key is not None and str(key) not in known for key in chosen):
            raise StopValidation("Kies een van de mogelijkheden in de lijst.")


class ChoiceField(_Offering, SelectField):
    """One key out of a list; the first line invites to choose; nothing chosen is None."""

    invitation = (("", "Kies …"),)

    def __init__(self, label: str | None = None, validators: Validators = None, **kwargs: Any) -> None:
        super().__init__(label, validators, **({"coerce": _key} | kwargs))


class CodeField(ChoiceField):
    """One code of a dated code list; a code that has left the list is kept as long as the record has it."""

    def offer_codes(self, codes: Choices, *, current: Choice | None = None) -> None:
        """Offer the codes in force, and the record's own code when it is no longer among them."""
        kept = [current] if current and current[0] not in {key for key, _ in codes} else []
        self.offer([*codes, *kept])


class RadioChoice(_Offering, RadioField):
    """One key out of a few, all of them in view; nothing chosen is None."""

    def __init__(self, label: str | None = None, validators: Validators = None, **kwargs: Any) -> None:
        super().__init__(label, validators, **({"coerce": _key} | kwargs))


class TickList(_Offering, SelectMultipleField):
    """Any number of keys out of a few, each with its own tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class TickField(BooleanField):
    """One tick: yes or no."""


def input_id(field: Field) -> str:
    """The id of the first input of a field: a group of radios or ticks has one input per choice."""
    return f"{field.id}-0" if isinstance(field, RadioField | TickList) else str(field.id)
