"""Forms of closing a year, of its actions and exceptions, and of counting by hand."""

from wtforms.validators import InputRequired

from app.web.fields import DutchDateField, NoteField, TrimmedStringField
from app.web.forms import BaseForm


class SubmitForm(BaseForm):
    """What is said when a year is offered to be closed."""

    note = NoteField("Toelichting", description="Waarop je steunt; bij een verbetering wat er niet klopte.")


class DecideForm(BaseForm):
    """The decision of the second person."""

    reason = NoteField("Waarom")
    despite = NoteField(
        "Waarom toch afsluiten",
        description="Alleen nodig als er nog harde bevindingen openstaan. Komt in het verslag.",
    )


class ActionStepForm(BaseForm):
    """A step of one action: handing in, approving, sending back."""

    note = NoteField("Toelichting", description="Verplicht als je terugstuurt.")


class ExceptionForm(BaseForm):
    """One action may still be written until a day."""

    code = TrimmedStringField(
        "Actie", [InputRequired("Vul de code van de actie in.")], description="Bijvoorbeeld A0501"
    )
    until = DutchDateField("Tot en met", [InputRequired("Vul een dag in.")])
    reason = NoteField("Reden", [InputRequired("Schrijf kort waarom.")])


class CountGridForm(BaseForm):
    """The grid of one action: its cells are read by count_grid, here is what goes with them."""

    reason = TrimmedStringField(
        "Reden van de verbetering", description="Alleen nodig als je een getal wijzigt dat er al stond."
    )
