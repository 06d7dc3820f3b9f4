"""Terms, proposals and holds: nothing goes under an unconfirmed term, nor by the hand that proposed it."""

from datetime import date

import pytest
from sqlalchemy import select

from app.cases.models import Case
from app.clients.models import Person
from app.core.errors import Refused
from app.privacy.figures import every_figure
from app.privacy.models_retention import RetentionTerm
from app.privacy.queries_retention import cases_on, due_cases
from app.privacy.rules import HoldReason, Term, due_on, term_on
from app.privacy.service_retention import carry_out, hold, propose, release

pytestmark = pytest.mark.households


@pytest.fixture
def ended(work, clock):
    """The households with every case closed ten years and more ago, in time of reading."""
    clock.instant = clock.instant.replace(year=clock.instant.year + 12)
    closed = work.session.scalars(select(Case).where(Case.closed_on.is_not(None)).order_by(Case.number)).all()
    assert len(closed) > 3
    return closed


def confirm(work, project="woonclub"):
    with work.transaction():
        for term in work.session.scalars(select(RetentionTerm).where(RetentionTerm.project == project)):
            term.confirmed = True


def test_under_an_unconfirmed_term_nothing_is_proposed(work, ended):
    assert len(due_cases(work)) == len(ended)
    with pytest.raises(Refused, match="bevestigde bewaartermijn"), work.transaction():
        propose(work, by=work.actor)


def test_a_second_person_carries_out(work, ended, dpo, colleague):
    confirm(work)
    before, open_cases = every_figure(work), work.session.scalars(select(Case).where(Case.closed_on.is_(None))).all()
    with work.transaction():
        proposal = propose(work, by=dpo)
    assert len(cases_on(work, proposal)) == len(ended)
    with pytest.raises(Refused, match="voert het niet zelf uit"), work.transaction():
        carry_out(work, number=proposal.number, by=dpo)
    with work.transaction():
        carry_out(work, number=proposal.number, by=colleague)
    work.session.expire_all()
    assert {case.certificate for case in ended} == {1}
    assert {case.certificate for case in open_cases} == {None}
    assert all(work.session.get(Person, case.reference_person_uid).erased_on for case in ended)
    assert all(work.session.get(Person, case.reference_person_uid).family_name for case in open_cases)
    assert every_figure(work) == before
    with pytest.raises(Refused, match="al uitgevoerd"), work.transaction():
        carry_out(work, number=proposal.number, by=colleague)


def test_what_is_held_or_reopened_since_stays(work, ended, dpo, colleague):
    confirm(work)
    with work.transaction():
        number = propose(work, by=dpo).number
    held, reopened = ended[0], ended[1]
    with work.transaction():
        hold(work, number=held.number, reason=HoldReason.COURT, by=colleague)
        work.session.get(Case, reopened.uid).closed_on = None
    with work.transaction():
        carry_out(work, number=number, by=colleague)
    work.session.expire_all()
    assert (held.certificate, reopened.certificate, ended[2].certificate) == (None, None, 1)
    with work.transaction():
        release(work, number=held.number, by=dpo)
        again = propose(work, by=dpo)
    assert cases_on(work, again) == [held.uid]


def test_a_hold_needs_a_case_and_is_made_once(work, ended, dpo):
    with work.transaction():
        hold(work, number=ended[0].number, reason=HoldReason.CLAIM, by=dpo)
    for number, says in ((ended[0].number, "al langer"), ("WC-0000-0000", "geen dossier")):
        with pytest.raises(Refused, match=says), work.transaction():
            hold(work, number=number, reason=HoldReason.CLAIM, by=dpo)
    with pytest.raises(Refused, match="niet langer"), work.transaction():
        release(work, number=ended[1].number, by=dpo)


def test_dates():
    assert due_on(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert due_on(date(2015, 12, 31), 2) == date(2016, 2, 29)
    assert due_on(date(2016, 3, 16), 120) == date(2026, 3, 16)
    old, new = (
        Term("x", date(2018, 1, 1), date(2024, 1, 1), 60, True, ""),
        Term("x", date(2024, 1, 1), None, 120, True, ""),
    )
    assert term_on([old, new], "x", date(2023, 12, 31)) is old
    assert term_on([old, new], "x", date(2024, 1, 1)) is new
    assert term_on([old, new], "y", date(2024, 1, 1)) is None
