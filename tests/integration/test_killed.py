"""Import, erasure, upload and trail in a process that is killed at any statement: whole or not at all, never half."""

import os
from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import func, select

from app.actionplan.models import PublishedFigure
from app.audit.chain import verify
from app.audit.models import AuditRecord
from app.audit.models_day import AuditSeal
from app.audit.seals import check_seals
from app.cases.models import Case
from app.cases.models_documents import Document
from app.cases.service_documents import read_document, sweep_unfinished
from app.cases.stores import FolderStore
from app.clients.models import Person, SearchToken
from app.crypto.day_keys import begin_epoch, current_day_key
from app.crypto.tombstones import burials
from app.privacy.figures import every_figure
from app.privacy.models import ErasureCertificate
from app.privacy.service_erasure import replay
from tests.support.key_content import opened, with_root_files
from tests.support.kills import CLOCK, DOCUMENT, run_killed
from tests.support.plan_files import ROWS, write_csv

pytestmark = pytest.mark.households
KILLS = {"sqlite": 4, "postgresql": 2}
"""How many kills each job gets, spread over its statements; `KILL_EVERY=1` tries every one of them."""
STEPS = {"import": 24, "erase": 140, "upload": 26, "audit": 30}
"""Roughly how many steps each job takes."""


@pytest.fixture
def installation(settings):
    return with_root_files(settings)


def moments(job, engine_name):
    """Before which steps the job is killed, in turn; the last turns out to be beyond its end."""
    every = int(os.environ.get("KILL_EVERY", STEPS[job] // KILLS[engine_name]))
    return count(every, every)


def how_many(work, model):
    return work.session.scalar(select(func.count()).select_from(model))


def trail_is_sound(work):
    assert verify(work.session, work.trail.key).first_bad is None
    return how_many(work, AuditRecord)


def test_an_import_is_there_or_not(installation, engine_name, tmp_path):
    row = ROWS["measurements"]()[0]
    rows = [row | {"uitsplitsing": f"nummer={number}", "value": str(number)} for number in range(8)]
    job = f"import {write_csv(tmp_path / 'figures.csv', rows)}"
    with opened(installation) as work:
        before = how_many(work, PublishedFigure), trail_is_sound(work)
    for number in moments("import", engine_name):
        killed = run_killed(installation, job, number)
        with opened(installation) as work:
            after = how_many(work, PublishedFigure), trail_is_sound(work)
        if not killed:
            break
        assert after == before, number
    assert number > STEPS["import"] // 4
    assert after[0] == before[0] + len(rows)
    assert after[1] > before[1]


def test_an_erasure_is_not_begun_or_is_finished_by_replay(installation, engine_name):
    with opened(installation) as work:
        figures = every_figure(work)
        people = iter(work.session.scalars(select(Person.uid).where(Person.erased_on.is_(None))).all())
    one, done = next(people), 0
    for number in moments("erase", engine_name):
        killed = run_killed(installation, f"erase {one}", number)
        with opened(installation) as work:
            buried = {uid for burial in burials(work.vault.keystore) for uid in burial.persons}
            if killed and one not in buried:
                assert work.session.get_one(Person, one).family_name, "untouched"
                assert how_many(work, ErasureCertificate) == done
                continue
            with work.transaction():
                replayed = replay(work)
            assert len(replayed) == killed, "killed between the keys and the data"
            person = work.session.get_one(Person, one)
            assert (person.family_name, person.erased_on) == (None, CLOCK.today())
            assert not work.session.scalars(select(SearchToken).where(SearchToken.person_uid == one)).all()
            trail_is_sound(work)
        one, done = next(people), done + 1
        if not killed:
            break
    with opened(installation) as work:
        assert how_many(work, ErasureCertificate) == done
        assert every_figure(work) == figures
        assert work.session.get_one(Person, one).family_name, "the others are readable"


def test_a_document_is_there_or_leaves_only_noise_that_is_swept(installation, engine_name):
    store = FolderStore(installation.home / "documents")
    with opened(installation) as work:
        case = work.session.scalars(select(Case.uid)).first()
    for number in moments("upload", engine_name):
        killed = run_killed(installation, f"upload {case}:{store.folder}", number)
        kept = [file.read_bytes() for file in installation.home.rglob("*") if file.is_file()]
        assert not [one for one in kept if b"Kanarievogel" in one], "sealed at every moment"
        with opened(installation) as work:
            trail_is_sound(work)
            known = work.session.scalars(select(Document.uid)).all()
            if not killed:
                break
            assert known == [], number
    assert number > STEPS["upload"] // 4
    with opened(installation) as work:
        found = work.session.get_one(Document, known[0])
        assert b"".join(read_document(store, found)) == DOCUMENT
        sweep_unfinished(work.session, store, CLOCK.now() + timedelta(days=36_500))
        assert [uid for uid, _ in store.files()] == [found.uid]
        assert len([file for file in store.folder.rglob("*") if file.is_file()]) == 1


def test_the_trail_goes_on_and_its_days_close(installation, engine_name):
    with opened(installation) as work:
        first = begin_epoch(work.vault.keystore)
    for number in moments("audit", engine_name):
        killed = run_killed(installation, "audit now", number)
        with opened(installation) as work:
            trail_is_sound(work)
            assert check_seals(work.session, first).first_bad is None
            if not killed:
                break
    with opened(installation) as work:
        assert check_seals(work.session, first).days == how_many(work, AuditSeal) >= 1
        assert current_day_key(work.vault.keystore).number == how_many(work, AuditSeal), "the key of the day is gone"
