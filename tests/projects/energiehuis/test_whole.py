"""Pages and figures on the whole: lead times, commitments, the fund, the letter on what is missing."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.actionplan.evaluation import evaluate
from app.cases.models import PhaseChange
from app.cases.models_tasks import Task
from app.cases.service import change_phase, open_case
from app.core.errors import NotFound, Refused
from app.core.period import Period
from app.projects.energiehuis.arrears.service import ask_early, check_buyer
from app.projects.energiehuis.contract.queries import contract_of, late_interest
from app.projects.energiehuis.contract.service import end_drawing
from app.projects.energiehuis.figures.commitments import commitments
from app.projects.energiehuis.figures.fund import fund
from app.projects.energiehuis.figures.measures_portfolio import PORTFOLIO
from app.projects.energiehuis.file.queries import dossier_of
from app.projects.energiehuis.file.service import take_off
from app.projects.energiehuis.ledger.rules_position import EntryKind
from app.projects.energiehuis.ledger.service import book
from app.projects.energiehuis.letters.files import letter_docx, letter_pdf
from app.projects.energiehuis.letters.service import ask_papers
from tests.support.contracts import invoice, signed_loan
from tests.support.loans import opened

STEPS = next(measure for measure in PORTFOLIO if measure.key == "energiehuis.days_per_step")
TODAY = date(2026, 3, 16)


def paid_out(work, clock, *, product="MVL_24", rate="2.75", cents=1_000_000):
    """A loan that was drawn whole and is being repaid; money left without the bank here."""
    case = signed_loan(
        work,
        signed_on=TODAY - timedelta(days=40),
        first_due_on=date(2026, 4, 1),
        product=product,
        rate=rate,
        cents=cents,
    )
    asked = invoice(work, case, cents)
    book(work, case=case, kind=EntryKind.DRAWDOWN, value_on=TODAY, cents=cents, drawdown_uid=asked.uid)
    end_drawing(work, case=case, on=TODAY)
    return case


def test_lead_times_between_every_two_steps(work, clock):
    with work.transaction():
        paid_out(work, clock)
        case = opened(work)
        clock.instant += timedelta(days=6)
        change_phase(work, case=case, to="intake", on=clock.today())
    waits = defaultdict(list)
    query = select(PhaseChange.case_uid, PhaseChange.phase, PhaseChange.on).order_by(PhaseChange.uid)
    before = {}
    for uid, phase, on in work.session.execute(query):
        if uid in before and on.year == 2026:
            waits[f"{before[uid][0]}>{phase}"].append((on - before[uid][1]).days)
        before[uid] = (phase, on)
    found = evaluate(work.session, STEPS, Period.of_year(2026))
    assert {key: Decimal(str(sum(days))) / len(days) for key, days in waits.items()} == dict(found.by["step"])
    every = [day for days in waits.values() for day in days]
    assert found.value == (Decimal(sum(every)) / len(every)).quantize(Decimal("1e-10"))
    assert "ondertekend>opname" in found.by["step"]


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_the_fund_and_the_yearly_check(work, clock):
    with work.transaction():
        first = paid_out(work, clock, product="NK_22", rate="0", cents=4_000_000)
        paid_out(work, clock, product="NK_22", rate="0", cents=3_000_000)
        book(work, case=first, kind=EntryKind.EARLY, value_on=TODAY, cents=500_000)
    found = fund(work)
    assert [(line.loans, line.drawn, line.back, line.out) for line in found.lines] == [
        (2, 7_000_000, 500_000, 6_500_000)
    ]
    assert found.capital is None and found.balance is None
    assert [line.is_due for line in found.checks] == [False, False]
    clock.instant += timedelta(days=330)
    assert [line.is_due for line in fund(work).checks] == [True, True]
    with work.transaction():
        check_buyer(work, case=first, happened=None)
    assert [(line.number == first.number, line.is_due) for line in fund(work).checks] == [(False, True), (True, False)]
    assert (
        late_interest(
            work.session, contract_of(work.session, first.uid), contract_of(work.session, first.uid).position(TODAY)
        )
        == 0
    )


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_commitments_and_early_repayment(work, clock):
    rows = commitments(work, 2025)
    assert sum(row.weight for row in rows) == 100
    assert {row.kind for row in rows} == {"Inspanning", "Resultaat"}
    assert all(row.owner and row.source and not row.is_confirmed for row in rows)
    assert commitments(work, 2019) == []
    with work.transaction():
        case = paid_out(work, clock)
    clock.instant += timedelta(days=60)
    contract = contract_of(work.session, case.uid)
    late = contract.position(clock.today())
    yearly = Decimal("2.75") / 100 * Decimal("1.1")
    by_hand = sum(Decimal(due.principal) * yearly * (clock.today() - due.on).days / 365 for due in late.unpaid)
    assert late_interest(work.session, contract, late) == round(by_hand) > 0
    with work.transaction():
        ask_early(work, case=case)
    task = next(each for each in work.session.scalars(select(Task)) if "afrekening" in each.what)
    assert task.due_on == clock.today() + timedelta(days=10)
    with pytest.raises(Refused, match="loopt al dossier"), work.transaction():
        open_case(
            work, project="energiehuis", organisation=case.organisation, municipality=case.municipality,
            snapshot=case.snapshot, reference_person=case.reference_person, opened_on=clock.today(),
        )  # fmt: skip


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_the_letter_on_what_is_missing(work, clock):
    with work.transaction():
        case = opened(work)
        letter = ask_papers(work, case=case)
        task = work.session.scalars(select(Task)).one()
    assert task.due_on == clock.today() + timedelta(days=30)
    text = "\n".join(letter.content["paragraphs"])
    assert "15/04/2026" in text and "- Eigendomsbewijs of akte" in text and case.number in text
    assert letter_docx(letter.content, case.number, letter.written_on)[:2] == b"PK"
    assert letter_pdf(letter.content, case.number, letter.written_on)[:4] == b"%PDF"
    with pytest.raises(NotFound), work.transaction():
        take_off(work, case=case, uid=dossier_of(work, case).borrowers[0][0].uid)
