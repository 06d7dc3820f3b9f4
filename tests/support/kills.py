"""Processes that are killed at a chosen statement: what power failures and impatient operators do to key work."""

import multiprocessing
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, event

from app.access.actor import Actor, Grant, system_actor
from app.access.work import Work, working
from app.actionplan.importers import IMPORTERS
from app.audit.seals import close_day, forget_key
from app.cases.models import Case
from app.cases.service_documents import add_document
from app.cases.stores import FolderStore
from app.clients import token_rotation
from app.core.clock import FixedClock
from app.core.db import make_engine
from app.crypto import resealing, rewrapping
from app.crypto.key_tasks import TaskKind
from app.crypto.roots import ROOT_BYTES, Root
from app.imports import run
from app.installation import open_installation
from app.keys.rotation import remove_older, rotate
from app.privacy.service_erasure import erase_persons
from config.settings import Settings

KILLED = 137
SMALL_BATCH = 3
CLOCK = FixedClock(datetime(2026, 3, 16, 11, 0, tzinfo=UTC))

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload([__name__, "app.models"])


def run_killed(settings: Settings, job: str, kill_at: int | None) -> bool:
    """Do a job (`root`, `remove root`, `import FILE`, …) in a process of its own; True when it was killed, False when
    it ended well.

    Statements, commits, pieces of a file and every change of the root keys count; the process ends before the one with
    number `kill_at`.
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
    run.CHUNK = SMALL_BATCH
    data = make_engine(settings.database_url)
    services = open_installation(settings, data, CLOCK)
    assert services is not None
    step = _die_at(kill_at or 0, services.vault.roots)
    verb, _, rest = job.rpartition(" ")
    with working(services, system_actor("test"), "test") as work:
        _JOBS[verb](work, rest, lambda pieces: _stepping(pieces, step))
    os._exit(0)


_Slow = Callable[[Iterable[bytes]], Iterator[bytes]]


def _rotate(work: Work, kind: str, _slow: _Slow) -> None:
    rotate(work, TaskKind(kind), lambda *_: None)


def _remove(work: Work, kind: str, _slow: _Slow) -> None:
    remove_older(work, TaskKind(kind), at_once=True)


def _import(work: Work, file: str, _slow: _Slow) -> None:
    importer = next(one for one in IMPORTERS if one.kind == "measurements")
    result = run.run_import(work, importer, Path(file))
    assert not result.errors, result.errors


def _erase(work: Work, uid: str, _slow: _Slow) -> None:
    decided = Actor("user:decides", (Grant("dpo"),), None)
    with work.transaction():
        erase_persons(work, persons=[UUID(uid)], ground="verzoek", decided_by=decided)


def _upload(work: Work, rest: str, slow: _Slow) -> None:
    uid, _, folder = rest.partition(":")

    class Slow(FolderStore):
        def write(self, uid: UUID, pieces: Iterable[bytes]) -> None:
            super().write(uid, slow(pieces))

    with work.transaction():
        case = work.session.get_one(Case, UUID(uid))
        add_document(work, Slow(Path(folder)), case=case, file=BytesIO(DOCUMENT), name="brief.pdf")


def _audit(work: Work, _rest: str, _slow: _Slow) -> None:
    """Changes, a look and the end of a day."""
    for _ in range(2):
        with work.transaction():
            for _ in range(3):
                work.trail.record("test", "test")
    work.context.opened[UUID(int=7)] = frozenset({"person.family_name"})
    with work.transaction():
        close_day(work.session, work.vault.keystore, work.clock)
    forget_key(work.session, work.vault.keystore)


_JOBS = {"": _rotate, "remove": _remove, "import": _import, "erase": _erase, "upload": _upload, "audit": _audit}
DOCUMENT = b"%PDF-1.7\n" + b"Kanarievogel in een brief " * 12_000


def _stepping(pieces: Iterable[bytes], step: Callable[[], None]) -> Iterator[bytes]:
    for piece in pieces:
        step()
        yield piece


def _die_at(number: int, roots: Any) -> Callable[[], None]:
    """End the process before the step with this number; none has the number 0. Returns what counts one more."""
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
    return step


def write_roots(settings: Settings, number_of: Callable[[Root], bytes] | None = None) -> None:
    """Put the first generation of every root in the files of an installation."""
    settings.key_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for root in Root:
        path = settings.key_folder / f"{root.value}.1.key"
        path.write_text((number_of(root) if number_of else secrets.token_bytes(ROOT_BYTES)).hex() + "\n")
        path.chmod(0o400)
