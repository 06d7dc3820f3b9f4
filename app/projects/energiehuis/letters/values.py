"""What the placeholders of letters become for one loan."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

from app.access.work import Work
from app.cases.models import Case
from app.cases.queries_privacy import may_read_home
from app.clients.models import Person
from app.core.errors import Refused
from app.policy.queries import codes
from app.projects.energiehuis.arithmetic.apr import NoRate, apr_percent, schedule_flows
from app.projects.energiehuis.arithmetic.schedule import Kind, Schedule, Transfer, make_schedule
from app.projects.energiehuis.arrears.rules import EventKind
from app.projects.energiehuis.bank.lender import lender
from app.projects.energiehuis.bank.rules_numbers import written
from app.projects.energiehuis.contract.models import Drawdown
from app.projects.energiehuis.contract.queries import Contract, events_of, last_of_withdrawal
from app.projects.energiehuis.contract.queries_agreed import borrowers_of
from app.projects.energiehuis.details import percent
from app.projects.energiehuis.ledger.rules import agreed_terms, schedule_of, settlement, standing
from app.projects.energiehuis.ledger.rules_position import EntryKind
from app.projects.energiehuis.letters.rules import LetterKind
from app.projects.energiehuis.letters.words import DUE_WORDS
from app.projects.energiehuis.products.queries import figure
from app.projects.energiehuis.products.rules import Repayment
from app.projects.energiehuis.queries import loan_of
from app.web.formatting import date_nl, euro

GROUNDS = "loan_legal_ground"


def values_for(work: Work, case: Case, contract: Contract, kind: LetterKind) -> dict[str, str]:
    """Every placeholder that is known for this loan today; what is not known is absent."""
    today = work.clock.today()
    values = {
        **general_values(work, case, borrowers_of(work, case)),
        "mededeling": written(contract.terms.communication),
        "bedrag_lening": euro(contract.terms.amount_cents),
        "rentevoet": percent(contract.terms.rate),
        "looptijd": f"{contract.terms.months} maanden",
        "jkp": _known(lambda: percent(apr_of(contract))),
        "herroepen_tot": _withdrawal(work, contract),
        "wet": legal_grounds(work, kind, today),
        "mandaat": contract.mandate.reference if contract.mandate else "",
        "deel": _part(work, case),
        "gebeurtenis": _due_event(work, case),
        **_agreed(contract),
    }
    if contract.signed is not None:
        values |= _moved(contract)
        values |= {"ondertekend": date_nl(contract.signed.signed_on), **_standing(contract, today)}
    return values


def general_values(work: Work, case: Case, people: Iterable[Person]) -> dict[str, str]:
    """What every letter can say: who it is for, who writes it, which application it is about."""
    own, loan = lender(), loan_of(work.session, case.uid)
    return {
        "naam": " en ".join(name_of(person) for person in people),
        "dossier": case.number,
        "datum": date_nl(work.clock.today()),
        "kredietgever": own.name,
        "adres": own.address,
        "telefoon": own.phone,
        "rekening": " ".join(own.iban[start : start + 4] for start in range(0, len(own.iban), 4)),
        "schuldeiser": own.creditor_id,
        "lening": loan.product.label,
        "aangevraagd": date_nl(loan.application.received_on),
    }


def home_of(work: Work, case: Case) -> list[str]:
    """The lines of the address to which a letter goes: that of whoever asked first, when the actor may know it."""
    person = borrowers_of(work, case)[0]
    known = (person.address or {}) if may_read_home(work, case) else {}
    place = " ".join(str(known[part]) for part in ("postal_code", "place") if known.get(part))
    return [line for line in (str(known.get("street") or ""), place) if line]


def apr_of(contract: Contract) -> Decimal:
    """The annual percentage rate when everything is drawn at once: nobody knows the days of later drawdowns."""
    return apr_percent(schedule_flows(agreed_schedule(contract)), 2)


def agreed_schedule(contract: Contract) -> Schedule:
    """The table of the contract, as if everything is drawn on the day of signing."""
    start = contract.signed.signed_on if contract.signed else contract.terms.sent_on
    whole = Transfer(start, Kind.DRAWDOWN, Decimal(contract.terms.amount_cents) / 100)
    return make_schedule(agreed_terms(contract.conditions), [whole])


def _agreed(contract: Contract) -> dict[str, str]:
    table, months = agreed_schedule(contract), contract.terms.months
    monthly = f"{months} keer {euro(table.instalment)}, elke maand"
    is_bullet = contract.terms.repayment is Repayment.BULLET
    return {
        "terugbetaling": f"alles in één keer, na {months} maanden" if is_bullet else monthly,
        "totaal": euro(table.total_payable),
    }


def _moved(contract: Contract) -> dict[str, str]:
    """The newest invoice that was paid, and the newest premium that came in."""
    paid = [(entry.value_on, each) for each in contract.drawdowns if (entry := contract.paid_out.get(each.uid))]
    premiums = [entry for entry in standing(contract.plain) if entry.kind is EntryKind.PREMIUM]
    newest = max(paid, key=lambda pair: pair[0], default=None)
    return {
        "factuur": "" if newest is None else _invoice(newest[1]),
        "premie": euro(premiums[-1].cents) if premiums else "",
    }


def _invoice(each: Drawdown) -> str:
    return f"{euro(each.amount_cents)} aan {each.payee} (factuur {each.invoice} van {date_nl(each.invoice_on)})"


def legal_grounds(work: Work, kind: LetterKind, on: date) -> str:
    """The grounds in law of a letter, as they are in force on a day."""
    found = [
        str(code.attrs["text"])
        for code in codes(work.session, GROUNDS, on)
        if kind in str(code.attrs.get("letters", "")).split("|")
    ]
    return "\n\n".join(found)


def name_of(person: Person) -> str:
    """As one is called in a letter."""
    return " ".join(part for part in (person.given_name, person.family_name) if part)


def _part(work: Work, case: Case) -> str:
    agreed = (each for each in events_of(work.session, case.uid) if each.kind == EventKind.PLAN)
    newest = next(agreed, None)
    return "" if newest is None else euro(newest.amount_cents)


def _due_event(work: Work, case: Case) -> str:
    found = next((each for each in events_of(work.session, case.uid) if each.kind in DUE_WORDS), None)
    return "" if found is None else f"{DUE_WORDS[EventKind(found.kind)]}, vastgesteld op {date_nl(found.on)}"


def _withdrawal(work: Work, contract: Contract) -> str:
    last = last_of_withdrawal(work.session, contract)
    days = figure(work.session, "withdrawal", work.clock.today())
    return f"{days} dagen na de ondertekening" if last is None else date_nl(last)


def _standing(contract: Contract, today: date) -> dict[str, str]:
    position = contract.position(today)
    table = schedule_of(contract.conditions, contract.plain, today)
    values = {
        "opgenomen": euro(position.drawn),
        "saldo": euro(position.balance),
        "achterstal": euro(position.arrears),
        "oudste": date_nl(position.oldest) if position.oldest else "geen",
    }
    if table is not None:
        values["maandbedrag"] = euro(table.instalment)
        coming = next((row for row in table.rows if row.due > today and row.booked.instalment), None)
        values["volgende"] = "geen" if coming is None else f"{date_nl(coming.due)}: {euro(coming.booked.instalment)}"
        values["afrekening"] = _known(lambda: euro(settlement(contract.conditions, contract.plain, today)))
    return values


def _known(value: Callable[[], str]) -> str:
    try:
        return value()
    except (Refused, NoRate):
        return ""
