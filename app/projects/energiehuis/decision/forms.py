"""Forms on the way to a decision: the credit register, the budget, the advice, the decision, a rate."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from wtforms import HiddenField, ValidationError

from app.access.work import Work
from app.cases.forms import VersionedForm
from app.cases.models import Case
from app.policy.models import Code
from app.policy.queries import codes
from app.projects.energiehuis.decision.queries import no_credit_above
from app.projects.energiehuis.decision.rules import Verdict
from app.projects.energiehuis.decision.service import Ruling, advise, compute_budget, consult_register
from app.projects.energiehuis.file.forms import YES_NO, PartForm, given
from app.projects.energiehuis.file.queries import Dossier
from app.projects.energiehuis.labels import INCOME_GROUPS, VERDICTS
from app.projects.energiehuis.products.queries import figure, products
from app.projects.energiehuis.products.rules import euro_words
from app.web.fields import (
    ChoiceField,
    DutchDateField,
    DutchDecimalField,
    DutchIntegerField,
    MoneyField,
    NoteField,
    RadioChoice,
    TickList,
    TrimmedStringField,
)
from app.web.forms import BaseForm
from app.web.validators import LengthBetween, Required, Sometimes

_REASON: Final = 4000
_ANY: Final = "any"
_MEANT: Final = {
    Verdict.APPROVE.value: "approve",
    Verdict.APPROVE_CONDITIONALLY.value: "approve",
    Verdict.REFUSE.value: "refuse",
    Verdict.SEND_BACK.value: "send_back",
}
_AT_LEAST: Final = "Verplicht bij elke beslissing. Kies minstens één zin, of schrijf het hieronder zelf."
_AT_LEAST_IN_LAW: Final = "Verplicht, behalve als je terugstuurt. Kies minstens één zin, of schrijf het hieronder zelf."


class RegisterForm(PartForm):
    """What the credit register said."""

    title = "Raadpleging van de Centrale voor kredieten"
    button = "Bewaar de raadpleging"

    consulted_on = DutchDateField("Geraadpleegd op", [Required("Vul de dag in.")])
    credits = DutchIntegerField("Lopende kredieten", [Required("Vul een aantal in, ook als het 0 is.")])
    default = MoneyField(
        "Wanbetaling die nog openstaat",
        [Required("Vul een bedrag in, ook als het 0 is.")],
    )

    def offer(self, work: Work, found: Dossier) -> None:
        session, today = work.session, work.clock.today()
        days, most = figure(session, "ckp_age", today), euro_words(no_credit_above(session, today)[0])
        self.lead = (
            f"Bij de ondertekening mag de raadpleging hoogstens {days} dagen oud zijn, anders raadpleeg je opnieuw."
        )
        self.default.description = (
            f"Boven {most} kan er geen krediet komen; daaronder is een bijzondere motivering nodig."
        )
        if not self.is_submitted():
            self.consulted_on.data = work.clock.today()

    def apply(self, work: Work, case: Case) -> None:
        consult_register(
            work,
            case=case,
            consulted_on=given(self.consulted_on.data),
            credits=given(self.credits.data),
            default=Decimal(given(self.default.data)) / 100,
        )


class BudgetForm(PartForm):
    """Computing what is left each month."""

    title = "Budget berekenen"
    lead = "Inkomen min lasten, lopende kredieten en de nieuwe afbetaling. De berekening beslist niets: jij weegt af."
    button = "Bereken het budget"

    remi = MoneyField(
        "Referentiebudget van REMI voor dit gezin",
        description="Laat leeg om met de algemene bedragen te rekenen.",
    )

    def apply(self, work: Work, case: Case) -> None:
        cents = self.remi.data
        compute_budget(work, case=case, remi=None if cents is None else Decimal(cents) / 100)


class AdviceForm(PartForm):
    """The advice with which a file goes up."""

    title = "Advies"
    lead = "Met je advies gaat het dossier naar de coördinator. Jij beslist er zelf niet meer over."
    button = "Geef advies en stuur door"

    is_favourable = RadioChoice("Je advies is gunstig", [Required("Kies ja of nee.")], choices=YES_NO)
    amount = MoneyField("Bedrag dat je adviseert", [Required("Vul het bedrag in.")])
    months = DutchIntegerField("Looptijd in maanden", [Required("Vul de looptijd in.")])
    text = NoteField("Waarom?", [Required("Schrijf op waarom je dit adviseert."), LengthBetween(0, _REASON)])

    def offer(self, work: Work, found: Dossier) -> None:
        if not self.is_submitted():
            self.amount.data = found.application.amount_requested_cents
            self.months.data = found.file.months_requested

    def apply(self, work: Work, case: Case) -> None:
        advise(
            work,
            case=case,
            is_favourable=self.is_favourable.data == "ja",
            amount_cents=given(self.amount.data),
            months=given(self.months.data),
            text=given(self.text.data),
        )


class DecisionForm(VersionedForm):
    """A decision with its reasons, on the file as it was read."""

    verdict = RadioChoice("Je beslissing", [Required("Kies wat je beslist.")], choices=tuple(VERDICTS.items()))
    amount = MoneyField("Toegekend bedrag", [Sometimes()], description="Alleen bij een goedkeuring.")
    months = DutchIntegerField("Looptijd in maanden", [Sometimes()], description="Alleen bij een goedkeuring.")
    law_blocks = TickList("In rechte: op welke regel steunt dit?", [Sometimes()], description=_AT_LEAST_IN_LAW)
    law = NoteField("In rechte, in eigen woorden", [Sometimes(), LengthBetween(0, _REASON)])
    fact_blocks = TickList("In feite: wat geeft de doorslag?", [Sometimes()], description=_AT_LEAST)
    fact = NoteField("In feite, in eigen woorden", [Sometimes(), LengthBetween(0, _REASON)])
    condition = NoteField(
        "Voorwaarde", [Sometimes(), LengthBetween(0, _REASON)], description="Alleen als je onder voorwaarde goedkeurt."
    )
    special = NoteField(
        "Bijzondere motivering",
        [Sometimes(), LengthBetween(0, _REASON)],
        description="Alleen als je krediet geeft ondanks een kleine wanbetaling in de Centrale.",
    )

    meant_for: Mapping[str, str]
    """Which kind of decision each sentence belongs to."""

    def validate_law_blocks(self, field: TickList) -> None:
        """A reason of a refusal carries no approval, nor the other way round."""
        self._check_blocks(field)

    def validate_fact_blocks(self, field: TickList) -> None:
        """The same for the facts."""
        self._check_blocks(field)

    def _check_blocks(self, field: TickList) -> None:
        own = _MEANT.get(self.verdict.data or "", "")
        wrong = [
            str(choice.label)
            for choice in field.choices
            if choice.value in (field.data or ()) and self.meant_for.get(str(choice.value), _ANY) not in (_ANY, own)
        ]
        if own and wrong:
            raise ValidationError(f"Dit past niet bij wat je beslist: {' '.join(wrong)}")

    def ruling(self) -> Ruling:
        """What was filled in, for the verb; chosen sentences come before own words."""
        return Ruling(
            verdict=Verdict(self.verdict.data),
            amount_cents=self.amount.data,
            months=self.months.data,
            law=_text(self.law_blocks, self.law.data),
            fact=_text(self.fact_blocks, self.fact.data),
            condition=self.condition.data or "",
            special=self.special.data or "",
        )


class ConditionForm(VersionedForm):
    """The condition is met."""


def offer_decision(work: Work, form: DecisionForm, found: Dossier) -> None:
    """Building blocks of today, and on a fresh page what was advised and which version was read."""
    blocks = codes(work.session, "loan_ground", work.clock.today())
    form.meant_for = {code.key: str(code.attrs.get("for_verdict", _ANY)) for code in blocks}
    form.law_blocks.offer(_blocks(blocks, "law"))
    form.fact_blocks.offer(_blocks(blocks, "fact"))
    if form.is_submitted():
        return
    form.version.data = str(found.case.version)
    if found.advice is not None:
        form.amount.data, form.months.data = found.advice.amount_cents, found.advice.months


class RateForm(BaseForm):
    """A new rate with its source."""

    product = ChoiceField("Lening", [Required("Kies een lening.")])
    income_group = ChoiceField(
        "Inkomensgroep", [Required("Kies een inkomensgroep.")], choices=tuple(INCOME_GROUPS.items())
    )
    applied_from = DutchDateField("Voor aanvragen vanaf", [Required("Vul de eerste dag in.")])
    rate = DutchDecimalField("Rentevoet in procent per jaar", [Required("Vul de rentevoet in.")])
    source = TrimmedStringField(
        "Bron", [Required("Schrijf op waar dit staat."), LengthBetween(0, 200)], description="Welke tekst, welke dag."
    )

    def proposal(self) -> dict[str, Any]:
        """What was filled in, for the verb."""
        return {
            "code": self.product.data,
            "income_group": self.income_group.data,
            "applied_from": given(self.applied_from.data),
            "rate": given(self.rate.data),
            "source": given(self.source.data),
        }


class SettleForm(BaseForm):
    """What a second person says of a proposed rate."""

    answer = HiddenField()


def offer_rate(work: Work, form: RateForm) -> None:
    """The products, newest first."""
    form.product.offer([(row.code, f"{row.label} ({row.code})") for row in reversed(products(work.session))])


def _blocks(found: list[Code], kind: str) -> list[tuple[str, str]]:
    return [(code.key, code.label_nl) for code in found if code.attrs.get("kind") == kind]


def _text(blocks: TickList, own: str | None) -> str:
    chosen = [str(choice.label) for choice in blocks.choices if choice.value in (blocks.data or ())]
    return "\n".join([*chosen, own or ""]).strip()
