"""Tasks: planned with a contact or by themselves, ticked off, put back; what is late is said."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.cases.models_tasks import Task
from app.cases.queries_tasks import my_tasks, tasks_of
from app.cases.service import close_case, void_case
from app.cases.service_tasks import add_task, finish_task
from app.core.errors import NotFound, Refused
from tests.support.cases import KIND, TODAY, add_case, trail_text
from tests.support.people import post, sign_in

SECRET = "Bellen over de zeehondjes"


@pytest.fixture
def worker(app):
    return sign_in(app.test_client(), "social_worker", KIND.key, "34022")


@pytest.fixture
def case(work, worker):
    with work.transaction():
        return add_case(work, opened_on=date(2026, 1, 5), worker_uid=worker.user_uid, family_name="Zeldzaam")


def sole(work):
    work.session.rollback()
    return work.session.scalars(select(Task)).one()


def plan(work, case, due_on=TODAY, **more):
    with work.transaction():
        return add_task(work, case=case, what=SECRET, due_on=due_on, **more)


@pytest.mark.parametrize("path", ["", "/contact"])
def test_one_tick_plans_a_follow_up(worker, work, case, path):
    contact = {"kind": "gesprek", "on": "16/03/2026", "text": "Belt terug"}
    address = f"/dossiers/{case.number}{path}"
    assert post(worker, address, contact).status_code == 303
    assert work.session.scalars(select(Task)).all() == []
    assert post(worker, address, contact | {"with_follow_up": "y"}).status_code == 303
    task = sole(work)
    assert (task.due_on, task.assigned_uid, task.done_on) == (TODAY + timedelta(days=7), worker.user_uid, None)
    assert "Opvolgen na contact van 16/03/2026" in worker.get(f"/dossiers/{case.number}").text


def test_a_task_from_the_case_to_my_work_and_off_the_list(worker, work, case):
    address = f"/dossiers/{case.number}/taak"
    assert "23/03/2026" in worker.get(address).text
    form = {"what": SECRET, "due_on": "17/03/2026", "whom": "ik"}
    assert post(worker, address, form).status_code == 303
    assert SECRET not in worker.get("/").text
    with work.transaction():
        sole(work).due_on = date(2026, 3, 12)
    page = worker.get("/").text
    assert SECRET in page
    assert "Te laat" in page
    assert "Alles wat vandaag of vroeger moest (1)" in page
    uid = sole(work).uid
    done = post(worker, f"/taken/{uid}/klaar", {"van": "werk"})
    assert (done.status_code, done.location) == (303, "/")
    assert SECRET not in worker.get("/").text
    assert "Zet terug" in worker.get("/taken").text
    back = post(worker, f"/taken/{uid}/terug", {"van": "dossier"})
    assert back.location.endswith(case.number)
    assert SECRET in worker.get("/").text
    assert SECRET not in trail_text(work.session)
    assert SECRET.encode() not in sole(work).what_cell


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"due_on": "15/03/2026"}, "due_on", "Deze dag is voorbij"),
        ({"due_on": "31/02/2026"}, "due_on", "bestaat niet"),
        ({"what": " "}, "what", "Schrijf kort op"),
        ({"what": "x" * 201}, "what", "200 tekens"),
        ({"whom": "baas"}, "whom", "Kies een van de mogelijkheden"),
    ],
)
def test_a_task_that_is_refused_keeps_what_was_typed(worker, work, case, change, field, words):
    answer = post(
        worker, f"/dossiers/{case.number}/taak", {"what": SECRET, "due_on": "17/03/2026", "whom": "ik"} | change
    )
    assert answer.status_code == 422
    assert words in answer.text
    assert f'href="#{field}' in answer.text
    assert work.session.scalars(select(Task)).all() == []


def test_a_task_for_nobody_by_name_is_for_whoever_follows_the_case(work, case, worker, as_actor):
    plan(work, case)
    plan(work, case, assigned_uid=as_actor("social_worker", KIND.key, "34022").actor.user_uid)
    mine = worker.get("/taken").text
    assert mine.count(SECRET) == 2  # once as words, once on its button
    assert len(tasks_of(work, case)) == 2


def test_what_is_over_is_not_to_be_done(work, case, worker):
    plan(work, case)
    with work.transaction():
        close_case(work, case=case, on=TODAY, reason="opgelost")
    assert SECRET not in worker.get("/taken").text
    with pytest.raises(Refused), work.transaction():
        add_task(work, case=case, what=SECRET, due_on=TODAY)


def test_tasks_of_others_are_as_good_as_missing(work, case, as_actor):
    task = plan(work, case)
    stranger = as_actor("social_worker", KIND.key, "34027")
    with pytest.raises(NotFound), stranger.transaction():
        finish_task(stranger, uid=task.uid)
    with work.transaction():
        void_case(work, case=case)
    with pytest.raises(NotFound), work.transaction():
        finish_task(work, uid=task.uid)


def test_ticking_off_twice_changes_nothing(work, case):
    task = plan(work, case)
    for _ in range(2):
        with work.transaction():
            assert finish_task(work, uid=task.uid).done_on == TODAY
    assert my_tasks(work) == []


def test_who_may_not_read_what_was_written_sees_only_that_there_is_a_task(app, work, case):
    plan(work, case)
    partner = sign_in(app.test_client(), "partner_worker", KIND.key, "34022")
    page = partner.get(f"/dossiers/{case.number}").text
    assert SECRET not in page
    assert "<strong>Taak</strong>" in page
    assert "Klaar" not in page
