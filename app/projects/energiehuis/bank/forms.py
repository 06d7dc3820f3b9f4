"""Forms of the treasury: a statement, a movement, an order."""

from datetime import date

from flask_wtf.file import FileField

from app.access.work import Work
from app.policy.queries import codes
from app.projects.energiehuis.bank.service import INCOMING
from app.projects.energiehuis.contract.forms import ENTRY_WORDS
from app.web.fields import CodeField, DutchDateField, RadioChoice, TrimmedStringField
from app.web.forms import BaseForm
from app.web.validators import Required, Sometimes

_SET_ASIDE = "opzij"


class StatementForm(BaseForm):
    """A file of the bank."""

    file = FileField("Bestand van de bank", [Required("Kies een bestand.")], description="CODA of camt.053")

    def content(self) -> bytes:
        """What the file holds."""
        return bytes(self.file.data.read())


class LineForm(BaseForm):
    """What becomes of one movement."""

    kind = RadioChoice(
        "Wat is het?",
        [Required("Kies wat het is.")],
        choices=[*((kind.value, ENTRY_WORDS[kind]) for kind in INCOMING), (_SET_ASIDE, "Niets voor een lening")],
    )
    number = TrimmedStringField(
        "Dossiernummer",
        [Sometimes()],
        description="Zoals EH-2026-0031. Niet nodig als het niets met een lening te maken heeft.",
    )
    why = CodeField("Waarom opzij?", [Sometimes()], description="Alleen als het niets met een lening te maken heeft.")

    @property
    def is_aside(self) -> bool:
        return bool(self.kind.data == _SET_ASIDE)


class OrderForm(BaseForm):
    """When the bank has to do it."""

    kind = RadioChoice(
        "Wat moet de bank doen?",
        [Required("Kies innen of betalen.")],
        choices=[
            ("inning", "Innen: vervaldagen van leningen met een mandaat"),
            ("overschrijving", "Betalen: facturen van leningen"),
        ],
    )
    execution_on = DutchDateField("Uit te voeren op", [Required("Vul de dag in.")])

    def day(self) -> date:
        """The day, once the form was found in order."""
        if self.execution_on.data is None:
            raise ValueError("asked of a form that was not found in order")
        return self.execution_on.data


def offer_line(work: Work, form: LineForm) -> None:
    """The reasons of today."""
    found = codes(work.session, "bank_line_reason", work.clock.today())
    form.why.offer_codes([(code.key, code.label_nl) for code in found])
