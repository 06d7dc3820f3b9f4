"""The form that links an account to an identity at the sign-in provider."""

from app.web.fields import TrimmedStringField
from app.web.forms import BaseForm
from app.web.validators import LengthBetween, Required


class LinkForm(BaseForm):
    """The name by which the provider knows a colleague."""

    subject = TrimmedStringField(
        "Kenmerk bij de aanmelddienst",
        [Required("Vul het kenmerk in dat de collega te zien kreeg."), LengthBetween(most=255)],
        description="De collega ziet het na een eerste poging om zich zo aan te melden.",
        render_kw={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"},
    )
