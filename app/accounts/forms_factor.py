"""Forms of the second step, and of proving again who one is."""

from wtforms import PasswordField

from app.web.fields import TrimmedStringField
from app.web.forms import BaseForm
from app.web.validators import LengthBetween, Required


class CodeForm(BaseForm):
    """A code of the app, or a recovery code."""

    code = TrimmedStringField(
        "Code",
        [Required("Vul de code in."), LengthBetween(most=40)],
        render_kw={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"},
    )


class ProveForm(BaseForm):
    """The password, once more."""

    password = PasswordField(
        "Wachtwoord", [Required("Vul je wachtwoord in.")], render_kw={"autocomplete": "current-password"}
    )
