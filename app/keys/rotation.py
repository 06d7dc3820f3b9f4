"""Rotation of keys: begun or taken up where it stopped, proved complete, on record."""

from datetime import timedelta
from typing import Final

from sqlalchemy.orm import Session

from app.access.work import Work
from app.clients.token_rotation import remove_older_tokens, retoken, untokened
from app.core.db import transaction
from app.core.errors import Refused
from app.crypto.key_tasks import ROOT_OF, KeyTask, TaskKind, TaskStatus
from app.crypto.resealing import CELLS, remove_older_keys, reseal
from app.crypto.rewrapping import Progress, forget_older_roots, rewrap
from app.crypto.startup import plant_canary
from app.crypto.vault import Vault

KEEP_DAYS: Final = 35
"""How long backups of the keystore are kept: until then one of them may need what was replaced."""


def rotate(work: Work, kind: TaskKind, progress: Progress) -> KeyTask:
    """Bring a rotation to its end, whether it starts now or was cut short before; the old generation stays.

    Refused when something is left under the old generation that cannot be brought over.
    """
    task = _begun(work.vault, kind)
    _record(work, task, "resumed" if task.cursor or task.step else "started")
    _open_generation(work.vault, task)
    if kind is TaskKind.ROOT:
        task = rewrap(work.vault, task, progress)
    elif kind is TaskKind.DATA:
        task = reseal(work.vault, work.session, task, progress)
    elif kind is TaskKind.SEARCH:
        task = retoken(work, task, progress)
    _record(work, task, "done")
    return work.vault.tasks.move(task, status=TaskStatus.DONE, finished_at=work.clock.now())


def remove_older(work: Work, kind: TaskKind, *, at_once: bool) -> KeyTask:
    """Destroy what a finished rotation replaced, after proving once more that nothing needs it.

    Refused before the backups of the keystore that may need it are gone, unless `at_once`.
    """
    if kind is TaskKind.AUDIT:
        raise Refused("Oude generaties van de auditwortel blijven: zonder hen is het spoor van toen niet na te gaan.")
    task = work.vault.tasks.newest(kind)
    if task is None or task.status not in (TaskStatus.DONE, TaskStatus.REMOVING) or task.finished_at is None:
        raise Refused(f"Er is niets te verwijderen: geen afgewerkte `keys rotate {kind}`.")
    free_from = task.finished_at + timedelta(days=KEEP_DAYS)
    if not at_once and work.clock.now() < free_from:
        raise Refused(
            f"Reservekopieën van de sleutelbank kunnen de oude sleutels nog nodig hebben tot {free_from:%d/%m/%Y}; "
            "met --now gaan ze nu weg."
        )
    if task.status is TaskStatus.DONE:
        task = work.vault.tasks.move(task, status=TaskStatus.REMOVING)
    removed = _remove(work, task)
    _record(work, task, f"removed {removed}")
    return work.vault.tasks.move(task, status=TaskStatus.REMOVED, done=removed, removed_at=work.clock.now())


def _begun(vault: Vault, kind: TaskKind) -> KeyTask:
    task = vault.tasks.newest(kind)
    if task is not None and task.status is TaskStatus.RUNNING:
        return task
    if task is not None and task.status is TaskStatus.REMOVING:
        # The removal found something that still needs the old generation: that comes over first.
        step = CELLS if kind is TaskKind.DATA else ""
        return vault.tasks.move(task, status=TaskStatus.RUNNING, step=step, cursor="")
    root = ROOT_OF.get(kind)
    rounds = task.to_generation if task else 1
    newest = vault.roots.generation(root) if root else rounds
    return vault.tasks.begin(kind, newest, newest + 1)


def _open_generation(vault: Vault, task: KeyTask) -> None:
    """Make the new generation of the root and its canary, as far as they are not there yet."""
    root = ROOT_OF.get(task.kind)
    if root is None:
        return
    try:
        vault.roots.create(root, task.to_generation)
    except Refused:
        vault.tasks.drop(task)
        raise
    plant_canary(vault, root, task.to_generation)


def _remove(work: Work, task: KeyTask) -> int:
    if task.kind is TaskKind.ROOT:
        return forget_older_roots(work.vault, task)
    with transaction(work.session):
        if task.kind is TaskKind.DATA:
            return remove_older_keys(work.vault, work.session)
        _forget_search_roots(work.vault, work.session, task)
    return remove_older_tokens(work.session, task.to_generation)


def _forget_search_roots(vault: Vault, session: Session, task: KeyTask) -> None:
    """Inside a transaction on the data, whose lock keeps tokens from being written meanwhile."""
    left = untokened(session, task.to_generation, lock=True)
    if left:
        raise Refused(f"{left} zoektekens hebben nog geen nieuwe tegenhanger; draai eerst `keys rotate search`.")
    root = ROOT_OF[task.kind]
    vault.keystore.drop_canaries(root.value, task.to_generation)
    for generation in vault.roots.generations(root):
        if generation < task.to_generation:
            vault.roots.forget(root, generation)


def _record(work: Work, task: KeyTask, what: str) -> None:
    with work.transaction():
        detail = f"{task.kind} {task.from_generation}>{task.to_generation} {what}"
        work.trail.record("rotate_keys", "key_task", detail=detail)
