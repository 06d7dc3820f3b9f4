"""Random events on stored files: no sequence reaches a state that the records do not bear out."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.access.actor import Actor, Grant
from app.access.work import Work, working
from app.cases.loading import case_for_change
from app.cases.models import Case, PhaseChange
from app.cases.service import change_phase, close_case, reopen_case
from app.core.errors import DomainError
from app.core.uid import new_uid
from app.projects.energiehuis.decision.models import CreditAdvice, CreditRuling
from app.projects.energiehuis.decision.rules import Verdict
from app.projects.energiehuis.decision.service import Ruling, decide, meet_condition
from app.projects.energiehuis.file.queries import dossier_of, lacking_in
from app.projects.energiehuis.lifecycle.rules import MOVES, State
from app.projects.energiehuis.lifecycle.service import ENDS
from app.projects.energiehuis.models import LoanDecision, Outcome
from app.projects.energiehuis.queries import loan_of
from tests.support.loans import advised, examined, filled, opened

GROUND = "Zoals de voorwaarden het vragen, en zoals uit de stukken blijkt."
WISH = Ruling(Verdict.APPROVE, 1_500_000, 96, GROUND, GROUND, "Een attest")
ROLES = ("loan_officer", "coordinator", "administrator")
PEOPLE = tuple(
    Actor(f"user:{uid}", tuple(Grant(role) for role in ROLES), uid) for uid in (new_uid(), new_uid(), new_uid())
)
STEPS = st.one_of(
    st.tuples(st.just("phase"), st.sampled_from([state.value for state in State if MOVES[state]])),
    st.tuples(st.just("close"), st.sampled_from(sorted(ENDS))),
    st.tuples(st.just("decide"), st.sampled_from(Verdict)),
    st.tuples(st.sampled_from(["fill", "examine", "advise", "meet", "reopen"]), st.none()),
)
# One event in three is a wish out of the blue; the others bring a file forward.
FORWARD = st.sampled_from([
    ("fill", None), ("examine", None), ("advise", None), ("decide", Verdict.APPROVE), ("meet", None),
    ("decide", Verdict.APPROVE_CONDITIONALLY), ("phase", "contract_verzonden"), ("phase", "ondertekend"),
])  # fmt: skip
EVENTS = st.lists(st.tuples(st.sampled_from(range(3)), st.one_of(STEPS, FORWARD, FORWARD)), min_size=6, max_size=12)


def happen(work: Work, number: str, what: str, with_what: object) -> None:
    case = case_for_change(work, number)
    today = work.clock.today()
    if what == "phase":
        change_phase(work, case=case, to=str(with_what), on=today)
    elif what == "close":
        close_case(work, case=case, on=today, reason=str(with_what))
    elif what == "reopen":
        reopen_case(work, case=case, on=today)
    elif what == "decide":
        decide(work, number=number, version=case.version, ruling=replace(WISH, verdict=Verdict(with_what)))
    elif what == "meet":
        meet_condition(work, number=number, version=case.version)
    else:
        {"fill": filled, "examine": examined, "advise": advised}[what](work, case)


def holds(work: Work, case: Case) -> None:
    """What must be true whatever happened."""
    passed = list(
        work.session.scalars(
            select(PhaseChange.phase).where(PhaseChange.case_uid == case.uid).order_by(PhaseChange.uid)
        )
    )
    states = [State(phase) if phase != "afgesloten" else ENDS[case.close_reason] for phase in passed]
    assert all(to in MOVES[here] for here, to in pairwise(states)), passed
    rulings = list(work.session.scalars(select(CreditRuling).where(CreditRuling.case_uid == case.uid)))
    advices = {
        row.uid: row for row in work.session.scalars(select(CreditAdvice).where(CreditAdvice.case_uid == case.uid))
    }
    found = dossier_of(work, case)
    for ruling in rulings:
        for decider in {ruling.decider_uid, ruling.met_by} - {None}:
            assert decider != advices[ruling.advice_uid].adviser_uid
            assert str(decider) not in found.file.income_writers
    decision = loan_of(work.session, case.uid).decision
    final = [row for row in rulings if row.verdict is Verdict.APPROVE or row.met_on]
    assert (State.APPROVED in states) == bool(final) == bool(decision and decision.outcome is Outcome.APPROVED)
    if final:
        assert (decision.amount_cents, decision.months) == (final[0].amount_cents, final[0].months) == (1_500_000, 96)
    if case.close_reason == "refused":
        assert decision.outcome is Outcome.REFUSED
    if State.COMPLETE in states:
        assert not lacking_in(work.session, found)


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 3), EVENTS)
def test_no_sequence_of_events_breaks_the_file(app, services, work, start, events):
    with working(services, PEOPLE[0], "test") as first, first.transaction():
        case = opened(first)
        for further in (filled, examined, advised)[:start]:
            further(first, case)
        number = case.number
    for place, (what, with_what) in events:
        with working(services, PEOPLE[place], "test") as mine:
            try:
                with mine.transaction():
                    happen(mine, number, what, with_what)
            except DomainError:
                continue
    work.session.rollback()
    holds(work, case_for_change(work, number))
    work.session.rollback()
    assert work.session.query(LoanDecision).count() <= work.session.query(Case).count()
