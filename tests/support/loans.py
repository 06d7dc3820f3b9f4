"""Made-up loan files: opened, filled in whole, and brought before whoever decides."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from app.access.work import Work
from app.cases.loading import get_case
from app.cases.models import Case
from app.cases.service import change_phase
from app.projects.energiehuis.decision.service import advise, compute_budget, consult_register
from app.projects.energiehuis.file.queries import dossier_of, papers_of
from app.projects.energiehuis.file.service import (
    Dwelling,
    Household,
    Wish,
    add_money,
    add_quote,
    note_paper,
    open_application,
    save_dwelling,
    save_household,
)
from tests.support.cases import add_person

WISH = Wish(
    received_on=date(2024, 6, 3),
    family="MVL",
    amount_cents=2_000_000,
    months=120,
    municipality="34022",
    adults=2,
    children=1,
)
DWELLING = Dwelling(
    group="mvl_owner",
    kind="house",
    address="Verzonnenstraat 7",
    building_year=1962,
    epc_label="E",
    epc_on=date(2023, 5, 2),
    iban="BE71 0961 2345 6769",
    situations=("wage",),
)
HOUSEHOLD = Household(couple=True, dependants=1, assessed=Decimal("41250.00"), assessment_year=2023)
ADVICE = "Het gezin houdt elke maand ruim genoeg over voor deze afbetaling."


def opened(work: Work, organisation: str = "34022", **changes: object) -> Case:
    """An application that was just opened."""
    person = add_person(work, organisation=organisation)
    return open_application(work, person_uid=person.uid, wish=replace(WISH, **changes), organisation=organisation)


def filled(work: Work, case: Case, assessed: str = "41250.00") -> Case:
    """The same with everything written down and every paper checked, still being built."""
    for phase in ("intake", "in_opbouw"):
        change_phase(work, case=case, to=phase, on=work.clock.today())
    # A dwelling has one of these loans: each file is about its own.
    own = replace(DWELLING, address=f"Verzonnenstraat 7 bus {case.number[-4:]}")
    save_dwelling(work, case=case, dwelling=own)
    save_household(work, case=case, household=replace(HOUSEHOLD, assessed=Decimal(assessed)))
    add_quote(
        work, case=case, kind="roof", amount_cents=2_100_000, by_contractor=True, description="Dakwerken Denkbeeld"
    )
    for kind, amount in (("wage", "3100.00"), ("housing", "650.00"), ("credit", "120.00")):
        add_money(work, case=case, kind=kind, amount=Decimal(amount))
    for paper in papers_of(work.session, dossier_of(work, case)):
        note_paper(work, case=case, document=paper.key, received_on=date(2024, 6, 10), is_checked=True)
    return case


def examined(work: Work, case: Case, default: str = "0") -> Case:
    """The same, complete, with the credit register consulted and the budget computed."""
    for phase in ("volledig", "in_onderzoek"):
        change_phase(work, case=case, to=phase, on=work.clock.today())
    consult_register(work, case=case, consulted_on=work.clock.today(), credits=1, default=Decimal(default))
    compute_budget(work, case=case)
    return case


def advised(work: Work, case: Case, amount_cents: int = 2_000_000) -> Case:
    """The same, laid before whoever decides; the one who works is a colleague."""
    advise(work, case=case, is_favourable=True, amount_cents=amount_cents, months=120, text=ADVICE)
    return case


def again(work: Work, number: str) -> Case:
    """The case as it is stored now, without a lock that would keep others waiting."""
    work.session.rollback()
    return get_case(work, number)
