"""Forms of letters: which one to write, and its text."""

from collections.abc import Iterable

from wtforms import HiddenField

from app.projects.energiehuis.letters.rules import LONGEST, LetterKind, Text
from app.projects.energiehuis.letters.words import LETTER_WORDS
from app.web.fields import ChoiceField, NoteField, TrimmedStringField
from app.web.forms import BaseForm
from app.web.validators import Required


class LetterForm(BaseForm):
    """Which letter."""

    kind = ChoiceField("Welke brief?", [Required("Kies een brief.")])

    def offer(self, kinds: Iterable[LetterKind]) -> None:
        """The letters that this case can have."""
        self.kind.offer([(kind.value, LETTER_WORDS[kind]) for kind in kinds])


class TemplateForm(BaseForm):
    """The text of a letter."""

    version = HiddenField()
    subject = TrimmedStringField("Onderwerp", [Required("Vul het onderwerp in.")])
    body = NoteField("Tekst", [Required("Schrijf de tekst.")], render_kw={"rows": 24, "maxlength": LONGEST})

    def text(self) -> Text:
        """What was written."""
        return Text(self.subject.data or "", self.body.data or "")

    def based_on(self) -> int | None:
        """The version that was read, when it is a number at all."""
        found = str(self.version.data or "")
        return int(found) if found.isdecimal() and found.isascii() else None
