"""The verbs of arrears: remind, give notice, call in, agree on a plan, hold for a debt settlement, write off."""

from datetime import date, timedelta
from typing import Final

from sqlalchemy import select

from app.access.work import Work
from app.cases.loading import require_writable
from app.cases.models import Case
from app.cases.service import change_phase
from app.cases.service_tasks import add_task
from app.core.errors import Refused
from app.projects.energiehuis.arrears.rules import DUE_EVENTS, EventKind, may_cost
from app.projects.energiehuis.contract.models import ContractEvent
from app.projects.energiehuis.contract.queries import Contract, contract_of
from app.projects.energiehuis.ledger.rules import due_since
from app.projects.energiehuis.ledger.rules_position import EntryKind
from app.projects.energiehuis.ledger.service import book
from app.projects.energiehuis.lifecycle.rules import State
from app.projects.energiehuis.products.queries import figure, figures
from app.projects.energiehuis.products.rules import figure_on

_PERMISSION: Final = "approve"


def remind(work: Work, *, case: Case, with_cost: bool = False) -> ContractEvent:
    """Remind of what is over time; a cost at most once a month and no higher than the law allows."""
    contract, today = _running(work, case)
    if not contract.position(today).days_late:
        raise Refused("Er is geen enkele termijn over tijd.")
    if with_cost:
        cost = figure_on(figures(work.session, "reminder_cost"), "reminder_cost", today)
        if cost is None or cost.value is None:
            raise Refused("De hoogste kost van een herinnering is niet gekend.", "with_cost")
        if not may_cost([entry.value_on for entry in contract.entries if entry.kind is EntryKind.COST], today):
            raise Refused("Een herinnering kost hoogstens één keer per maand iets.", "with_cost")
        book(work, case=case, kind=EntryKind.COST, value_on=today, cents=int(cost.value * 100))
    return note_event(work, case=case, kind=EventKind.REMINDER, on=today)


def give_notice(work: Work, *, case: Case, on: date) -> ContractEvent:
    """A registered letter went out that recalls the rule on calling in."""
    contract, today = _running(work, case)
    if on > today or not contract.position(on).days_late:
        raise Refused("Er was die dag geen enkele termijn over tijd.", "on")
    event = note_event(work, case=case, kind=EventKind.NOTICE, on=on)
    change_phase(work, case=case, to=State.DEFAULT_NOTICE, on=on)
    return event


def call_in(work: Work, *, case: Case) -> None:
    """Everything is due from today: two instalments or a fifth open, a month after the notice (art. VII.105).

    What is due already, since the borrower withdrew or asked for it, is not called in a second time.
    """
    contract, today = _running(work, case)
    if due_since(contract.plain) is None:
        book(work, case=case, kind=EntryKind.DUE_NOW, value_on=today, cents=0)
    change_phase(work, case=case, to=State.CALLED_IN, on=today)


def agree_plan(work: Work, *, case: Case, monthly_cents: int, until_on: date) -> ContractEvent:
    """The borrower pays off the arrears in parts; reminders wait as long as the plan runs."""
    contract, today = _running(work, case)
    arrears = contract.position(today).arrears
    if not arrears or not 0 < monthly_cents <= arrears:
        raise Refused("Een plan betaalt de achterstal af in delen: niet meer per maand dan wat openstaat.", "monthly")
    if until_on <= today:
        raise Refused("Een plan eindigt op een latere dag.", "until_on")
    event = note_event(work, case=case, kind=EventKind.PLAN, on=today, cents=monthly_cents, until=until_on)
    change_phase(work, case=case, to=State.PLAN, on=today)
    return event


def hold_for_settlement(work: Work, *, case: Case, on: date) -> ContractEvent:
    """The court admitted the borrower to a collective debt settlement: everything waits for the mediator."""
    _, today = _running(work, case)
    if on > today:
        raise Refused("Deze dag moet nog komen. Kies vandaag of een dag ervoor.", "on")
    event = note_event(work, case=case, kind=EventKind.DEBT_SETTLEMENT, on=on)
    change_phase(work, case=case, to=State.DEBT_SETTLEMENT, on=today)
    return event


def regularise(work: Work, *, case: Case) -> None:
    """Nothing is open any more, or the settlement ended: back to ordinary repayment."""
    _, today = _running(work, case)
    change_phase(work, case=case, to=State.REPAYING, on=today)


def ask_write_off(work: Work, *, case: Case, cents: int) -> ContractEvent:
    """Propose to give up what cannot be had; somebody else decides."""
    contract, today = _running(work, case)
    if case.phase not in (State.CALLED_IN, State.RECOVERY, State.DEBT_SETTLEMENT):
        raise Refused("Afschrijven kan pas als de lening opgeëist is, of in een collectieve schuldenregeling.")
    if not 0 < cents <= contract.position(today).arrears:
        raise Refused("Er kan niet meer afgeschreven worden dan wat open en opeisbaar is.", "amount")
    if asked_write_off(work, case) is not None:
        raise Refused("Er wacht al een voorstel op een beslissing.")
    return note_event(work, case=case, kind=EventKind.WRITE_OFF_ASKED, on=today, cents=cents)


def decide_write_off(work: Work, *, case: Case, accept: bool) -> None:
    """Give up what a colleague proposed, or not. Never by the same person; no setting changes that."""
    require_writable(work, case)
    asked = asked_write_off(work, case)
    if asked is None or asked.amount_cents is None:
        raise Refused("Er wacht geen voorstel om af te schrijven.")
    if asked.actor == work.actor.key:
        raise Refused("Wie de afschrijving voorstelt, beslist er niet over.")
    if not work.actor.holds(_PERMISSION, case.project, case.organisation):
        raise Refused("Over een afschrijving beslist een coördinator.")
    today = work.clock.today()
    if accept:
        book(work, case=case, kind=EntryKind.WRITE_OFF, value_on=today, cents=asked.amount_cents)
    note_event(work, case=case, kind=EventKind.WRITE_OFF_DONE, on=today, cents=asked.amount_cents if accept else None)


def asked_write_off(work: Work, case: Case) -> ContractEvent | None:
    """The proposal that waits for a decision."""
    kinds = (EventKind.WRITE_OFF_ASKED, EventKind.WRITE_OFF_DONE)
    query = select(ContractEvent).where(ContractEvent.case_uid == case.uid, ContractEvent.kind.in_(kinds))
    found = list(work.session.scalars(query))
    decided = sum(each.kind == EventKind.WRITE_OFF_DONE for each in found)
    asked = sorted((each for each in found if each.kind == EventKind.WRITE_OFF_ASKED), key=lambda each: each.uid)
    return asked[-1] if len(asked) > decided else None


def ask_early(work: Work, *, case: Case) -> ContractEvent:
    """The borrower repays everything early: due from today, and the settlement is owed within its days (VII.96)."""
    _, today = _running(work, case)
    if case.phase not in (State.REPAYING, State.RUNNING):
        raise Refused("Vervroegd terugbetalen kan als de lening terugbetaald wordt en er niets anders loopt.")
    book(work, case=case, kind=EntryKind.DUE_NOW, value_on=today, cents=0)
    days = figure(work.session, "early_answer", today)
    due = today + timedelta(days=days)
    add_task(work, case=case, what=f"Bezorg de afrekening van de vervroegde terugbetaling ({days} dagen)", due_on=due)
    return note_event(work, case=case, kind=EventKind.EARLY_ASKED, on=today)


def check_buyer(work: Work, *, case: Case, happened: str | None) -> ContractEvent:
    """The yearly check of an emergency buyer: nothing changed, or one of the five events made the loan fall due."""
    _, today = _running(work, case)
    if case.phase != State.RUNNING:
        raise Refused("De jaarlijkse controle is voor een lopende noodkooplening.")
    if happened is None:
        return note_event(work, case=case, kind=EventKind.YEARLY_CHECK, on=today)
    if happened not in set(DUE_EVENTS):
        raise Refused("Kies een van de vijf gebeurtenissen.", "happened")
    book(work, case=case, kind=EntryKind.DUE_NOW, value_on=today, cents=0)
    event = note_event(work, case=case, kind=EventKind(happened), on=today)
    change_phase(work, case=case, to=State.DUE_BY_EVENT, on=today)
    return event


def spread(work: Work, *, case: Case, monthly_cents: int) -> ContractEvent:
    """The OCMW lets the borrower of a loan that fell due pay in parts."""
    contract, today = _running(work, case)
    if not 0 < monthly_cents <= contract.position(today).arrears:
        raise Refused("Een deel is niet meer dan wat openstaat.", "monthly")
    event = note_event(work, case=case, kind=EventKind.PLAN, on=today, cents=monthly_cents)
    change_phase(work, case=case, to=State.SPREAD, on=today)
    return event


def note_event(
    work: Work, *, case: Case, kind: EventKind, on: date, cents: int | None = None, until: date | None = None
) -> ContractEvent:
    """Write down that something happened to a contract."""
    event = ContractEvent(
        case_uid=case.uid, kind=kind.value, on=on, amount_cents=cents, until_on=until, actor=work.actor.key
    )
    work.session.add(event)
    work.trail.record("loan.event", "loan_event", event.uid, case_uid=case.uid, detail=kind.value)
    work.session.flush()
    return event


def _running(work: Work, case: Case) -> tuple[Contract, date]:
    require_writable(work, case)
    if case.closed_on is not None:
        raise Refused("Dit dossier is afgesloten. Heropen het eerst.")
    contract = contract_of(work.session, case.uid)
    if contract.signed is None:
        raise Refused("Het contract is nog niet ondertekend.")
    return contract, work.clock.today()
