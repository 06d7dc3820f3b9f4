"""Forms of closing a year and of counting by hand."""

from app.web.fields import NoteField, TrimmedStringField
from app.web.forms import BaseForm


class SubmitForm(BaseForm):
    """What is said when a year is offered to be closed."""

    note = NoteField("Toelichting", description="Waarop je steunt; bij een verbetering wat er niet klopte.")


class DecideForm(BaseForm):
    """The decision of the second person."""

    reason = NoteField("Waarom")


class CountGridForm(BaseForm):
    """The grid of one action: its cells are read by count_grid, here is what goes with them."""

    reason = TrimmedStringField(
        "Reden van de verbetering", description="Alleen nodig als je een getal wijzigt dat er al stond."
    )
