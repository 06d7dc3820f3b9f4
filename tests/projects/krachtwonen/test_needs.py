"""Who needs a home or a bed on a day: by ETHOS, asked and refused; and the rankings that nobody can undo."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from app.actionplan.evaluation import evaluate
from app.actionplan.registry import measure_by_key
from app.core.period import Period
from app.projects.krachtwonen.crisis.models import CrisisRequest
from app.projects.krachtwonen.crisis.rules import Asked
from app.projects.krachtwonen.crisis.service_requests import (
    Arrival,
    note_request,
    send_to_youth,
    take_in,
    turn_down,
    withdraw,
)
from app.projects.krachtwonen.desk.rules import Screened
from app.projects.krachtwonen.desk.service import Decision, decide
from app.projects.krachtwonen.figures.labels_quality import on_a_night
from app.projects.krachtwonen.stays.service import Stayers, arrive
from app.projects.krachtwonen.waiting.models import Ranking, RankingLine
from app.projects.krachtwonen.waiting.service import Wish, put_on_list, rank_for, screen
from tests.projects.krachtwonen.people import MARCH, TODAY, home, promise, situation
from tests.support.cases import add_person
from tests.support.people import sign_in

FEBRUARY = date(2026, 2, 5)


def screened(work, where):
    case, person = situation(work)
    screen(work, case=case, found=Screened(FEBRUARY, (), True, True, True, True, housing=where))
    return case, person


def test_who_waits_counts_where_screening_found_them(work, as_actor):
    with work.transaction():
        screened(work, "car_tent_squat")
        screened(work, "family_forced")
        screened(work, "unknown")
        situation(work)
        # A tenant is not homeless; who has a home of the pool by now counts there, and once.
        screened(work, "rent_private")
        _case, housed = screened(work, "public_space")
        arrive(work, unit_uid=home(work).uid, moved_in=MARCH, who=Stayers((housed.uid,)))
        turned_down, _person = screened(work, "night_shelter")
    deciding = as_actor("coordinator", "krachtwonen")
    with deciding.transaction():
        reason = Decision(date(2026, 3, 10), not_retained="reguliere_oplossing")
        decide(deciding, case=deciding.session.merge(turned_down), decision=reason)
    by_day = {
        day: {words.rpartition("ETHOS ")[2].rstrip(")"): number for words, number in on_a_night(work, day).rows}
        for day in (date(2026, 2, 3), date(2026, 2, 10), MARCH, TODAY)
    }
    unknown = "Wacht in een open situatie, verblijfplaats niet gekend"
    assert by_day == {
        date(2026, 2, 3): {unknown: 7},
        date(2026, 2, 10): {"1": 1, "2": 1, "5": 1, "6": 1, unknown: 2},
        MARCH: {"2": 1, "3": 1, "5": 1, "6": 1, unknown: 2},
        TODAY: {"3": 1, "5": 1, "6": 1, unknown: 2},
    }


def _answer(work, request, answer, bed):
    if answer == "bed":
        until = request.night + timedelta(days=1)
        take_in(work, request=request, arrival=Arrival((add_person(work).uid,), bed, until))
    elif answer == "jeugd":
        send_to_youth(work, request=request)
    elif answer == "weg":
        withdraw(work, request=request)
    elif answer:
        turn_down(work, request=request, reason=answer)


def test_every_question_counts_and_who_was_refused_for_want_of_room(work, clock):
    """Questions of four nights, over new year; the expected figures are added up here, question by question."""
    asked = []
    with work.transaction():
        bed = home(work, "B1", kind="rck_bed").uid
        for day, adults, children, answer in (
            (date(2025, 12, 31), 1, 0, "volzet"),
            (date(2026, 1, 1), 2, 3, "volzet"),
            (date(2026, 1, 1), 1, 0, "jeugd"),
            (date(2026, 1, 2), 1, 1, "zorg_te_zwaar"),
            (date(2026, 1, 2), 1, 0, "bed"),
            (date(2026, 1, 3), 1, 0, "weg"),
            (date(2026, 1, 3), 1, 0, ""),
        ):
            # After midnight it still is the night before.
            clock.instant = datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=24)
            request = note_request(work, asked=Asked("police", "34027", adults, children))
            assert request.night == day
            _answer(work, request, answer, bed)
            asked.append((day.year, answer, adults + children))
        for year in (2025, 2026):
            mine = [one for one in asked if one[0] == year]
            count = {
                key: evaluate(work.session, measure_by_key(f"crisis.{key}"), Period.of_year(year))
                for key in ("requests", "unmet")
            }
            assert count["requests"].value == len(mine)
            assert count["unmet"].value == sum(one[2] for one in mine if one[1] == "volzet")
            assert count["unmet"].by["municipality"] == {"34027": count["unmet"].value}
        assert count["requests"].by["outcome"] == {
            "geweigerd": 2,
            "jeugdhulp": 1,
            "opgenomen": 1,
            "ingetrokken": 1,
            "open": 1,
        }
        assert len(work.session.scalars(select(CrisisRequest.uid)).all()) == len(asked)


def test_a_ranking_stays_as_it_was_shown(work, as_actor):
    with work.transaction():
        case, _person = situation(work)
    deciding = as_actor("coordinator", "krachtwonen")
    with deciding.transaction():
        case = deciding.session.merge(case)
        promise(deciding, case)
        put_on_list(deciding, case=case, wish=Wish("street", date(2026, 2, 1), 1))
        rank_for(deciding, unit_uid=home(deciding).uid)
    for change in (
        delete(RankingLine),
        update(RankingLine).values(position=9),
        delete(Ranking),
        update(Ranking).values(policy_on=TODAY),
    ):
        with pytest.raises(DBAPIError, match="rankings are final"), work.transaction():
            work.session.execute(change)
    assert len(work.session.scalars(select(RankingLine.position)).all()) == 1


def test_what_waits_outside_cases_stands_on_the_work_page(work, app, clock):
    with work.transaction():
        bed = home(work, "B1", kind="rck_bed").uid
        request = note_request(work, asked=Asked("police", "34022", 1))
        take_in(work, request=request, arrival=Arrival((add_person(work).uid,), bed, TODAY + timedelta(days=1)))
        transit = home(work, "D1", kind="ocmw_transit").uid
        arrive(work, unit_uid=transit, moved_in=date(2025, 10, 1), who=Stayers(persons=2))
    page = sign_in(app.test_client(), "social_worker", "krachtwonen", "34022").get("/").text
    assert "Crisisopvang die de verwijzer nog overneemt" in page
    assert "Verblijven zonder dossier die bijna eindigen" in page
    clock.instant += timedelta(days=40)
    late = sign_in(app.test_client(), "coordinator", "krachtwonen", "W13").get("/").text
    assert "Crisisopvang die de verwijzer al moest overnemen" in late
    assert "Verblijven zonder dossier die bijna eindigen" in late
    elsewhere = sign_in(app.test_client(), "coordinator", "krachtwonen", "34027").get("/").text
    assert "Crisisopvang" not in elsewhere
    assert "zonder dossier" not in elsewhere
