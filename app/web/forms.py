"""The form every form descends from: Dutch messages, typed text kept, errors collected for the summary."""

from dataclasses import dataclass

from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.i18n import get_translations
from wtforms.widgets import HiddenInput

from app.web.fields import input_id

EXPIRED = "Deze pagina stond te lang open. Wat je invulde, staat er nog: verstuur het opnieuw."


@dataclass(frozen=True)
class FormError:
    """One line of the error summary: the message and the input that it points at."""

    message: str
    target: str | None


class BaseForm(FlaskForm):
    """Base of all forms; pages show `form.problems` in the error summary and each field its own errors."""

    form_errors: list[str]

    class Meta(FlaskForm.Meta):
        """Messages of WTForms itself in Dutch, whatever the browser asks for."""

        locales = ["nl"]

        def get_translations(self, form: object) -> object:
            return get_translations(["nl"])

    def add_error(self, field: str | None, message: str) -> None:
        """Show a refusal from the domain at its field, or above the form when it has no field here."""
        target = self._fields.get(field) if field else None
        if target is None or isinstance(target.widget, HiddenInput):
            self.form_errors = [*self.form_errors, message]
        else:
            target.errors = [*target.errors, message]

    @property
    def problems(self) -> list[FormError]:
        """All errors in the order of the fields, those of the whole form first."""
        found = [FormError(message, None) for message in self.form_errors]
        for name, field in self._fields.items():
            if name == self.meta.csrf_field_name:
                found += [FormError(EXPIRED, None)] if field.errors else []
            else:
                found += _field_problems(field)
        return found

    @property
    def has_problems(self) -> bool:
        """Whether the title of the page must begin with 'Fout:'."""
        return bool(self.problems)


def _field_problems(field: Field) -> list[FormError]:
    """The errors of a field; a field made of fields is walked through."""
    parts = getattr(field, "entries", None) or list(getattr(field, "form", None) or ())
    inner = [problem for part in parts for problem in _field_problems(part)]
    if isinstance(field.errors, dict):
        return inner
    target = None if isinstance(field.widget, HiddenInput) else input_id(field)
    own = [FormError(str(error), target) for error in field.errors if isinstance(error, str)]
    return own + inner
