"""Rotation of search tokens: everybody who has tokens gets those of the new generation too."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import and_, delete, distinct, func, insert, select
from sqlalchemy.orm import Session, aliased

from app.access.work import Work
from app.clients.identity import ATTRIBUTES, Identity
from app.clients.models import Person, SearchToken
from app.clients.tokens import terms_of
from app.core.db import transaction
from app.core.errors import Refused
from app.core.model import table_of
from app.core.sql import keep_writers_out
from app.crypto.errors import SealError
from app.crypto.key_tasks import KeyTask
from app.crypto.rewrapping import BATCH, PASSES, Progress
from app.crypto.tokens import Tokenizer
from app.crypto.vault import KeyRing

_person: Final = table_of(Person)
_sealed: Final = {name: getattr(Person, name) for name in ATTRIBUTES}


def retoken(work: Work, task: KeyTask, progress: Progress) -> KeyTask:
    """Write the tokens of generation `task.to_generation` beside the older ones, and prove that none is missing.

    Whoever registers or corrects somebody meanwhile writes every generation that is held, and searches in all.
    """
    unopened: set[UUID] = set()
    for _ in range(PASSES):
        task = _pass(work, task, unopened, progress)
        left = untokened(work.session, task.to_generation)
        if left == 0:
            return task
        if unopened:
            raise Refused(f"{len(unopened)} personen gaan niet open en zijn niet omgezet; `keys check --all` noemt ze.")
        task = work.vault.tasks.move(task, cursor="")
    raise Refused("Er komen nog steeds oude zoektekens bij; herstart de servers en herhaal de opdracht.")


def untokened(session: Session, generation: int, *, lock: bool = False) -> int:
    """How many (person, kind) have an older token and none of this generation; `lock` keeps writers out first."""
    if lock:
        keep_writers_out(session.connection(), table_of(SearchToken))
    fresh = aliased(SearchToken)
    beside = and_(
        fresh.person_uid == SearchToken.person_uid, fresh.kind == SearchToken.kind, fresh.generation == generation
    )
    older = (
        select(SearchToken.person_uid, SearchToken.kind)
        .where(SearchToken.generation < generation, ~select(fresh.kind).where(beside).exists())
        .distinct()
    )
    return session.scalar(select(func.count()).select_from(older.subquery())) or 0


def remove_older_tokens(session: Session, generation: int) -> int:
    """Delete the tokens before this generation, some hundreds of persons at a time."""
    removed = 0
    query = select(SearchToken.person_uid).where(SearchToken.generation < generation).distinct().limit(BATCH)
    while True:
        with transaction(session):
            some = session.scalars(query).all()
            if not some:
                return removed
            old = (SearchToken.generation < generation, SearchToken.person_uid.in_(some))
            removed += session.scalar(select(func.count()).select_from(SearchToken).where(*old)) or 0
            session.execute(delete(SearchToken).where(*old))


def _pass(work: Work, task: KeyTask, unopened: set[UUID], progress: Progress) -> KeyTask:
    session = work.session
    maker = Tokenizer(work.vault.roots, task.to_generation)
    older = SearchToken.generation < task.to_generation
    total = session.scalar(select(func.count(distinct(SearchToken.person_uid))).where(older)) or 0
    done = 0
    while True:
        with transaction(session):
            query = select(SearchToken.person_uid).where(older).distinct()
            if task.cursor:
                query = query.where(SearchToken.person_uid > UUID(task.cursor))
            holders = session.scalars(query.order_by(SearchToken.person_uid).limit(BATCH)).all()
            _write(session, maker, work.vault.ring(), holders, unopened)
        if not holders:
            return task
        done += len(holders)
        task = work.vault.tasks.move(task, cursor=holders[-1].hex, done=task.done + len(holders))
        progress("personen", done, max(total, done))


def _write(session: Session, maker: Tokenizer, ring: KeyRing, holders: Sequence[UUID], unopened: set[UUID]) -> None:
    """The missing tokens of these persons; on PostgreSQL their rows are locked, so that none is corrected meanwhile."""
    ring.load(holders)
    cells = [_person.c[sealed.column] for sealed in _sealed.values()]
    rows = session.execute(select(_person.c.uid, *cells).where(_person.c.uid.in_(holders)).with_for_update())
    wanted = set()
    for uid, *stored in rows:
        try:
            identity = _opened(ring, uid, stored)
        except SealError:
            unopened.add(uid)
            continue
        wanted |= {(kind.value, maker.token(kind, *parts), uid) for kind, parts in terms_of(identity)}
    present = select(SearchToken.kind, SearchToken.token, SearchToken.person_uid).where(
        SearchToken.generation == maker.generation, SearchToken.person_uid.in_(holders)
    )
    missing = wanted - {tuple(row) for row in session.execute(present)}
    if missing:
        names = ("kind", "token", "person_uid")
        fresh = [dict(zip(names, row, strict=True)) | {"generation": maker.generation} for row in sorted(missing)]
        session.execute(insert(table_of(SearchToken)), fresh)


def _opened(ring: KeyRing, uid: UUID, stored: Sequence[bytes | None]) -> Identity:
    values: dict[str, Any] = {}
    for (name, sealed), cell in zip(_sealed.items(), stored, strict=True):
        if cell is not None:
            values[name] = sealed.codec.decode(ring.unseal(sealed.where, uid, uid, cell))
    return Identity(**values)
