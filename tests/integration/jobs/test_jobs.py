"""Jobs run once each time they are due, one at a time for each kind, and again after a failure or a killed process."""

import json
import os
from dataclasses import replace
from datetime import time, timedelta
from time import sleep

import pytest
from sqlalchemy import select

from app.access.actor import system_actor
from app.audit.models import AuditRecord
from app.cases.views_documents import STORE
from app.jobs.catalogue import job_kinds
from app.jobs.kinds import JobKind, Tools
from app.jobs.lock import holding
from app.jobs.models import Job, JobState
from app.jobs.rules import Schedule
from app.jobs.running import Runner
from app.jobs.service import INTERRUPTED
from tests.support.people import post, sign_in
from tests.support.workers import at_once

HOUSE = {
    "audit.close-day",
    "audit.verify",
    "drafts.clear",
    "documents.sweep",
    "retention.propose",
    "energiehuis.age",
    "krachtwonen.remind",
    "woonclub.clear-listings",
}


class Counted:
    """A kind of job that counts its runs, and fails when it is told to."""

    def __init__(self):
        self.runs, self.error = 0, None
        self.kind = JobKind("test.counted", "Tellen", Schedule(time(13, 0)), self.run)

    def run(self, work, _tools):
        self.runs += 1
        if self.error:
            raise self.error
        return 7


@pytest.fixture
def runner(app, services, settings):
    return Runner(services, Tools(app.extensions[STORE], settings.home), system_actor("test"))


@pytest.fixture
def row(services):
    def read(kind):
        with services.new_session() as session:
            return session.get(Job, kind)

    return read


def test_a_failing_job_is_tried_again_later_and_later_and_tells_nothing_of_the_error(runner, row, clock, caplog):
    counted = Counted()

    def ran():
        return [outcome.error or outcome.handled for outcome in runner.run_due([counted.kind])]

    assert ran() == []
    assert (row("test.counted").state, row("test.counted").due) == (JobState.WAITING, clock.now() + timedelta(hours=1))
    clock.instant += timedelta(hours=1)
    assert (ran(), ran(), counted.runs) == ([7], [], 1)
    clock.instant += timedelta(days=3)
    counted.error = ValueError("Jef Proefpersoon")
    waits = []
    for _attempt in range(5):
        assert ran() == ["ValueError"]
        job = row("test.counted")
        waits.append((job.due - clock.now(), job.attempts, job.state, job.error))
        assert ran() == [], "not before its time"
        clock.instant = job.due
    assert waits == [
        *((timedelta(minutes=5 * 2**n), n + 1, JobState.FAILED, "ValueError") for n in range(4)),
        (timedelta(days=1) - timedelta(minutes=75), 0, JobState.FAILED, "ValueError"),
    ]
    counted.error = None
    assert ran() == [7]
    job = row("test.counted")
    assert (job.state, job.attempts, job.error, job.reference, job.handled) == (JobState.DONE, 0, None, None, 7)
    with runner.services.new_session() as session:
        trail = session.scalars(select(AuditRecord.detail).where(AuditRecord.entity == "job")).all()
    assert trail == ["test.counted: 7", *["test.counted: ValueError"] * 5, "test.counted: 7"]
    assert "Proefpersoon" not in "".join(record.getMessage() for record in caplog.records) + repr(trail)


def test_one_kind_never_runs_twice_at_once_and_a_killed_run_is_seen(runner, row, clock, services, settings):
    counted = Counted()
    list(runner.run_due([counted.kind]))
    clock.instant += timedelta(hours=1)
    seen = []

    def nested(work, tools):
        seen.append([outcome.kind.key for outcome in runner.run_due([counted.kind])])
        seen.append(row("test.counted").state)
        return counted.run(work, tools)

    assert [one.handled for one in runner.run_due([replace(counted.kind, run=nested)])] == [7]
    assert seen == [[], JobState.RUNNING]
    clock.instant += timedelta(days=1)
    child = os.fork()
    if child == 0:
        with services.new_session() as session:
            session.get_bind().dispose(close=False)
        services.vault.keystore.engine.dispose(close=False)
        list(runner.run_due([replace(counted.kind, run=lambda *_: os._exit(9))]))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert row("test.counted").state is JobState.RUNNING
    _wait_until_let_go(runner, settings.home)
    assert list(runner.run_due([counted.kind])) == []
    assert (row("test.counted").state, row("test.counted").error) == (JobState.FAILED, INTERRUPTED)
    clock.instant += timedelta(minutes=5)
    assert [one.handled for one in runner.run_due([counted.kind])] == [7]
    with holding(runner._engine(), settings.home, "test.counted") as mine, \
            holding(runner._engine(), settings.home, "test.other") as other:  # fmt: skip
        assert (mine, other) == (True, True)


def _wait_until_let_go(runner, home):
    """PostgreSQL notices soon, not at once, that a process is gone."""
    for _ in range(200):
        with holding(runner._engine(), home, "test.counted") as mine:
            if mine:
                return
        sleep(0.05)
    raise AssertionError("the lock of a process that is gone was never let go")


def _contend(services, ready, home):
    """One of several timers that go off together."""
    counted = Counted()
    kind = replace(counted.kind, schedule=Schedule(time(12, 0)))
    ready()
    list(Runner(services, Tools(None, home), system_actor("test")).run_due([kind]))
    return counted.runs


def test_of_timers_that_go_off_together_one_runs_the_job(runner, services, settings):
    with services.new_session() as session, session.begin():
        session.add(Job(kind="test.counted", due=services.clock.now(), state=JobState.WAITING, attempts=0))
    assert sorted(at_once(settings, _contend, [settings.home] * 8)) == [0] * 7 + [1]


def test_the_kinds_of_the_house_run_by_one_command_and_again_without_harm(app, clock, row, tmp_path):
    run = app.test_cli_runner().invoke
    assert {kind.key for kind in job_kinds()} == HOUSE
    assert json.loads(run(args=["jobs", "run", "--json"]).stdout) == []
    assert "nog niet gepland" not in run(args=["jobs", "list"]).stdout
    assert run(args=["audit", "first-key", str(tmp_path / "first")]).exit_code == 0
    for _round in range(2):
        clock.instant += timedelta(days=7)
        done = json.loads(run(args=["jobs", "run", "--json"]).stdout)
        assert {one["kind"]: one["error"] for one in done} == dict.fromkeys(HOUSE)
        assert json.loads(run(args=["jobs", "run", "--json"]).stdout) == []
    assert {one["state"] for one in json.loads(run(args=["jobs", "list", "--json"]).stdout)} == {"gelukt"}
    assert run(args=["jobs", "run", "drafts.clear"]).exit_code == 0
    assert run(args=["jobs", "run", "unknown"]).exit_code == 1


def test_the_page_shows_how_each_stands_and_makes_one_due(app, clock, row):
    client = sign_in(app.test_client(), "administrator")
    page = client.get("/taken-systeem").text
    assert page.count("nog niet gepland") == len(HOUSE)
    assert "niet ingesteld" in page
    assert "Loopt de timer" in page
    app.test_cli_runner().invoke(args=["jobs", "run"])
    assert "Loopt de timer" not in client.get("/taken-systeem").text
    assert post(client, "/taken-systeem/drafts.clear/opnieuw").status_code == 302
    assert row("drafts.clear").due == clock.now()
    app.test_cli_runner().invoke(args=["jobs", "run"])
    page = client.get("/taken-systeem").text
    assert "gelukt" in page and "17/03/2026" in page
    assert post(client, "/taken-systeem/onbekend/opnieuw").status_code == 404
