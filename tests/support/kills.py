"""Processes that are killed at a chosen statement: what power failures and impatient operators do to key work."""

import multiprocessing
import os
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, event

from app.access.actor import system_actor
from app.access.work import working
from app.clients import token_rotation
from app.core.clock import FixedClock
from app.core.db import make_engine
from app.crypto import resealing, rewrapping
from app.crypto.key_tasks import TaskKind
from app.crypto.roots import ROOT_BYTES, Root
from app.installation import open_installation
from app.keys.rotation import remove_older, rotate
from config.settings import Settings

KILLED = 137
SMALL_BATCH = 3
CLOCK = FixedClock(datetime(2026, 3, 16, 11, 0, tzinfo=UTC))

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload([__name__, "app.models"])


def run_killed(settings: Settings, job: str, kill_at: int | None) -> bool:
    """Do a job (`root`, `remove root`, …) in a process of its own; True when it was killed, False when it ended well.

    Statements, commits and every change of the root keys count; the process ends before the one with number `kill_at`.
    """
    process = _context.Process(target=_work, args=(settings, job, kill_at))
    process.start()
    process.join(60)
    if process.exitcode not in (0, KILLED):
        raise AssertionError(f"{job}, killed at {kill_at}: exit code {process.exitcode}")
    return process.exitcode == KILLED


def _work(settings: Settings, job: str, kill_at: int | None) -> None:
    for module in (rewrapping, resealing, token_rotation):
        module.BATCH = SMALL_BATCH  # type: ignore[attr-defined]
    data = make_engine(settings.database_url)
    services = open_installation(settings, data, CLOCK)
    assert services is not None
    if kill_at is not None:
        _die_at(kill_at, services.vault.roots)
    verb, _, kind = job.rpartition(" ")
    with working(services, system_actor("test"), "test") as work:
        if verb == "remove":
            remove_older(work, TaskKind(kind), at_once=True)
        else:
            rotate(work, TaskKind(kind), lambda *_: None)
    os._exit(0)


def _die_at(number: int, roots: Any) -> None:
    count = 0

    def step(*_args: object) -> None:
        nonlocal count
        count += 1
        if count == number:
            os._exit(KILLED)

    def surrounded(change: Callable[[Root, int], None]) -> Callable[[Root, int], None]:
        def changed(root: Root, generation: int) -> None:
            step()
            change(root, generation)
            step()

        return changed

    event.listen(Engine, "before_cursor_execute", lambda *_args: step())

    @event.listens_for(Engine, "commit")
    def _before_commit(_connection: Connection) -> None:
        step()

    roots.create, roots.forget = surrounded(roots.create), surrounded(roots.forget)


def write_roots(settings: Settings, number_of: Callable[[Root], bytes] | None = None) -> None:
    """Put the first generation of every root in the files of an installation."""
    settings.key_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for root in Root:
        path = settings.key_folder / f"{root.value}.1.key"
        path.write_text((number_of(root) if number_of else secrets.token_bytes(ROOT_BYTES)).hex() + "\n")
        path.chmod(0o400)
