"""The form of a text of the report."""

from wtforms.fields import HiddenField
from wtforms.validators import InputRequired

from app.web.fields import NoteField
from app.web.forms import BaseForm


class TextForm(BaseForm):
    """A text with placeholders, and the version that the writer saw."""

    text = NoteField(
        "Tekst",
        [InputRequired("Schrijf de tekst.")],
        description="Zet een cijfer erin met zijn sleutel tussen dubbele haken, zoals [[woonclub.new_households]].",
        render_kw={"rows": 12},
    )
    after = HiddenField()


class ApproveForm(BaseForm):
    """The version that is approved."""

    after = HiddenField()
