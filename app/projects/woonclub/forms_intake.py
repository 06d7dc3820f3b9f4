"""Forms of intake and plan: the conversation, the wishes, a goal, scores of self-reliance."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from app.access.work import Work
from app.cases.forms import VersionedForm
from app.organisations.queries import municipalities
from app.policy.queries import codes
from app.projects.woonclub.models_intake import IntakeFile, Wish
from app.projects.woonclub.models_policy import InstrumentDomain
from app.projects.woonclub.rules_intake import THREATENED, Earned, Talk, Wanted
from app.web.fields import (
    ChoiceField,
    CodeField,
    DutchDateField,
    DutchIntegerField,
    MoneyField,
    NoteField,
    RadioChoice,
    TickField,
    TickList,
)
from app.web.forms import BaseForm
from app.web.validators import LengthBetween, Required

LINES = 4
"""As many incomes and as many languages as the page asks."""


class IntakeForm(VersionedForm):
    """The conversation, in its own order. The lines of incomes and languages are numbered."""

    on = DutchDateField("Gesprek op", [Required("Vul de dag van het gesprek in.")])
    night = CodeField("Waar sliep het huishouden de nacht ervoor?", [Required("Kies een woonsituatie.")])
    threat_of_eviction = TickField("Er dreigt een uithuiszetting")
    language_0 = CodeField("Taal")
    language_1 = CodeField("Tweede taal")
    interpreter = TickField("Een tolk is nodig")
    source_0 = CodeField("Belangrijkste inkomen")
    amount_0 = MoneyField("Bedrag per maand")
    source_1 = CodeField("Tweede inkomen")
    amount_1 = MoneyField("Bedrag per maand")
    source_2 = CodeField("Derde inkomen")
    amount_2 = MoneyField("Bedrag per maand")
    source_3 = CodeField("Vierde inkomen")
    amount_3 = MoneyField("Bedrag per maand")

    @property
    def income_lines(self) -> list[tuple[Any, Any]]:
        """(source, amount) of every line."""
        return [(self[f"source_{place}"], self[f"amount_{place}"]) for place in range(LINES)]

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """An amount without a source is asked after at its line."""
        sound = bool(super().validate(extra_validators))
        for source, amount in self.income_lines:
            if amount.data is not None and source.data is None:
                source.errors = [*source.errors, "Kies waar dit inkomen vandaan komt."]
                sound = False
        return sound

    def talk(self, opened_on: date) -> Talk:
        """What was told, for the verb."""
        told = [
            Earned(source.data, None if amount.data is None else Decimal(amount.data) / 100)
            for source, amount in self.income_lines
            if source.data is not None
        ]
        spoken = [field.data for field in (self.language_0, self.language_1) if field.data]
        return Talk(
            on=self.on.data or opened_on,
            night=self.night.data,
            threat_of_eviction=self.threat_of_eviction.data,
            languages=tuple(dict.fromkeys(spoken)),
            interpreter=self.interpreter.data,
            incomes=tuple(told),
        )


class WishForm(VersionedForm):
    """The home that is looked for."""

    max_rent_cents = MoneyField("Hoogste huur die lukt, per maand")
    bedrooms = DutchIntegerField("Slaapkamers", description="Leeg: het aantal dat de regel geeft.")
    wanted = TickList("Zoekt in deze gemeenten", description="Niets aangevinkt: overal in de regio.")
    accessible = TickField("Zonder trappen")
    pets = TickField("Met huisdieren")

    def wishes(self) -> Wanted:
        """What was filled in, for the verb."""
        return Wanted(
            municipalities=tuple(self.wanted.data or ()),
            max_rent_cents=self.max_rent_cents.data,
            bedrooms=self.bedrooms.data,
            accessible=self.accessible.data,
            pets=self.pets.data,
        )


class GoalForm(BaseForm):
    """A goal: of the list, in own words, or both."""

    kind = CodeField("Doel")
    words = NoteField("In eigen woorden", [LengthBetween(most=500)], render_kw={"rows": 2, "autocomplete": "off"})


class ScoreForm(BaseForm):
    """Scores of an instrument; its domains are added by `score_form`."""

    moment = RadioChoice(
        "Wanneer?", [Required("Kies begin of einde.")], choices=[("entry", "Bij het begin"), ("exit", "Bij het einde")]
    )
    on = DutchDateField("Op", [Required("Vul de dag in.")])

    def scores(self, domains: Sequence[InstrumentDomain]) -> dict[str, int | None]:
        """The score of each domain, for the verb."""
        found = {each.domain: self[each.domain].data for each in domains}
        return {domain: int(score) if score else None for domain, score in found.items()}


def score_form(domains: Sequence[InstrumentDomain]) -> ScoreForm:
    """A form that asks a score in each of these domains."""
    asked = {
        each.domain: ChoiceField(
            each.label,
            [Required(f"Kies een score van {each.lowest} tot {each.highest}.")],
            choices=[(str(score), str(score)) for score in range(each.lowest, each.highest + 1)],
        )
        for each in domains
    }
    form: ScoreForm = type("InstrumentForm", (ScoreForm,), asked)()
    return form


def offer_intake(work: Work, form: IntakeForm, known: IntakeFile | None, told: Sequence[Earned]) -> None:
    """Put the lists in the form, and on a fresh page what was told before."""
    session, today = work.session, work.clock.today()
    form.night.offer_codes([(code.key, code.label_nl) for code in codes(session, "housing_situation", today)])
    sources = [(code.key, code.label_nl) for code in codes(session, "income_source", today)]
    for source, _ in form.income_lines:
        source.offer_codes(sources)
    languages = [(code.key, code.label_nl) for code in codes(session, "language", today)]
    form.language_0.offer_codes(languages)
    form.language_1.offer_codes(languages)
    if form.is_submitted():
        return
    form.on.data, form.version.data = today, str(known.version if known else 0)
    for (source, amount), each in zip(form.income_lines, told, strict=False):
        source.data = each.source
        amount.data = None if each.amount is None else int(each.amount * 100)
    if known is not None:
        form.night.data, form.interpreter.data = known.night, known.interpreter
        form.threat_of_eviction.data = THREATENED in known.ethos
        for field, language in zip((form.language_0, form.language_1), known.languages, strict=False):
            field.data = language


def offer_wish(work: Work, form: WishForm, known: Wish | None) -> None:
    """Put the municipalities in the form, and on a fresh page what was asked before."""
    form.wanted.offer([(place.nis5, place.name) for place in municipalities(work.session, work.clock.today())])
    if form.is_submitted():
        return
    form.version.data = str(known.version if known else 0)
    if known is None:
        return
    form.max_rent_cents.data, form.bedrooms.data = known.max_rent_cents, known.bedrooms
    form.wanted.data, form.accessible.data, form.pets.data = known.municipalities, known.accessible, known.pets


def offer_goal(work: Work, form: GoalForm) -> None:
    """Put the goals of today in the form."""
    goals = codes(work.session, "woonclub_goal", work.clock.today())
    form.kind.invitation = (("", "Geen van de lijst"),)
    form.kind.offer_codes([(code.key, code.label_nl) for code in goals])
