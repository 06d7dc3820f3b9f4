"""Reading for a decision: the worklist, the budget's ingredients, and everything that stands in the way."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from app.access.work import Work
from app.cases.models import Case
from app.cases.scope import case_scope
from app.core.errors import Refused
from app.projects.energiehuis.arithmetic.intervals import shifted
from app.projects.energiehuis.counted import PROJECT_KEY
from app.projects.energiehuis.decision.models import CreditAdvice
from app.projects.energiehuis.decision.rules import Proposal
from app.projects.energiehuis.decision.rules_budget import BudgetInput, Reference, reference_for
from app.projects.energiehuis.file.queries import Dossier, amounts_of, checks_of, policy_for, sides_of
from app.projects.energiehuis.file.rules_checks import AMOUNT, TERM, unmet
from app.projects.energiehuis.lifecycle.rules import State
from app.projects.energiehuis.models import LoanApplication
from app.projects.energiehuis.products.calculation import Otherwise, product_schedule
from app.projects.energiehuis.products.models import LoanProduct
from app.projects.energiehuis.products.queries import figures
from app.projects.energiehuis.products.rules import FIGURES_FILE, Repayment, figure_on, unconfirmed

MOST_ROWS: Final = 200
NOBODY: Final = UUID(int=0)


@dataclass(frozen=True)
class Waiting:
    """A file that lies before whoever decides."""

    case: Case
    application: LoanApplication
    product: LoanProduct
    advice: CreditAdvice


def waiting(work: Work) -> list[Waiting]:
    """Files with an advice or a condition that the actor may decide on; who waits longest comes first."""
    turn = func.row_number().over(partition_by=CreditAdvice.case_uid, order_by=CreditAdvice.uid.desc())
    newest = select(CreditAdvice.uid, CreditAdvice.case_uid, turn.label("turn")).subquery()
    query = (
        select(Case, LoanApplication, LoanProduct, CreditAdvice)
        .join(LoanApplication, LoanApplication.uid == Case.uid)
        .join(LoanProduct, LoanProduct.code == LoanApplication.product)
        .join(newest, and_(newest.c.case_uid == Case.uid, newest.c.turn == 1))
        .join(CreditAdvice, CreditAdvice.uid == newest.c.uid)
        .where(
            case_scope(work, "energiehuis.decide"),
            Case.project == PROJECT_KEY,
            Case.phase.in_((State.ADVISED, State.CONDITIONAL)),
            Case.closed_on.is_(None),
            Case.voided_on.is_(None),
        )
        .order_by(CreditAdvice.advised_on, Case.uid)
        .limit(MOST_ROWS)
    )
    return [Waiting(*row) for row in work.session.execute(query)]


def budget_input(session: Session, found: Dossier, today: date, remi: Decimal | None) -> BudgetInput:
    """What goes into the budget: the amounts of the file, the instalment asked for, the reference of today."""
    sides = sides_of(session)
    return BudgetInput(
        incomes=amounts_of(found, sides, "income"),
        charges=amounts_of(found, sides, "charge"),
        credits=amounts_of(found, sides, "credit"),
        instalment=_instalment(session, found, today),
        reference=_reference(session, found, today, remi),
    )


def _instalment(session: Session, found: Dossier, today: date) -> Decimal:
    """A month's instalment of the loan as it is asked for; nothing for one that is repaid at once at the end."""
    if found.product.repayment is Repayment.BULLET:
        return Decimal("0.00")
    rate = policy_for(session, found).rate
    if rate is None or rate.rate is None:
        raise Refused(" ".join(unconfirmed(found.product, rate)))
    cents, months = found.application.amount_requested_cents, found.file.months_requested
    amount, first_due = Decimal(cents) / 100, shifted(today, 1)
    frozen = Otherwise(rate.rate)
    return product_schedule(session, found.product.code, amount, months, today, first_due, frozen).schedule.instalment


def _reference(session: Session, found: Dossier, today: date, remi: Decimal | None) -> Reference:
    if remi is not None:
        return Reference(remi, "REMI, berekend voor dit gezin", today, confirmed=True)
    household = found.file.household
    rows = [
        figure_on(figures(session, key), key, today)
        for key in ("reference_single", "reference_couple", "reference_dependant")
    ]
    values = [row.value for row in rows if row is not None and row.value is not None]
    if household is None or len(values) != len(rows):
        raise Refused("Vul het gezin in, en de referentiebudgetten in config/policy/energiehuis/figures.csv.")
    amount = reference_for(*values, is_couple=bool(household["couple"]), dependants=int(household["dependants"]))
    known = [row for row in rows if row is not None]
    newest = max(known, key=lambda row: row.valid_from)
    return Reference(amount, newest.source, newest.valid_from, all(row.confirmed for row in known))


def proposal_of(session: Session, found: Dossier, amount_cents: int | None, months: int | None) -> Proposal:
    """The file as it lies before whoever decides, held against what they want to grant."""
    policy = policy_for(session, found)
    is_special = found.file.dwelling_kind == "apartment" and found.product.max_cents_apartment is not None
    lines = checks_of(session, found, amount_cents, months)
    # Amount and term are held against the product by the rules of the decision itself.
    kept = [line for line in lines if line.criterion not in (AMOUNT, TERM) or (is_special and line.criterion == AMOUNT)]
    register = found.register
    default = int((register.default or Decimal(0)) * 100) if register else 0
    most, unsure = no_credit_above(session, register.consulted_on) if register else (0, [])
    return Proposal(
        product=found.product,
        unconfirmed=(*unconfirmed(found.product, policy.rate), *_not_rate(unmet(kept)), *(unsure if default else [])),
        adviser=found.advice.adviser_uid if found.advice else NOBODY,
        entered_income=frozenset(UUID(uid) for uid in found.file.income_writers if ":" not in uid),
        ckp_consulted_on=register.consulted_on if register else None,
        ckp_default_cents=default,
        no_credit_above_cents=most,
    )


def no_credit_above(session: Session, day: date) -> tuple[int, list[str]]:
    """The default, in cents, above which there is no credit, and what nobody has confirmed of it: then no euro is."""
    row = figure_on(figures(session, "ckp_no_credit_above"), "ckp_no_credit_above", day)
    if row is None or row.value is None:
        return 0, [f"De grens van een wanbetaling is niet gekend: vul ckp_no_credit_above in {FIGURES_FILE} aan."]
    unsure = f"{row.label} is niet bevestigd: kijk ze na en zet confirmed op true in {FIGURES_FILE}."
    return int(row.value * 100), [] if row.confirmed else [unsure]


def _not_rate(found: list[str]) -> list[str]:
    # An unknown rate is already said with what to fill in and where.
    return [text for text in found if "Rentevoet op de dag van aanvraag" not in text]
