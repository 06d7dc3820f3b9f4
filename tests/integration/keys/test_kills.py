"""Key work that is killed at any statement: everything stays readable, and the next run brings it to its end."""

import os
from itertools import count

import pytest

from app.clients.token_rotation import untokened
from app.crypto.key_tasks import TaskKind, TaskStatus
from app.crypto.resealing import newest_generations, read_headers
from app.crypto.rewrapping import keys_before
from tests.support.key_content import assert_sound, clone, discard, generations_of_tokens, opened
from tests.support.kills import run_killed

KINDS = ["root", "data", "search"]
STEP = {engine: int(os.environ.get("KILL_EVERY", every)) for engine, every in {"sqlite": 23, "postgresql": 47}.items()}
"""Every how many statements a process is killed; `KILL_EVERY=1` tries them all, which takes some minutes."""


def assert_nothing_left(work, kind):
    if kind == "root":
        assert keys_before(work.vault, 2) == 0
    elif kind == "data":
        headers = read_headers(work.session, newest_generations(work.vault))
        assert (headers.older, headers.keyless) == (0, 0)
        assert headers.newest > 0
    else:
        assert untokened(work.session, 2) == 0


def killed_everywhere(settings, expected, job, tmp_path, step):
    """Kill the job at every n-th statement, each time from the start; the last one survived it."""
    for turn, number in enumerate(count(1, step)):
        one = clone(settings, tmp_path / f"turn-{turn}")
        if not run_killed(one, job, number):
            assert turn, "the job made too few statements to be killed in between"
            assert_sound(one, expected)
            return one
        assert_sound(one, expected)
        assert not run_killed(one, job, None)
        with opened(one) as work:
            assert_nothing_left(work, job.split()[-1])
        discard(one)
    raise AssertionError("counting ended")


@pytest.mark.parametrize("kind", KINDS)
def test_rotation(filled, kind, tmp_path, engine_name):
    settings, expected = filled
    last = killed_everywhere(settings, expected, kind, tmp_path, STEP[engine_name])
    with opened(last) as work:
        assert_nothing_left(work, kind)
        assert work.vault.tasks.newest(TaskKind(kind)).status is TaskStatus.DONE
    discard(last)


@pytest.mark.parametrize("kind", KINDS)
def test_removal_of_what_was_replaced(filled, kind, tmp_path, engine_name):
    settings, expected = filled
    assert not run_killed(settings, kind, None)
    last = killed_everywhere(settings, expected, f"remove {kind}", tmp_path, (STEP[engine_name] + 1) // 2)
    with opened(last) as work:
        assert work.vault.tasks.newest(TaskKind(kind)).status is TaskStatus.REMOVED
        assert set(generations_of_tokens(work)) == ({2} if kind == "search" else {1})
        assert len(work.vault.keystore.keys_of(newest_generations(work.vault))) == len(newest_generations(work.vault))
    discard(last)


@pytest.mark.parametrize("kind", KINDS)
def test_killed_again_and_again_it_still_gets_there(filled, kind, engine_name):
    settings, expected = filled
    for number in count(7, 9):
        if not run_killed(settings, kind, number):
            break
        assert_sound(settings, expected)
    with opened(settings) as work:
        assert_nothing_left(work, kind)
