"""Forms of the steps of a loan from contract to closing."""

from datetime import date
from typing import TypeVar

from app.projects.energiehuis.arrears.rules import DUE_EVENTS
from app.projects.energiehuis.contract.service import Signature
from app.projects.energiehuis.contract.service_drawdown import Asked
from app.projects.energiehuis.ledger.rules_position import EntryKind
from app.projects.energiehuis.ledger.service import BY_HAND
from app.web.fields import (
    ChoiceField,
    CodeField,
    DutchDateField,
    MoneyField,
    NoteField,
    RadioChoice,
    TickField,
    TickList,
    TrimmedStringField,
)
from app.web.forms import BaseForm
from app.web.validators import Required, Sometimes

ENTRY_WORDS = {
    EntryKind.DRAWDOWN: "Opname",
    EntryKind.PAYMENT: "Betaling",
    EntryKind.EARLY: "Vervroegde terugbetaling van een deel",
    EntryKind.PREMIUM: "Premie, als vervroegde terugbetaling",
    EntryKind.COST: "Kost",
    EntryKind.DUE_NOW: "Alles opeisbaar",
    EntryKind.WRITE_OFF: "Afgeschreven",
    EntryKind.REFUND: "Tegoed teruggestort",
}
EVENT_WORDS = {
    "herinnering": "Herinnering verstuurd",
    "ingebrekestelling": "Aangetekend in gebreke gesteld",
    "wanbetaling": "Wanbetaling vastgesteld",
    "afbetalingsplan": "Afbetaling in delen afgesproken",
    "schuldenregeling": "Toegelaten tot de collectieve schuldenregeling",
    "afschrijving_gevraagd": "Afschrijving voorgesteld",
    "afschrijving_beslist": "Over de afschrijving beslist",
    "vervroegd_gevraagd": "Vervroegde terugbetaling gevraagd",
    "jaarcontrole": "Jaarlijkse controle: niets veranderd",
    "niet_meer_ingeschreven": "Niet meer ingeschreven op het adres",
    "ander_onroerend_goed": "Kreeg ander onroerend goed",
    "woning_overgedragen": "Droeg de woning over",
    "rechten_gevestigd": "Gaf anderen rechten op de woning",
    "einde_termijn": "De termijn is voorbij",
}
Value = TypeVar("Value")
_DAY = [Required("Vul de dag in.")]
_AMOUNT = [Required("Vul het bedrag in.")]


class PlainForm(BaseForm):
    """Nothing to fill in: reading the page back is the question."""


class DayForm(BaseForm):
    """One day."""

    on = DutchDateField("Op welke dag?", _DAY)


class SendForm(BaseForm):
    """What the contract pays."""

    on = DutchDateField("Verstuurd op", _DAY)
    kinds_of_work = TickList(
        "Welke werken betaalt de lening?", description="Een factuur voor iets anders wordt geweigerd."
    )


class SignForm(BaseForm):
    """The signature."""

    on = DutchDateField("Ondertekend op", _DAY)
    ckp_consulted_on = DutchDateField("Centrale voor kredieten geraadpleegd op", _DAY)
    first_due_on = DutchDateField(
        "Eerste vervaldag", _DAY, description="De dag van de maand blijft voor elke betaling."
    )
    received_on = DutchDateField("Exemplaar ontvangen op", description="Alleen als dat later is dan de ondertekening.")

    def signature(self) -> Signature:
        """What was filled in, for the verb."""
        return Signature(
            _given(self.on.data),
            self.ckp_consulted_on.data if "ckp_consulted_on" in self else None,
            _given(self.first_due_on.data),
            self.received_on.data,
        )


class MandateForm(BaseForm):
    """Leave to collect."""

    signed_on = DutchDateField("Mandaat getekend op", _DAY)
    holder = TrimmedStringField("Houder van de rekening", [Required("Vul de houder in.")])
    iban = TrimmedStringField("Rekeningnummer (IBAN)", [Required("Vul het rekeningnummer in.")])


class InvoiceForm(BaseForm):
    """An invoice to pay from the loan."""

    work = ChoiceField("Welk werk?", [Required("Kies een werk uit het contract.")])
    amount = MoneyField("Bedrag", _AMOUNT)
    invoice_on = DutchDateField("Datum van de factuur", _DAY)
    invoice = TrimmedStringField("Nummer van de factuur", [Required("Vul het nummer in.")])
    payee = TrimmedStringField("Aannemer", [Required("Vul de naam van de aannemer in.")])
    iban = TrimmedStringField("Rekeningnummer van de aannemer", [Required("Vul het rekeningnummer in.")])
    early_reason = NoteField(
        "Waarom kan dit niet wachten?",
        [Sometimes()],
        description="Alleen zolang de lener het contract nog kan herroepen.",
    )

    def asked(self, today: date) -> Asked:
        """What was filled in, for the verb."""
        return Asked(
            on=today,
            work=self.work.data,
            cents=_given(self.amount.data),
            invoice_on=_given(self.invoice_on.data),
            invoice=self.invoice.data,
            payee=self.payee.data,
            iban=self.iban.data,
            early_reason=self.early_reason.data,
        )


class BookForm(BaseForm):
    """An entry by hand."""

    kind = RadioChoice(
        "Wat boek je?", [Required("Kies wat je boekt.")], choices=[(kind.value, ENTRY_WORDS[kind]) for kind in BY_HAND]
    )
    value_on = DutchDateField("Dag van de bank", _DAY)
    amount = MoneyField("Bedrag", _AMOUNT)


class UndoForm(BaseForm):
    """Why an entry is undone."""

    reason = CodeField("Waarom?", [Required("Kies een reden.")])


class ReminderForm(BaseForm):
    """A reminder, for nothing or at the cost that the law allows."""

    with_cost = TickField(
        "Reken de kost van een herinnering aan", description="Liever niet: het helpt niemand betalen."
    )


class PlanForm(BaseForm):
    """A plan to pay off arrears."""

    monthly = MoneyField("Per maand", _AMOUNT)
    until_on = DutchDateField("Tot", _DAY)


class SpreadForm(BaseForm):
    """Paying in parts what fell due at once."""

    monthly = MoneyField("Per maand", _AMOUNT)


class WriteOffForm(BaseForm):
    """What is given up."""

    amount = MoneyField("Bedrag", _AMOUNT)


class WriteOffDecisionForm(BaseForm):
    """Whether it is given up."""

    accept = RadioChoice(
        "Schrijven we dit af?", [Required("Kies ja of nee.")], choices=[("ja", "Ja"), ("nee", "Nee, blijf vorderen")]
    )


class BuyerForm(BaseForm):
    """The yearly check of an emergency buyer."""

    happened = RadioChoice(
        "Is er iets veranderd?",
        [Required("Kies wat er is.")],
        choices=[("niets", "Niets veranderd"), *((kind.value, EVENT_WORDS[kind]) for kind in DUE_EVENTS)],
    )


def _given(value: Value | None) -> Value:
    if value is None:
        raise ValueError("asked of a form that was not found in order")
    return value
