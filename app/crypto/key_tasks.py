"""What is being rotated, from which generation to which, and how far: kept beside the keys themselves."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import Column, Connection, Integer, String, Table, delete, insert, inspect, select, update
from sqlalchemy.exc import IntegrityError

from app.core.classification import TECHNICAL
from app.core.errors import Refused
from app.core.types import UtcDateTime
from app.crypto.keystore import Keystore, metadata
from app.crypto.roots import Root

key_task = Table(
    "key_task",
    metadata,
    Column("kind", String(20), primary_key=True, info=TECHNICAL),
    Column("to_generation", Integer, primary_key=True, autoincrement=False, info=TECHNICAL),
    Column("from_generation", Integer, nullable=False, info=TECHNICAL),
    Column("status", String(20), nullable=False, info=TECHNICAL),
    Column("step", String(20), nullable=False, info=TECHNICAL),
    Column("cursor", String(120), nullable=False, info=TECHNICAL),
    Column("done", Integer, nullable=False, info=TECHNICAL),
    Column("started_at", UtcDateTime, nullable=False, info=TECHNICAL),
    Column("finished_at", UtcDateTime, info=TECHNICAL),
    Column("removed_at", UtcDateTime, info=TECHNICAL),
)

BUSY: Final = "Een andere opdracht werkt op dit ogenblik aan dezelfde sleutels; wacht tot die klaar is."


class TaskKind(StrEnum):
    """What a rotation replaces."""

    ROOT = "root"
    DATA = "data"
    SEARCH = "search"
    AUDIT = "audit"


ROOT_OF: Final = {TaskKind.ROOT: Root.KEY_ENCRYPTION, TaskKind.SEARCH: Root.SEARCH, TaskKind.AUDIT: Root.AUDIT}
"""The root that a rotation gives a new generation; rotating data keys leaves the roots as they are."""


class TaskStatus(StrEnum):
    """How far a rotation is; the old generation is there until `removed`."""

    RUNNING = "running"
    DONE = "done"
    REMOVING = "removing"
    REMOVED = "removed"


@dataclass(frozen=True)
class KeyTask:
    """One rotation as it stands."""

    kind: TaskKind
    to_generation: int
    from_generation: int
    status: TaskStatus
    step: str
    cursor: str
    done: int
    started_at: datetime
    finished_at: datetime | None
    removed_at: datetime | None


class TaskBook:
    """Reads and writes rotations; each step forward is refused when somebody else made it first."""

    def __init__(self, keystore: Keystore) -> None:
        self._keystore = keystore

    def newest(self, kind: TaskKind) -> KeyTask | None:
        """The last rotation of this kind, whatever became of it."""
        query = select(key_task).where(key_task.c.kind == kind).order_by(key_task.c.to_generation.desc()).limit(1)
        with self._keystore.engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else _task(row)

    def every(self) -> list[KeyTask]:
        """All rotations, oldest first."""
        if not inspect(self._keystore.engine).has_table(key_task.name):
            return []  # a keystore that `init` still has to bring up to date
        with self._keystore.engine.connect() as connection:
            return [_task(row) for row in connection.execute(select(key_task).order_by(key_task.c.started_at))]

    def unfinished(self) -> list[KeyTask]:
        """The rotations that were begun and not brought to their end."""
        return [task for task in self.every() if task.status is TaskStatus.RUNNING]

    def begin(self, kind: TaskKind, from_generation: int, to_generation: int) -> KeyTask:
        """Write down that a rotation starts, before anything of it happens."""
        values = {
            "kind": kind,
            "to_generation": to_generation,
            "from_generation": from_generation,
            "status": TaskStatus.RUNNING,
            "step": "",
            "cursor": "",
            "done": 0,
            "started_at": datetime.now(UTC),
        }
        try:
            with self._keystore.writing() as connection:
                connection.execute(insert(key_task).values(**values))
        except IntegrityError:
            raise Refused(BUSY) from None
        begun = self.newest(kind)
        if begun is None:
            raise RuntimeError("a rotation that was just begun is not there")
        return begun

    def drop(self, task: KeyTask) -> None:
        """Forget a rotation of which nothing happened."""
        with self._keystore.writing() as connection:
            connection.execute(
                delete(key_task).where(key_task.c.kind == task.kind, key_task.c.to_generation == task.to_generation)
            )

    def move(self, task: KeyTask, **values: object) -> KeyTask:
        """Move a rotation on, in a transaction of its own."""
        with self._keystore.writing() as connection:
            return advance(connection, task, **values)


def advance(connection: Connection, task: KeyTask, **values: object) -> KeyTask:
    """Move a rotation on together with the work itself; Refused when it is no longer where this process left it."""
    row = connection.execute(
        update(key_task)
        .where(
            key_task.c.kind == task.kind,
            key_task.c.to_generation == task.to_generation,
            key_task.c.status == task.status,
            key_task.c.step == task.step,
            key_task.c.cursor == task.cursor,
        )
        .values(**values)
        .returning(*key_task.c)
    ).one_or_none()
    if row is None:
        raise Refused(BUSY)
    return _task(row)


def _task(row: object) -> KeyTask:
    values = {column.name: getattr(row, column.name) for column in key_task.c}
    return KeyTask(**values | {"kind": TaskKind(values["kind"]), "status": TaskStatus(values["status"])})
