"""Forms of signing in, passwords, users and their roles."""

from wtforms import PasswordField, ValidationError

from app.access.actor import Grant
from app.access.matrix import matrix
from app.access.projects import declared_projects
from app.accounts.passwords import LONGEST, SHORTEST
from app.web.fields import ChoiceField, DutchDateField, TrimmedStringField
from app.web.forms import BaseForm
from app.web.validators import LengthBetween, Required

_NEW = f"Minstens {SHORTEST} tekens; een zin van enkele woorden is goed. Plakken mag."


class SignInForm(BaseForm):
    """E-mail address and password."""

    email = TrimmedStringField(
        "E-mailadres",
        [Required("Vul je e-mailadres in."), LengthBetween(most=254)],
        render_kw={"type": "email", "autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        "Wachtwoord", [Required("Vul je wachtwoord in.")], render_kw={"autocomplete": "current-password"}
    )


class NewPasswordForm(BaseForm):
    """A new password, typed twice."""

    password = PasswordField(
        "Nieuw wachtwoord",
        [Required("Kies een wachtwoord.")],
        description=_NEW,
        render_kw={"autocomplete": "new-password", "maxlength": LONGEST},
    )
    again = PasswordField(
        "Nieuw wachtwoord, nog eens",
        [Required("Typ het wachtwoord nog eens.")],
        render_kw={"autocomplete": "new-password", "maxlength": LONGEST},
    )

    def validate_again(self, field: PasswordField) -> None:
        if field.data != self.password.data:
            raise ValidationError("De twee wachtwoorden zijn niet gelijk. Typ ze opnieuw.")


class ChangePasswordForm(NewPasswordForm):
    """The current password, and the new one twice."""

    current = PasswordField(
        "Huidig wachtwoord", [Required("Vul je huidige wachtwoord in.")], render_kw={"autocomplete": "current-password"}
    )


class GrantForm(BaseForm):
    """A role, where it holds and until when."""

    role = ChoiceField("Rol", [Required("Kies een rol.")])
    project = ChoiceField("Project")
    organisation = ChoiceField("Organisatie", [Required("Kies een organisatie, of de hele regio.")])

    def offer(self, organisations: list[tuple[str, str]]) -> None:
        """Fill the lists."""
        self.role.offer(list(matrix().roles.items()))
        self.project.invitation = (("", "Alle projecten"),)
        self.project.offer(list(declared_projects().items()))
        self.organisation.offer(organisations)

    def grant(self) -> Grant:
        """What was asked for."""
        return Grant(self.role.data, self.project.data, self.organisation.data)


class RoleForm(GrantForm):
    """A role for a user who exists."""

    valid_until = DutchDateField("Tot (eerste dag zonder deze rol)")


class UserForm(GrantForm):
    """A new user with a first role."""

    email = TrimmedStringField(
        "E-mailadres", [Required("Vul het e-mailadres in."), LengthBetween(most=254)], render_kw={"type": "email"}
    )
    name = TrimmedStringField("Naam", [Required("Vul de naam in."), LengthBetween(most=120)])
