"""Forms of the rental lists: a grid of twenty homes, pasting into it, a proposal and what came of it."""

from collections.abc import Iterator, Sequence
from typing import Any

from wtforms import FieldList, Form, FormField, HiddenField

from app.access.work import Work
from app.policy.queries import codes
from app.projects.woonclub.models_listings import Proposal
from app.projects.woonclub.rules_listings import MOST_ROWS, Line, Pasted
from app.projects.woonclub.service_listings import LinesRefused
from app.web.fields import CodeField, DutchDateField, DutchIntegerField, MoneyField, NoteField, TrimmedStringField
from app.web.forms import BaseForm

_NARROW = {"size": 6}


class HomeLine(Form):
    """One line of the grid; a line without anything in it does not count."""

    address = TrimmedStringField("Straat en nummer", render_kw={"maxlength": 120, "autocomplete": "off"})
    link = TrimmedStringField("Link", render_kw={"maxlength": 400, "autocomplete": "off"})
    rent_cents = MoneyField("Huur", render_kw=_NARROW)
    bedrooms = DutchIntegerField("Slaapkamers", render_kw={"size": 3})
    epc = CodeField("EPC")

    @property
    def is_empty(self) -> bool:
        """Whether nobody touched this line."""
        return not any(field.raw_data and str(field.raw_data[0]).strip() for field in self)

    def line(self) -> Line | None:
        """What was filled in; None when rent or bedrooms are not there, which is said at them."""
        rent, rooms = self.rent_cents.data, self.bedrooms.data
        for field, value, message in (
            (self.rent_cents, rent, "Vul de huurprijs in."),
            (self.bedrooms, rooms, "Vul het aantal slaapkamers in."),
        ):
            if value is None and not field.errors:
                field.errors = [message]
        if rent is None or rooms is None or self.errors:
            return None
        return Line(self.address.data, self.link.data, rent, rooms, self.epc.data)


class Grid(FieldList):
    """Always all of its lines, also when a browser left some of them out."""

    def _extract_indices(self, prefix: str, formdata: object) -> Iterator[int]:
        yield from range(MOST_ROWS)


class GridForm(BaseForm):
    """Twenty lines, and a field to paste them into."""

    pasted = NoteField(
        "Plak hier regels",
        description="Eén woning per regel, de stukken gescheiden door een tab of puntkomma: "
        "adres; link; huur; slaapkamers; EPC. De volgorde mag anders zijn.",
    )
    homes = Grid(FormField(HomeLine), min_entries=MOST_ROWS, max_entries=MOST_ROWS)

    def offer(self, work: Work) -> None:
        """Put the energy labels in every line."""
        labels = [(code.key, code.label_nl) for code in codes(work.session, "epc_label", work.clock.today())]
        for entry in self.homes:
            entry.form.epc.invitation = (("", "?"),)
            entry.form.epc.offer_codes(labels)

    def fill(self, found: Sequence[Pasted]) -> None:
        """Put pasted lines in the lines that are still free, and empty the field they came from."""
        free = [entry.form for entry in self.homes if entry.form.is_empty]
        for row, pasted in zip(free, found, strict=False):
            texts = (pasted.address, pasted.link, pasted.rent, pasted.bedrooms, pasted.epc)
            for field, text in zip(row, texts, strict=True):
                field.raw_data, field.process_errors = [text] if text else [], []
                try:
                    field.process_formdata([text] if text else [])
                except ValueError as error:
                    field.errors = [str(error)]
        self.pasted.data, self.pasted.raw_data = None, None

    def lines(self) -> dict[int, Line | None]:
        """What was filled in, by the place of its line; None where a line is not in order."""
        return {place: entry.form.line() for place, entry in enumerate(self.homes) if not entry.form.is_empty}

    def refuse(self, refused: LinesRefused, places: Sequence[int]) -> None:
        """Show at each line what is wrong with it."""
        for place, problem in refused.problems.items():
            row = self.homes[places[place]].form
            field = row[problem.field or "address"]
            field.errors = [*field.errors, problem.message]


class ProposalForm(BaseForm):
    """What came of a proposal, as far as it is known."""

    version = HiddenField()
    viewing_on = DutchDateField("Bezichtiging op")
    applied_on = DutchDateField("Kandidaat gesteld op")
    outcome = CodeField("Uitkomst")
    outcome_on = DutchDateField("Uitkomst gekend op")

    def values(self) -> dict[str, Any]:
        """What was filled in, for the verb."""
        names = ("viewing_on", "applied_on", "outcome", "outcome_on")
        return {name: self[name].data for name in names} | {"version": self.read_version}

    @property
    def read_version(self) -> int:
        """The version that the page showed; -1, which no record has, when it did not say."""
        return int(self.version.data) if str(self.version.data or "").isdecimal() else -1

    def offer(self, work: Work, proposal: Proposal) -> None:
        """Put the outcomes in the list, and on a fresh page what is known."""
        self.outcome.offer_codes([(code.key, code.label_nl) for code in codes(work.session, "proposal_outcome")])
        if not self.is_submitted():
            self.version.data = str(proposal.version)
            for name in ("viewing_on", "applied_on", "outcome", "outcome_on"):
                self[name].data = getattr(proposal, name)


class ChooseForm(BaseForm):
    """The step from a match to a proposal."""

    listing = HiddenField()
    number = HiddenField()


class ConfirmListForm(BaseForm):
    """A step on a list without anything to fill in."""
