"""The verbs of files for the bank: made by one person, released by another, withdrawn as long as they did not leave."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import func, select

from app.access.work import Work
from app.cases.loading import visible_cases
from app.cases.models import Case
from app.core.errors import Refused
from app.projects.energiehuis.bank.lender import lender
from app.projects.energiehuis.bank.models import OrderKind, PaymentLine, PaymentOrder
from app.projects.energiehuis.bank.orders import Collection, Head, Party, Transfer, amounts_in, collect_file, pay_file
from app.projects.energiehuis.bank.queries import TREASURY, OrderLine, keeps_treasury, order_for, order_lines, ordered
from app.projects.energiehuis.contract.models import Drawdown, LoanTerms, Mandate
from app.projects.energiehuis.contract.queries import Contract, find_contracts
from app.projects.energiehuis.counted import PROJECT_KEY
from app.projects.energiehuis.ledger.rules import due_since
from app.projects.energiehuis.ledger.rules_position import EntryKind
from app.projects.energiehuis.ledger.service import book
from app.projects.energiehuis.lifecycle.rules import State

COLLECTABLE: Final = (State.DRAWING, State.REPAYING)
"""Where a loan stands when its instalments are collected; not in default, under a plan or in a debt settlement."""
SOONEST: Final = timedelta(days=1)
LATEST: Final = timedelta(days=60)
_PREFIX: Final = {OrderKind.COLLECT: "INN", OrderKind.PAY: "OVS"}
_CHUNK: Final = 500


def make_collection(work: Work, *, execution_on: date) -> PaymentOrder:
    """A file that collects every due date until a day of each loan with a mandate, each due date once."""
    _require_treasury(work)
    _check_execution(execution_on, work.clock.today())
    order = _new_order(work, OrderKind.COLLECT, execution_on)
    for cases in _chunks(_with_mandate(work)):
        contracts = find_contracts(work.session, [case.uid for case in cases])
        lines = ordered(work.session, [case.uid for case in cases])
        taken = {(line.case_uid, line.due_on) for line in lines}
        used = {line.mandate_uid for line in lines}
        for contract in contracts:
            work.session.add_all(_collections(order, contract, taken, used))
    return _filled(work, order, "Er is geen enkele vervaldag te innen tot die dag.")


def make_payment(work: Work, *, execution_on: date) -> PaymentOrder:
    """A file that pays every invoice that was asked and stands in no other file."""
    _require_treasury(work)
    _check_execution(execution_on, work.clock.today())
    order = _new_order(work, OrderKind.PAY, execution_on)
    in_file = select(PaymentLine.drawdown_uid).where(
        PaymentLine.drawdown_uid.is_not(None), PaymentLine.withdrawn_on.is_(None)
    )
    query = (
        select(Drawdown)
        .join(Case, Case.uid == Drawdown.case_uid)
        .join(LoanTerms, LoanTerms.case_uid == Drawdown.case_uid)
        .where(
            Case.uid.in_(visible_cases(work, TREASURY).with_only_columns(Case.uid)),
            Case.closed_on.is_(None),
            LoanTerms.revoked_on.is_(None),
            Drawdown.withdrawn_on.is_(None),
            Drawdown.asked_on <= work.clock.today(),
            Drawdown.uid.not_in(in_file),
        )
        .order_by(Drawdown.asked_on, Drawdown.uid)
    )
    for drawdown in work.session.scalars(query):
        work.session.add(
            PaymentLine(
                order_uid=order.uid,
                case_uid=drawdown.case_uid,
                amount_cents=drawdown.amount_cents,
                drawdown_uid=drawdown.uid,
                is_first=False,
            )
        )
    return _filled(work, order, "Er is geen enkele factuur te betalen.")


def release(work: Work, *, uid: UUID) -> PaymentOrder:
    """Let a file leave. By somebody else than who made it or wrote down an account in it; no setting changes that.

    Money that is paid out is booked on its day of execution; what is collected is booked when the bank says it came.
    """
    _require_treasury(work)
    order = order_for(work, uid, for_change=True)
    if order.released_at is not None or order.withdrawn_on is not None:
        raise Refused("Dit bestand is al vrijgegeven of ingetrokken.")
    if order.made_by == work.actor.key:
        raise Refused("Wie het bestand maakte, geeft het niet vrij. Vraag het aan een collega.")
    lines = order_lines(work.session, uid)
    if any(work.actor.key in _writers(line) for line in lines):
        raise Refused("Je schreef zelf een rekeningnummer in dit bestand. Vraag een collega om het vrij te geven.")
    _check_execution(order.execution_on, work.clock.today())
    _check_lines(lines)
    _check_total(order, order_file(order, lines))
    order.released_by, order.released_at = work.actor.key, work.clock.now()
    work.trail.record("bank.release", "payment_order", order.uid, fields=["released_by"], detail=order.kind.value)
    work.session.flush()
    if order.kind is OrderKind.PAY:
        for line in lines:
            _pay_out(work, order, line.line)
    return order


def withdraw_order(work: Work, *, uid: UUID) -> PaymentOrder:
    """Take back a file that did not leave; its lines can go in another one."""
    _require_treasury(work)
    order = order_for(work, uid, for_change=True)
    if order.released_at is not None or order.withdrawn_on is not None:
        raise Refused("Dit bestand is al vrijgegeven of ingetrokken.")
    order.withdrawn_on = work.clock.today()
    for each in order_lines(work.session, uid):
        each.line.withdrawn_on = order.withdrawn_on
    work.trail.record("bank.withdraw_order", "payment_order", order.uid, fields=["withdrawn_on"])
    work.session.flush()
    return order


def order_file(order: PaymentOrder, lines: list[OrderLine]) -> bytes:
    """The file as the bank takes it: the same bytes whenever it is asked."""
    own = lender()
    head = Head(order.reference, order.made_at, order.execution_on, own.party)
    if order.kind is OrderKind.COLLECT:
        return collect_file(head, own.creditor_id, [_collection(line) for line in lines])
    return pay_file(head, [_transfer(line) for line in lines])


def _with_mandate(work: Work) -> list[Case]:
    mine = visible_cases(work, TREASURY).where(Case.project == PROJECT_KEY, Case.closed_on.is_(None))
    query = mine.join(Mandate, Mandate.case_uid == Case.uid).where(
        Mandate.ended_on.is_(None), Case.phase.in_(COLLECTABLE)
    )
    return list(work.session.scalars(query.order_by(Case.number)))


def _chunks(cases: list[Case]) -> Iterable[list[Case]]:
    return (cases[start : start + _CHUNK] for start in range(0, len(cases), _CHUNK))


def _collections(
    order: PaymentOrder, contract: Contract, taken: set[tuple[UUID, date | None]], used: set[UUID | None]
) -> Iterable[PaymentLine]:
    """The open due dates of one loan; what was given too much before is taken off the oldest by the ledger itself."""
    if contract.mandate is None or due_since(contract.plain) is not None:
        # What is due at once is not taken from an account unasked: its borrower transfers it.
        return
    is_first = contract.mandate.uid not in used
    for due in contract.position(order.execution_on).unpaid:
        if due.interest + due.principal and (contract.terms.case_uid, due.on) not in taken:
            yield PaymentLine(
                order_uid=order.uid,
                case_uid=contract.terms.case_uid,
                amount_cents=due.interest + due.principal,
                due_on=due.on,
                mandate_uid=contract.mandate.uid,
                is_first=is_first,
            )
            is_first = False


def _new_order(work: Work, kind: OrderKind, execution_on: date) -> PaymentOrder:
    today = work.clock.today()
    start = f"{_PREFIX[kind]}-{today:%Y%m%d}-"
    count = select(func.count()).select_from(PaymentOrder).where(PaymentOrder.reference.startswith(start))
    order = PaymentOrder(
        kind=kind,
        reference=f"{start}{(work.session.scalar(count) or 0) + 1}",
        execution_on=execution_on,
        total_cents=0,
        lines=0,
        made_by=work.actor.key,
        made_at=work.clock.now(),
    )
    work.session.add(order)
    work.session.flush()
    return order


def _filled(work: Work, order: PaymentOrder, nothing: str) -> PaymentOrder:
    work.session.flush()
    amounts = select(func.count(), func.sum(PaymentLine.amount_cents)).where(PaymentLine.order_uid == order.uid)
    order.lines, total = work.session.execute(amounts).one()
    if not order.lines:
        raise Refused(nothing, "execution_on")
    order.total_cents = int(total)
    work.trail.record("bank.make_order", "payment_order", order.uid, detail=f"{order.kind.value}, {order.lines} lines")
    work.session.flush()
    return order


def _writers(line: OrderLine) -> set[str]:
    return {each.entered_by for each in (line.mandate, line.drawdown) if each is not None}


def _check_lines(lines: list[OrderLine]) -> None:
    for each in lines:
        gone = each.mandate is not None and each.mandate.ended_on is not None
        if gone or (each.drawdown is not None and each.drawdown.withdrawn_on is not None):
            raise Refused(f"Een regel van {each.number} geldt niet meer. Trek het bestand in en maak een nieuw.")


def _check_total(order: PaymentOrder, content: bytes) -> None:
    amounts = list(amounts_in(content))
    if (len(amounts), sum(amounts)) != (order.lines, order.total_cents):
        raise Refused("Het bestand klopt niet met de bedragen die erin moeten staan. Er is niets vrijgegeven.")


def _pay_out(work: Work, order: PaymentOrder, line: PaymentLine) -> None:
    """Book one invoice as drawn on the day on which the money leaves."""
    case = work.session.scalars(
        select(Case).where(Case.uid == line.case_uid).with_for_update().execution_options(populate_existing=True)
    ).one()
    book(
        work,
        case=case,
        kind=EntryKind.DRAWDOWN,
        value_on=order.execution_on,
        cents=line.amount_cents,
        drawdown_uid=line.drawdown_uid,
    )


def _collection(line: OrderLine) -> Collection:
    mandate = line.mandate
    if mandate is None or mandate.iban is None or mandate.holder is None:
        raise Refused(f"Het mandaat van {line.number} is niet meer leesbaar.")
    return Collection(
        end_to_end=line.line.uid.hex,
        cents=line.line.amount_cents,
        debtor=Party(mandate.holder, mandate.iban),
        mandate=mandate.reference,
        mandate_signed_on=mandate.signed_on,
        is_first=line.line.is_first,
        communication=line.communication,
    )


def _transfer(line: OrderLine) -> Transfer:
    drawdown = line.drawdown
    if drawdown is None or drawdown.iban is None or drawdown.payee is None:
        raise Refused(f"De factuur van {line.number} is niet meer leesbaar.")
    text = f"Factuur {drawdown.invoice} {line.number}"
    return Transfer(line.line.uid.hex, line.line.amount_cents, Party(drawdown.payee, drawdown.iban), text)


def _check_execution(day: date, today: date) -> None:
    if not today + SOONEST <= day <= today + LATEST:
        raise Refused("Kies een dag vanaf morgen, hoogstens twee maanden ver.", "execution_on")


def _require_treasury(work: Work) -> None:
    if not keeps_treasury(work):
        raise Refused("Betaalbestanden zijn voor wie de rekening beheert.")
