"""What waits for a colleague of the Energiehuis: files to examine and decide, arrears, the bank, rates to confirm."""

from collections.abc import Iterator

from sqlalchemy import Select, func, select

from app.access.work import Work
from app.access.work_items import Urgency, WorkItem
from app.cases.models import Case
from app.cases.scope import case_scope
from app.core.counting import capped
from app.projects.energiehuis.bank.models import BankLine, LineStanding, PaymentOrder
from app.projects.energiehuis.bank.queries import keeps_treasury
from app.projects.energiehuis.counted import PROJECT_KEY
from app.projects.energiehuis.letters.models import LoanAgeing
from app.projects.energiehuis.lifecycle.rules import State
from app.projects.energiehuis.products.models_rates import RateEntry


def work_items(work: Work) -> Iterator[WorkItem]:
    """Lines for whoever decides, examines, keeps the bank or reads rates over."""
    if work.actor.holds("energiehuis.decide", PROJECT_KEY):
        ready = _cases(work, "energiehuis.decide", State.ADVISED, State.CONDITIONAL)
        yield WorkItem(
            "Kredietaanvragen om te beslissen", capped(work.session, ready), "energiehuis.decisions.worklist"
        )
    if work.actor.holds("case.write", PROJECT_KEY):
        for words, state in (("te onderzoeken", State.COMPLETE), ("te adviseren", State.EXAMINED)):
            asked = {"project": PROJECT_KEY, "fase": state.value}
            count = capped(work.session, _cases(work, "case.read", state))
            yield WorkItem(f"Kredietaanvragen {words}", count, "cases.index", args=asked)
    if work.actor.holds("energiehuis.rates", PROJECT_KEY):
        entered = select(RateEntry.uid).where(
            RateEntry.settled_at.is_(None), RateEntry.proposed_by != work.actor.user_uid
        )
        count = capped(work.session, entered)
        yield WorkItem("Rentevoeten van een collega om na te kijken", count, "energiehuis.decisions.rates")
    if keeps_treasury(work):
        yield from _bank(work)
    if work.actor.holds("case.read", PROJECT_KEY):
        yield _late(work)


def _bank(work: Work) -> Iterator[WorkItem]:
    lines = select(BankLine.uid).where(BankLine.standing == LineStanding.OPEN)
    yield WorkItem("Bankbewegingen zonder plaats", capped(work.session, lines), "energiehuis.bank")
    orders = select(PaymentOrder.uid).where(
        PaymentOrder.released_at.is_(None),
        PaymentOrder.withdrawn_on.is_(None),
        PaymentOrder.made_by != work.actor.key,
    )
    yield WorkItem("Betaalbestanden van een collega om vrij te geven", capped(work.session, orders), "energiehuis.bank")


def _late(work: Work) -> WorkItem:
    newest = select(func.max(LoanAgeing.on)).scalar_subquery()
    late = (
        select(LoanAgeing.case_uid)
        .join(Case, Case.uid == LoanAgeing.case_uid)
        .where(case_scope(work, "case.read"), LoanAgeing.on == newest, LoanAgeing.days_late > 0)
    )
    return WorkItem("Leningen met achterstand", capped(work.session, late), "energiehuis.late", Urgency.LATE)


def _cases(work: Work, permission: str, *states: State) -> Select[Case]:
    return select(Case).where(
        case_scope(work, permission),
        Case.project == PROJECT_KEY,
        Case.phase.in_(states),
        Case.closed_on.is_(None),
        Case.voided_on.is_(None),
    )
