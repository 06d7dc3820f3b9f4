"""From the first question to the decision, through the verbs: guards, four eyes, decided once."""

from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from app.access.actor import Actor, Grant
from app.access.work import working
from app.cases.service import change_phase, close_case, reopen_case
from app.core.errors import DomainError, NotFound, Refused, Stale
from app.core.uid import new_uid
from app.projects.energiehuis.decision.models import CreditRuling
from app.projects.energiehuis.decision.queries import waiting
from app.projects.energiehuis.decision.rules import Verdict
from app.projects.energiehuis.decision.rules_budget import budget_of_text
from app.projects.energiehuis.decision.service import Ruling, advise, decide, meet_condition
from app.projects.energiehuis.file.models import CreditFile, CreditMoney
from app.projects.energiehuis.file.queries import checks_of, dossier_of, lacking_in
from app.projects.energiehuis.file.service import add_money, add_quote, save_dwelling, take_off
from app.projects.energiehuis.models import LoanDecision
from tests.oracle.loan import annuity_rows
from tests.support.loans import ADVICE, DWELLING, advised, again, examined, filled, opened

LAW = "De voorwaarden van deze lening zoals ze golden op de dag van de aanvraag."
FACT = "Het gezin houdt na de afbetaling meer over dan het referentiebudget."
APPROVE = Ruling(Verdict.APPROVE, 1_800_000, 96, LAW, FACT)
KEY = "energiehuis"


@pytest.fixture
def colleague(services, work):
    """Makes work of a colleague with these roles: `colleague("loan_officer", "coordinator")`."""
    with ExitStack() as stack:

        def make(*roles, organisation=None):
            uid = new_uid()
            actor = Actor(f"user:{uid}", tuple(Grant(role, None, organisation) for role in roles), uid)
            return stack.enter_context(working(services, actor, "test"))

        yield make


@pytest.fixture
def officer(colleague):
    return colleague("loan_officer")


@pytest.fixture
def sent_up(officer):
    """The number of a whole file that lies before the coordinator, and its version."""
    with officer.transaction():
        case = advised(officer, examined(officer, filled(officer, opened(officer))))
    return case.number, case.version


def outcomes(work):
    work.session.rollback()
    return [(row.outcome, row.amount_cents, row.months) for row in work.session.scalars(select(LoanDecision))]


def test_a_file_says_what_it_lacks_and_is_locked_once_it_is_complete(officer, work):
    with officer.transaction():
        case = opened(officer)
        change_phase(officer, case=case, to="intake", on=officer.clock.today())
        change_phase(officer, case=case, to="in_opbouw", on=officer.clock.today())
        found = dossier_of(officer, case)
        assert {"de woning", "het gezin", "het rekeningnummer"} <= set(lacking_in(officer.session, found))
        with pytest.raises(Refused, match="Er ontbreekt: de woning"):
            change_phase(officer, case=case, to="volledig", on=officer.clock.today())
        with pytest.raises(Refused, match="rekeningnummer"):
            save_dwelling(officer, case=case, dwelling=replace(DWELLING, iban="BE71 0961 2345 6768"))
        with pytest.raises(Refused, match="niet op de lijst"):
            add_quote(officer, case=case, kind="pool", amount_cents=1, by_contractor=True, description="x")
        with pytest.raises(Refused, match="twee cijfers"):
            add_money(officer, case=case, kind="wage", amount=Decimal("0.001"))
    with officer.transaction():
        whole = filled(officer, opened(officer))
        examined(officer, whole)
        with pytest.raises(Refused, match="niet meer in opbouw"):
            add_money(officer, case=whole, kind="wage", amount=Decimal(1))
        with pytest.raises(Refused, match="Voor deze woning loopt al"):
            save_dwelling(
                officer, case=case, dwelling=replace(DWELLING, address=f"verzonnenstraat 7, BUS {whole.number[-4:]}")
            )
        save_dwelling(officer, case=case, dwelling=replace(DWELLING, address="Verzonnenstraat 8"))
    found = dossier_of(work, again(work, whole.number))
    assert found.file.iban == "BE71096123456769"
    assert b"Verzonnen" not in found.file.address_cell
    assert found.application.rate == Decimal("2.75")
    lines = {line.criterion: line for line in checks_of(work.session, found)}
    middle = lines["Gezamenlijk belastbaar inkomen van het laatste aanslagbiljet (middelste categorie)"]
    assert (middle.value, middle.limit, middle.holds) == ("41.250 euro", "hoogstens 78.450 euro", True)
    assert (middle.source, middle.valid_from) == ("mechelen.be", date(2024, 1, 1))
    assert all(line.holds for line in lines.values() if line.holds is not None)
    result = budget_of_text(found.budget.result)
    instalment = Decimal(annuity_rows(2_000_000, "2.75", 120)[0][0]) / 100
    assert (result.income, result.instalment) == (Decimal("3100.00"), instalment)
    assert result.left == Decimal("3100.00") - Decimal("650.00") - Decimal("120.00") - instalment
    assert found.budget.inputs["credits"] == ["120.00"]
    assert found.budget.formula == "2026-1"


def test_approval_freezes_what_was_decided(colleague, sent_up, work):
    number, version = sent_up
    boss = colleague("coordinator")
    assert [row.case.number for row in waiting(boss)] == [number]
    with boss.transaction():
        ruling = decide(boss, number=number, version=version, ruling=APPROVE)
    assert outcomes(work) == [("goedgekeurd", 1_800_000, 96)]
    case = again(work, number)
    found = dossier_of(work, case)
    assert (case.phase, found.application.rate, found.file.income_category) == (
        "goedgekeurd", Decimal("2.75"), "lowest",
    )  # fmt: skip
    assert (found.ruling.law, found.ruling.decider_uid) == (LAW, boss.actor.user_uid)
    assert ["Doelgroep", "Eigenaar-bewoner"] in [line[:2] for line in found.ruling.policy["checks"]]
    assert ruling.uid == found.ruling.uid
    assert waiting(boss) == []


def test_a_second_click_and_a_second_coordinator_decide_nothing(colleague, sent_up, work):
    number, version = sent_up
    one, other = colleague("coordinator"), colleague("coordinator")
    with one.transaction():
        decide(one, number=number, version=version, ruling=APPROVE)
    refuse = Ruling(Verdict.REFUSE, law=LAW, fact=FACT)
    for who, what in ((one, APPROVE), (other, refuse), (other, APPROVE)):
        for stale in (version, again(work, number).version):
            with pytest.raises(Stale), who.transaction():
                decide(who, number=number, version=stale, ruling=what)
    assert outcomes(work) == [("goedgekeurd", 1_800_000, 96)]
    assert work.session.scalar(select(func.count()).select_from(CreditRuling)) == 1


def test_sending_back_and_refusing(colleague, officer, sent_up, work):
    number, version = sent_up
    boss = colleague("coordinator")
    with pytest.raises(Refused, match="feiten"), boss.transaction():
        decide(boss, number=number, version=version, ruling=Ruling(Verdict.SEND_BACK))
    with boss.transaction():
        decide(boss, number=number, version=version, ruling=Ruling(Verdict.SEND_BACK, fact=FACT))
    assert outcomes(work) == []
    with officer.transaction():
        case = again(officer, number)
        assert case.phase == "in_onderzoek"
        advise(officer, case=case, is_favourable=False, amount_cents=1_000_000, months=60, text=ADVICE)
        version = case.version
    for lacking in (Ruling(Verdict.REFUSE, law=LAW), Ruling(Verdict.REFUSE, fact=FACT)):
        with pytest.raises(Refused, match="Motiveer"), boss.transaction():
            decide(boss, number=number, version=version, ruling=lacking)
    with boss.transaction():
        decide(boss, number=number, version=version, ruling=Ruling(Verdict.REFUSE, law=LAW, fact=FACT))
    case = again(work, number)
    assert (case.close_reason, outcomes(work)) == ("refused", [("geweigerd", None, None)])
    with pytest.raises(Refused, match="blijft dat"), work.transaction():
        reopen_case(work, case=again(work, number), on=work.clock.today())


def test_a_condition_is_met_before_anything_counts_as_approved(colleague, officer, sent_up, work):
    number, version = sent_up
    boss = colleague("coordinator")
    conditional = replace(APPROVE, verdict=Verdict.APPROVE_CONDITIONALLY, condition="Attest van de aannemer")
    with boss.transaction():
        decide(boss, number=number, version=version, ruling=conditional)
    case = again(work, number)
    assert (case.phase, outcomes(work)) == ("onder_voorwaarde", [])
    with pytest.raises(Refused, match="kan niet naar"), work.transaction():
        change_phase(work, case=again(work, number), to="contract_verzonden", on=work.clock.today())
    version = again(work, number).version
    with pytest.raises(NotFound), officer.transaction():
        meet_condition(officer, number=number, version=version)
    with boss.transaction():
        meet_condition(boss, number=number, version=version)
    with pytest.raises(Stale), boss.transaction():
        meet_condition(boss, number=number, version=again(work, number).version)
    assert outcomes(work) == [("goedgekeurd", 1_800_000, 96)]


@pytest.mark.parametrize(
    ("roles", "organisation", "error", "words"),
    [
        (("administrator",), None, NotFound, "Niet gevonden"),
        (("loan_officer",), None, NotFound, "Niet gevonden"),
        (("coordinator",), "34027", NotFound, "Niet gevonden"),
        (("coordinator", "administrator"), "34022", Refused, "hoger dan wat je mag"),
    ],
)
def test_who_may_not_decide(colleague, officer, work, roles, organisation, error, words):
    with officer.transaction():
        case = opened(officer, amount_cents=4_000_000)
        filled(officer, case)
        add_quote(officer, case=case, kind="windows", amount_cents=3_000_000, by_contractor=True, description="x")
        advised(officer, examined(officer, case), 4_000_000)
        number, version = case.number, case.version
    who = colleague(*roles, organisation=organisation)
    with pytest.raises(error, match=words), who.transaction():
        decide(who, number=number, version=version, ruling=replace(APPROVE, amount_cents=4_000_000, months=120))
    assert outcomes(work) == []


def test_nobody_decides_on_what_they_advised_or_wrote_down(colleague, work):
    both = colleague("loan_officer", "coordinator", "administrator")
    writer = colleague("loan_officer", "coordinator")
    adviser = colleague("loan_officer", "coordinator")
    with both.transaction():
        case = examined(both, filled(both, opened(both)))
        number = case.number
    with adviser.transaction():
        case = again(adviser, number)
        advised(adviser, case)
        version = case.version
    for who, words in ((both, "inkomen"), (adviser, "advies"), (work, "niet van het systeem")):
        for verdict in Verdict:
            wish = replace(APPROVE, verdict=verdict, condition="iets")
            with pytest.raises(Refused, match=words), who.transaction():
                decide(who, number=number, version=version, ruling=wish)
    for to in ("goedgekeurd", "onder_voorwaarde", "in_onderzoek"):
        with pytest.raises(Refused), both.transaction():
            change_phase(both, case=again(both, number), to=to, on=both.clock.today())
    with pytest.raises(Refused), both.transaction():
        close_case(both, case=again(both, number), on=both.clock.today(), reason="refused")
    assert outcomes(work) == []
    # Whoever took a single amount away has written too.
    with writer.transaction():
        case = filled(writer, opened(writer))
        version = case.version
    with both.transaction():
        case = again(both, case.number)
        take_off(
            both,
            case=case,
            uid=both.session.scalars(
                select(CreditMoney).where(CreditMoney.case_uid == case.uid, CreditMoney.kind == "credit")
            )
            .one()
            .uid,
        )
    work.session.rollback()
    writers = work.session.scalars(select(CreditFile.income_writers).where(CreditFile.case_uid == case.uid)).one()
    assert str(both.actor.user_uid) in writers


@pytest.mark.parametrize(
    ("received", "words"),
    [(date(2026, 2, 2), "products.csv"), (date(2025, 4, 1), "rates.csv")],
)
def test_what_nobody_confirmed_blocks_approval_and_says_where(colleague, officer, work, received, words):
    with officer.transaction():
        case = filled(officer, opened(officer, received_on=received))
        case = case if received.year == 2026 else advised(officer, examined(officer, case))
        number, version = case.number, case.version
    if received.year == 2026:
        with pytest.raises(Refused, match="Rentevoeten"), officer.transaction():
            examined(officer, again(officer, number))
        return
    boss = colleague("coordinator")
    with pytest.raises(Refused) as refusal, boss.transaction():
        decide(boss, number=number, version=version, ruling=APPROVE)
    for part in (words, "products.csv", "income_limits.csv"):
        assert part in refusal.value.message
    with boss.transaction():
        decide(boss, number=number, version=version, ruling=Ruling(Verdict.REFUSE, law=LAW, fact=FACT))


@pytest.mark.parametrize(("default", "special", "words"), [
    ("1000.01", FACT, "1.000 euro"), ("12.50", "", "motiveer bijzonder"), ("12.50", FACT, None),
])  # fmt: skip
def test_what_the_register_says_has_consequences(colleague, officer, work, default, special, words):
    with officer.transaction():
        case = advised(officer, examined(officer, filled(officer, opened(officer)), default))
        number, version = case.number, case.version
    boss = colleague("coordinator")
    wish = replace(APPROVE, special=special)
    if words is None:
        with boss.transaction():
            decide(boss, number=number, version=version, ruling=wish)
        assert outcomes(work) == [("goedgekeurd", 1_800_000, 96)]
        return
    with pytest.raises(DomainError, match=words), boss.transaction():
        decide(boss, number=number, version=version, ruling=wish)
    assert outcomes(work) == []


def test_withdrawing_is_a_decision_of_its_own(officer, work):
    with officer.transaction():
        case = opened(officer)
        close_case(officer, case=case, on=officer.clock.today(), reason="withdrawn")
    assert outcomes(work) == [("ingetrokken", None, None)]
