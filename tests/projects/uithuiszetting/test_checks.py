"""Looking back after 6 and 12 months, the list of the coordinator, and dispatches counted."""

import random
from datetime import date, timedelta
from fractions import Fraction

import pytest
from sqlalchemy import select

from app.actionplan.evaluation import evaluate
from app.actionplan.registry import measure_by_key
from app.cases.loading import case_for_change
from app.cases.service import assign_worker, close_case, reopen_case
from app.core.period import Period
from app.projects.uithuiszetting.models import Dispatch
from app.projects.uithuiszetting.models_checks import HousingCheck
from app.projects.uithuiszetting.queries_escalation import escalated_reports
from app.projects.uithuiszetting.rules import Step, Told
from app.projects.uithuiszetting.service import log_stage, report_eviction
from tests.oracle.woonclub_plan import median_of
from tests.support.clients import registered
from tests.support.people import post, sign_in

NOBODY = "Niemand volgt dit op"


@pytest.fixture
def dispatcher(app):
    return sign_in(app.test_client(), "social_worker", "uithuiszetting", "34022")


def told(on, stage="signal"):
    return Told(reported_on=on, municipality="34022", reporter="huurder", problems=("huurachterstand",), stage=stage,
                adults=1)  # fmt: skip


def a_report(work, on, stage="signal", **person):
    somebody = registered(work, "34022", national_number=None, **person)
    with work.transaction():
        return report_eviction(work, person_uid=somebody.uid, told=told(on, stage), organisation="34022")


def closed(work, on, reason="vermeden", name="Terugblik"):
    case = a_report(work, on - timedelta(days=20), family_name=name)
    with work.transaction():
        close_case(work, case=case_for_change(work, case.number), on=on, reason=reason)
    return case


def figure(work, key, year):
    return evaluate(work.session, measure_by_key(f"eviction.{key}"), Period.of_year(year))


def test_a_closed_report_comes_back_after_6_and_12_months(dispatcher, work):
    case = closed(work, date(2025, 9, 10))
    closed(work, date(2025, 9, 10), reason="uitgevoerd", name="Anders")
    checks = list(work.session.scalars(select(HousingCheck).order_by(HousingCheck.months)))
    assert [(each.months, each.due_on) for each in checks] == [(6, date(2026, 3, 10)), (12, date(2026, 9, 10))]
    address = f"/uithuiszetting/nazicht/{checks[0].uid}"
    desk = dispatcher.get("/uithuiszetting/").text
    assert address in desk
    assert "Te laat" in desk
    assert str(checks[1].uid) not in desk
    for change, words in (
        ({"on": "17/03/2026"}, "Deze dag moet nog komen"),
        ({"on": "09/09/2025"}, "De vorige stap is van 10/09/2025"),
        ({"result": ""}, "Kies hoe het huishouden nu woont."),
    ):
        refused = post(dispatcher, address, {"result": "moved_home", "on": "12/03/2026"} | change)
        assert refused.status_code == 422
        assert words in refused.text
    assert post(dispatcher, address, {"result": "moved_home", "on": "12/03/2026"}).status_code == 303
    assert post(dispatcher, address, {"result": "evicted", "on": "12/03/2026"}).status_code == 404
    page = dispatcher.get(f"/dossiers/{case.number}").text
    assert "Na 6 maanden: verhuisd naar een andere woning (12/03/2026)" in page
    assert "Na 12 maanden: na te kijken tegen 10/09/2026" in page
    work.session.rollback()
    rate = figure(work, "still_housed_rate", 2026)
    assert (rate.value, rate.numerator, rate.denominator) == (1, 1, 1)


def test_a_report_that_is_taken_up_again_is_looked_back_on_after_its_last_closing(dispatcher, work):
    case = closed(work, date(2025, 9, 10))
    with work.transaction():
        reopen_case(work, case=case_for_change(work, case.number), on=date(2025, 10, 1))
    assert "Niets na te kijken." in dispatcher.get("/uithuiszetting/").text
    with work.transaction():
        close_case(work, case=case_for_change(work, case.number), on=date(2025, 12, 1), reason="vermeden")
    assert "Niets na te kijken." in dispatcher.get("/uithuiszetting/").text
    assert len(work.session.scalars(select(HousingCheck)).all()) == 4


def test_the_coordinator_sees_what_gets_stuck(app, work):
    coordinator = sign_in(app.test_client(), "coordinator", "uithuiszetting", "W13")
    stuck = a_report(work, date(2026, 3, 2), family_name="Vast")
    fresh = a_report(work, date(2026, 3, 13), family_name="Vers")
    near = a_report(work, date(2026, 3, 13), family_name="Nabij")
    with work.transaction():
        assign_worker(work, case=case_for_change(work, near.number), worker_uid=near.uid)
        step = Step("bailiff_date", date(2026, 3, 13), date(2026, 3, 27))
        log_stage(work, case=case_for_change(work, near.number), step=step)
    found = {each.case.number: [why.words for why in each.concerns] for each in escalated_reports(work)}
    assert found[stuck.number] == [NOBODY, "Termijn voorbij: melding doorverwijzen"]
    assert found[near.number] == ["Uitdrijving aangekondigd"]
    assert fresh.number not in found
    page = coordinator.get("/uithuiszetting/coordinator").text
    assert stuck.number in page
    assert "Vast" not in page
    worker = sign_in(app.test_client(), "social_worker", "uithuiszetting", "34022")
    assert worker.get("/uithuiszetting/coordinator").status_code == 403


def test_dispatches_equal_the_recount(app, work):
    chance, facts = random.Random(3), []
    for place in range(25):
        case = a_report(work, date(2024, 1, 1) + timedelta(days=chance.randrange(700)), family_name=f"Telling {place}")
        days = sorted(case.opened_on + timedelta(days=chance.randrange(60)) for _ in range(chance.randrange(4)))
        sent = [(day, chance.choice(["ocmw", "caw", None])) for day in days]
        with work.transaction():
            work.session.add_all(
                Dispatch(case_uid=case.uid, sent_on=day, destination=kind, answer="declined", answered_on=day)
                for day, kind in sent
            )
        facts.append((case.opened_on, sent))
    for year in (2023, 2024, 2025):
        kinds = [kind for _, sent in facts for day, kind in sent if day.year == year]
        first = [(sent[0][0] - opened).days for opened, sent in facts if sent and sent[0][0].year == year]
        found = figure(work, "dispatches", year)
        assert found.value == len(kinds)
        by = {key: part for key, part in found.by["destination"].items() if part}
        assert by == {kind or "unknown": kinds.count(kind) for kind in set(kinds)}
        median = figure(work, "dispatch_days_median", year).value
        assert (None if median is None else Fraction(median)) == median_of(first)
