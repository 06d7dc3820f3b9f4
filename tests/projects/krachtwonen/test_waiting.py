"""The waiting list, its offers and the bars of the board: order, reasons, two for an override, an overtaken change."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date, timedelta
from itertools import pairwise
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.access.actor import system_actor
from app.access.work import working
from app.cases.loading import case_for_change
from app.cases.models import Case
from app.cases.models_tasks import Task
from app.cases.service import close_case
from app.core.errors import Refused
from app.projects.krachtwonen.board.rules import PRIORITY, BarKind, Span, Stayed, bars, is_free, spans_of_stay
from app.projects.krachtwonen.kinds import OfferStatus
from app.projects.krachtwonen.stays.models import Stay
from app.projects.krachtwonen.stays.rules import Nights
from app.projects.krachtwonen.stays.service import Stayers, arrive, extend, plan_stay
from app.projects.krachtwonen.stays.service_death import note_death
from app.projects.krachtwonen.waiting.models import Offer, Override, WaitingEntry
from app.projects.krachtwonen.waiting.rules import Barred, Decisive, Home, Waiter, needs_review, passed_over, rank
from app.projects.krachtwonen.waiting.service import Wish, ask_override, decide_override, put_on_list, rank_for
from app.projects.krachtwonen.waiting.service_offers import (
    OfferTerms,
    accept_offer,
    make_offer,
    refuse_offer,
    withdraw_offer,
)
from tests.projects.krachtwonen.people import MARCH, TODAY, home, promise, situation

FIRST = date(2026, 1, 1)
days = st.integers(0, 20).map(lambda number: FIRST + timedelta(days=number))
waiters = st.builds(
    Waiter,
    number=st.integers(1, 99).map(lambda number: f"KW-2026-{number:04d}"),
    tier=st.just("x"),
    tier_rank=st.integers(1, 3),
    tier_since=days,
    reported_on=days,
    persons=st.integers(1, 6),
)
spans = st.builds(
    lambda kind, first, length: Span(kind, Nights(first, None if length is None else first + timedelta(days=length))),
    st.sampled_from([kind for kind in BarKind if kind is not BarKind.FREE]),
    days,
    st.none() | st.integers(0, 9),
)


@given(st.lists(waiters, max_size=8, unique_by=lambda one: one.number))
def test_the_order_is_that_of_every_pair_and_leaves_nobody_out(found):
    ranked = rank(found, Home("34022", max_persons=3))
    assert sorted(one.waiter.number for one in ranked) == sorted(one.number for one in found)
    assert [one.position for one in ranked] == list(range(1, len(found) + 1))
    for before, after in pairwise(ranked):
        reasons = (
            (Decisive.TIER, before.waiter.tier_rank, after.waiter.tier_rank),
            (Decisive.TIER_SINCE, before.waiter.tier_since, after.waiter.tier_since),
            (Decisive.REPORTED, before.waiter.reported_on, after.waiter.reported_on),
            (Decisive.NUMBER, before.waiter.number, after.waiter.number),
        )
        decisive, one, other = next(reason for reason in reasons if reason[1] != reason[2])
        assert one < other
        assert after.decisive is decisive
    assert all((one.barred is Barred.TOO_SMALL) == (one.waiter.persons > 3) for one in ranked)
    for one in ranked:
        before = [each for each in ranked if each.position < one.position and each.waiter.persons <= 3]
        assert passed_over(ranked, one.waiter.number) == before


@given(st.lists(spans, max_size=6))
def test_bars_tell_every_night_once_as_a_day_by_day_look_does(found):
    window = Nights(FIRST + timedelta(days=5), FIRST + timedelta(days=15))
    row = bars(window, found)
    assert sum(bar.length for bar in row) == 10
    for number in range(10):
        day = window.first + timedelta(days=number)
        there = [
            one.kind
            for one in found
            if one.nights.first <= day and (one.nights.until is None or day < one.nights.until)
        ]
        told = next(bar.kind for bar in row if bar.first <= day < bar.until)
        assert told is max(there, key=PRIORITY.__getitem__, default=BarKind.FREE)
    assert is_free(row, window) == all(bar.kind in (BarKind.FREE, BarKind.CLEANING) for bar in row)


def test_who_stays_too_long_is_shown_up_to_tonight():
    stay = Stayed(None, False, MARCH, date(2026, 3, 10), None)
    shown = spans_of_stay(stay, [Nights(date(2026, 3, 5), None)], TODAY)
    assert [(one.kind, one.nights) for one in shown] == [
        (BarKind.STAY, Nights(MARCH, date(2026, 3, 10))),
        (BarKind.OVERDUE, Nights(date(2026, 3, 10), date(2026, 3, 17))),
        (BarKind.AWAY, Nights(date(2026, 3, 5), date(2026, 3, 10))),
    ]


def test_refusals_without_a_good_reason_are_looked_at():
    assert not needs_review([True, False], 2)
    assert needs_review([False, True, False], 2)


@pytest.fixture
def waiting(services, work):
    """Two households that wait, the first in a higher tier, and a home."""
    with working(services, system_actor("reporter"), "test") as own, own.transaction():
        cases = [situation(own)[0] for _ in "ab"]
    with work.transaction():
        cases = [work.session.merge(case) for case in cases]
        for case, tier in zip(cases, ("street", "other"), strict=True):
            promise(work, case)
            put_on_list(work, case=case, wish=Wish(tier, date(2026, 2, 1), 1))
        return [*cases, home(work)]


TERMS = OfferTerms(TODAY, None, date(2026, 3, 19))


def test_an_offer_to_another_than_the_first_takes_two(work, services, waiting):
    first, second, unit = waiting
    with work.transaction():
        ranking = rank_for(work, unit_uid=unit.uid)
        with pytest.raises(Refused, match=f"{first.number} staat voor"):
            make_offer(work, ranking_uid=ranking.uid, case=second, terms=TERMS)
        with pytest.raises(Refused, match="al vooraan"):
            ask_override(work, ranking_uid=ranking.uid, case=first, reason="Verzonnen reden.")
        asked = ask_override(work, ranking_uid=ranking.uid, case=second, reason="Verzonnen reden.")
        with pytest.raises(Refused, match="zelf gevraagd"):
            decide_override(work, uid=asked.uid, agrees=True)
        with pytest.raises(Refused, match="staat voor"):
            make_offer(work, ranking_uid=ranking.uid, case=second, terms=TERMS)
    with pytest.raises(IntegrityError), work.transaction():
        override = work.session.scalars(select(Override)).one()
        override.decided_by, override.is_agreed = override.asked_by, True
    with working(services, system_actor("second"), "test") as own, own.transaction():
        decide_override(own, uid=asked.uid, agrees=True)
    with work.transaction():
        offer = make_offer(work, ranking_uid=ranking.uid, case=work.session.merge(second), terms=TERMS)
        assert offer.status is OfferStatus.OPEN
        again = rank_for(work, unit_uid=unit.uid)
        with pytest.raises(Refused, match="heeft al een aanbod"):
            ask_override(work, ranking_uid=again.uid, case=work.session.merge(second), reason="Verzonnen reden.")
        note_death(work, person_uid=second.reference_person_uid, on=TODAY)
        ended = work.session.execute(select(WaitingEntry.case_uid, WaitingEntry.end_reason)).all()
        assert dict(ended) == {first.uid: None, second.uid: "deceased"}
        assert offer.status is OfferStatus.WITHDRAWN


def test_one_open_offer_and_refusals_that_decide_nothing(work, waiting, clock):
    first, second, unit = waiting
    with work.transaction():
        other = home(work, "W2")
        offer = make_offer(work, ranking_uid=rank_for(work, unit_uid=unit.uid).uid, case=first, terms=TERMS)
        with pytest.raises(Refused, match="al een aanbod"):
            make_offer(work, ranking_uid=rank_for(work, unit_uid=other.uid).uid, case=first, terms=TERMS)
        with pytest.raises(Refused, match="al aangeboden"):
            make_offer(work, ranking_uid=rank_for(work, unit_uid=unit.uid).uid, case=second, terms=TERMS)
        assert not refuse_offer(work, uid=offer.uid, reason="no_reason")
        again = make_offer(work, ranking_uid=rank_for(work, unit_uid=unit.uid).uid, case=first, terms=TERMS)
        assert refuse_offer(work, uid=again.uid, reason="conditions")
        assert work.session.scalars(select(Task.case_uid)).all() == [first.uid]
        waits = select(WaitingEntry.case_uid).where(WaitingEntry.ended_on.is_(None))
        assert set(work.session.scalars(waits)) == {first.uid, second.uid}
        late = make_offer(work, ranking_uid=rank_for(work, unit_uid=unit.uid).uid, case=first, terms=TERMS)
    clock.instant += timedelta(days=7)
    with work.transaction():
        with pytest.raises(Refused, match="liep tot 19/03/2026"):
            accept_offer(work, uid=late.uid)
        withdraw_offer(work, uid=late.uid)
        assert late.status is OfferStatus.EXPIRED
        close_case(work, case=first, on=work.clock.today(), reason="private_rent")
        assert set(work.session.scalars(waits)) == {second.uid}


def test_who_answers_and_who_offers_anew_do_not_wait_for_each_other(services, work, waiting, clock):
    """Both take the case before the offer; the other way round PostgreSQL would end one of them."""
    first, _second, unit = waiting
    with work.transaction():
        lapsed = make_offer(work, ranking_uid=rank_for(work, unit_uid=unit.uid).uid, case=first, terms=TERMS)
    clock.instant += timedelta(days=7)
    terms = OfferTerms(work.clock.today(), None, work.clock.today())

    def answer():
        with working(services, system_actor("answer"), "test") as own, own.transaction():
            withdraw_offer(own, uid=lapsed.uid)

    with ThreadPoolExecutor(1) as desk, work.transaction():
        case = case_for_change(work, first.number)
        answered = desk.submit(answer)
        # Long enough to reach what the answer waits for; too short would only make this an easier test.
        wait([answered], timeout=0.3)
        make_offer(work, ranking_uid=rank_for(work, unit_uid=unit.uid).uid, case=case, terms=terms)
        assert not answered.done()
    with pytest.raises(Refused, match="niet meer open"):
        answered.result(30)
    statuses = work.session.scalars(select(Offer.status).order_by(Offer.made_on)).all()
    assert statuses == [OfferStatus.EXPIRED, OfferStatus.OPEN]


def test_a_changed_list_asks_for_a_new_ranking(work, waiting):
    first, _second, unit = waiting
    with work.transaction():
        ranking = rank_for(work, unit_uid=unit.uid)
        put_on_list(work, case=first, wish=Wish("other", date(2026, 3, 1), 1))
        with pytest.raises(Refused, match="Rangschik opnieuw"):
            make_offer(work, ranking_uid=ranking.uid, case=first, terms=TERMS)
        kept = work.session.scalars(select(Offer)).all()
    assert kept == []


def test_an_extension_that_is_overtaken_is_refused_in_words(services, work):
    """Four desks extend a stay while four plan somebody in the same nights: one of both is stored."""
    with work.transaction():
        unit = home(work)
        stay = arrive(work, unit_uid=unit.uid, moved_in=MARCH, until=TODAY, who=Stayers(persons=1))
    start = Barrier(8)
    later = date(2026, 4, 1)

    def attempt(number):
        with working(services, system_actor(f"desk-{number}"), "test") as own:
            start.wait(30)
            try:
                with own.transaction():
                    if number % 2:
                        extend(own, stay_uid=stay.uid, until=later)
                    else:
                        plan_stay(own, unit_uid=unit.uid, moved_in=TODAY, until=later, who=Stayers(persons=1))
            except Refused as refusal:
                return refusal.message
            return None

    with ThreadPoolExecutor(8) as desks:
        told = [message for message in desks.map(attempt, range(8)) if message]
    assert all(message.startswith("De woning is al") for message in told)
    held = work.session.execute(select(Stay.moved_in, Stay.agreed_until).order_by(Stay.moved_in)).all()
    assert held in ([(MARCH, TODAY), (TODAY, later)], [(MARCH, later)])
    assert work.session.scalars(select(Case)).all() == []
