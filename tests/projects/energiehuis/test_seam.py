"""From decision to contract: what the file said counts, and no page reaches a state that nothing bears out."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.access.actor import Actor, Grant
from app.access.work import working
from app.cases.models_tasks import Task
from app.cases.service import change_phase, close_case
from app.core.errors import Refused
from app.core.uid import new_uid
from app.projects.energiehuis.contract.queries import contract_of
from app.projects.energiehuis.contract.queries_agreed import agreed_of
from app.projects.energiehuis.contract.service import Signature, send_contract, sign_contract
from app.projects.energiehuis.decision.rules import Verdict
from app.projects.energiehuis.decision.service import Ruling, consult_register, decide
from app.projects.energiehuis.file.service import add_quote
from app.projects.energiehuis.labels import PHASES
from app.projects.energiehuis.lifecycle.rules import State
from tests.support.contracts import approved_loan, invoice
from tests.support.loans import advised, again, examined, filled, opened

GROUND = "Zoals de voorwaarden het vragen, en zoals uit de stukken blijkt."
TODAY = date(2026, 3, 16)


def approved_file(services, officer, boss):
    """A file with two kinds of work that somebody else approved; its number."""
    with working(services, officer, "test") as mine, mine.transaction():
        case = opened(mine)
        for phase in ("intake", "in_opbouw"):
            change_phase(mine, case=case, to=phase, on=mine.clock.today())
        add_quote(mine, case=case, kind="interior", amount_cents=900_000, by_contractor=True, description="Binnen")
        case.phase = "aangemeld"
        advised(mine, examined(mine, filled(mine, case)))
        number, version = case.number, case.version
    with working(services, boss, "test") as theirs, theirs.transaction():
        ruling = Ruling(Verdict.APPROVE, 1_800_000, 96, GROUND, GROUND)
        decide(theirs, number=number, version=version, ruling=ruling)
    return number


def person(*roles):
    uid = new_uid()
    return Actor(f"user:{uid}", tuple(Grant(role) for role in roles), uid)


def test_the_contract_takes_what_the_file_says(app, services, work, clock):
    number = approved_file(services, person("loan_officer"), person("coordinator"))
    case = again(work, number)
    agreed = agreed_of(work, case)
    assert (agreed.works, agreed.iban) == ({"interior": 500_000, "roof": 2_100_000}, "BE71096123456769")
    assert [each.uid for each in agreed.borrowers] == [case.reference_person_uid]
    with work.transaction():
        send_contract(work, case=case, on=TODAY, kinds_of_work=("floor",))
    contract = contract_of(work.session, case.uid)
    assert contract.works == {"interior": 500_000, "roof": 2_100_000}
    clock.instant += timedelta(days=21)
    today = clock.today()
    typed = Signature(today, today, today + timedelta(days=30))
    with pytest.raises(Refused, match="hoogstens 20 dagen"), work.transaction():
        sign_contract(work, case=again(work, number), signature=typed)
    with work.transaction():
        case = again(work, number)
        consult_register(work, case=case, consulted_on=today - timedelta(days=20), credits=0, default=Decimal(0))
        sign_contract(work, case=case, signature=replace(typed, ckp_consulted_on=None))
    assert contract_of(work.session, case.uid).terms.ckp_consulted_on == today - timedelta(days=20)
    assert [task.due_on for task in work.session.scalars(select(Task))] == [date(2026, 4, 8)]
    clock.instant += timedelta(days=15)
    for kind, cents, words in (("floor", 100, "niet goedgekeurd"), ("interior", 500_001, "voor dit werk")):
        with pytest.raises(Refused, match=words), work.transaction():
            invoice(work, case, cents, work=kind)


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_no_step_by_hand_gets_where_the_records_do_not(work, clock):
    with work.transaction():
        case = approved_loan(work)
    day = work.clock.today()
    for state in State:
        if state.value in PHASES and state is not State.APPROVED:
            with pytest.raises(Refused), work.transaction():
                change_phase(work, case=case, to=state, on=day)
    with work.transaction():
        send_contract(work, case=case, on=day, kinds_of_work=("roof",))
    with pytest.raises(Refused, match="pagina van de lening"), work.transaction():
        change_phase(work, case=case, to=State.SIGNED, on=day)
    with work.transaction():
        sign_contract(work, case=case, signature=Signature(day, day, day + timedelta(days=30)))
    for reason in ("revoked", "repaid", "written_off"):
        with pytest.raises(Refused), work.transaction():
            close_case(work, case=case, on=day, reason=reason)
    clock.instant += timedelta(days=20)
    with pytest.raises(Refused, match="pagina van de lening"), work.transaction():
        change_phase(work, case=case, to=State.DRAWING, on=clock.today())
    with work.transaction():
        invoice(work, case, 400_000)
    for to in (State.REPAYING, State.RUNNING):
        with pytest.raises(Refused, match="wacht nog een factuur"), work.transaction():
            change_phase(work, case=case, to=to, on=clock.today())
    assert case.phase == State.DRAWING
