"""A server that is killed in the middle of a load: whatever it said it had kept is there, once, whole and readable."""

import multiprocessing
import os
import signal
import threading
from collections import Counter
from datetime import UTC, datetime
from itertools import count

import pytest
from sqlalchemy import select

from app import create_app
from app.audit.chain import verify
from app.cases.models import Case
from app.cases.models_log import Note
from app.core.clock import FixedClock
from tests.support.databases import TEST_ROOTS
from tests.support.people import HouseClient, add_person, post, sign_in_as

CLOCK = FixedClock(datetime(2026, 3, 16, 11, 0, tzinfo=UTC))
WORKERS, ENOUGH, PATIENCE = 4, 30, 120
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload([__name__, "app.factory"])


def _serve(settings, user, number, said):
    """A process that answers requests of several colleagues at once, and tells of each note after its answer."""
    app = create_app(settings, clock=CLOCK, roots=TEST_ROOTS)
    app.test_client_class = HouseClient
    telling = threading.Lock()

    def colleague(place):
        client = sign_in_as(app.test_client(), user)
        for n in count():
            words = f"Notitie {place}.{n}"
            answer = post(client, f"/dossiers/{number}/notitie", {"text": words, "on": "2026-03-16"})
            with telling:
                said.send((answer.status_code, words))

    for place in range(WORKERS):
        threading.Thread(target=colleague, args=(place,)).start()


@pytest.mark.households
def test_nothing_that_was_acknowledged_is_lost(app, work, settings):
    user = add_person(app, "social_worker")
    number, case = work.session.execute(select(Case.number, Case.uid).where(Case.closed_on.is_(None)).limit(1)).one()
    before = verify(work.session, work.trail.key).records
    work.session.rollback()
    heard, said = _context.Pipe(duplex=False)
    server = _context.Process(target=_serve, args=(settings, user, number, said))
    server.start()
    said.close()
    acknowledged = []
    with pytest.raises(EOFError):
        while True:
            assert heard.poll(PATIENCE)
            acknowledged.append(heard.recv())
            if len(acknowledged) == ENOUGH:
                os.kill(server.pid, signal.SIGKILL)
    server.join(PATIENCE)
    assert server.exitcode == -signal.SIGKILL
    assert {status for status, _words in acknowledged} == {303}
    notes = work.session.scalars(select(Note).where(Note.case_uid == case))
    kept = Counter(note.text for note in notes if note.text.startswith("Notitie "))
    assert len(acknowledged) >= ENOUGH
    assert {words for _status, words in acknowledged} <= set(kept)
    assert set(kept.values()) == {1}
    assert sum(kept.values()) <= len(acknowledged) + WORKERS, "no more than what was under way"
    verdict = verify(work.session, work.trail.key)
    assert verdict.first_bad is None
    assert verdict.records >= before + len(kept)
