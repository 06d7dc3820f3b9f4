"""The unit of work: what a service verb or a query is given instead of reaching for globals."""

import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.access.wall import limit, reach_of
from app.audit.chain import chain_key
from app.audit.trail import Trail
from app.core.clock import Clock
from app.core.db import transaction
from app.crypto.context import AccessContext, Shown, access
from app.crypto.vault import Vault


@dataclass(frozen=True)
class Services:
    """What one installation runs on: sessions on the data database, the vault, the clock."""

    new_session: Callable[[], Session]
    vault: Vault
    clock: Clock


@dataclass(frozen=True)
class Work:
    """One piece of work of one actor. Verbs flush; whoever opened the work commits."""

    session: Session
    actor: Actor
    clock: Clock
    vault: Vault
    trail: Trail
    context: AccessContext

    @contextmanager
    def transaction(self) -> Iterator["Work"]:
        """Commit the changes made inside together with their audit records, or nothing."""
        try:
            with transaction(self.session):
                yield self
                self.trail.write(self.session)
        finally:
            self.trail.pending = []


def new_work(services: Services, session: Session, actor: Actor, purpose: str, request_id: str = "") -> Work:
    """A unit of work for this actor and purpose; whoever makes it also enters its access context."""
    trail = Trail(
        actor.key, purpose, request_id or secrets.token_hex(8), services.clock, chain_key(services.vault.roots)
    )
    limit(session, reach_of(actor))
    context = AccessContext(actor.key, purpose, services.vault.ring())
    return Work(session, actor, services.clock, services.vault, trail, context)


def note_list(work: Work, entity: str, rows: int, by: Iterable[str] = ()) -> None:
    """Leave on record that so many rows of a list were shown; `by` are names of its criteria, never their values."""
    if rows:
        work.context.shown.append(Shown(entity, rows, frozenset(by)))


@contextmanager
def working(services: Services, actor: Actor, purpose: str) -> Iterator[Work]:
    """Work outside a request: its own session, and its consultations recorded at the end, whatever happens."""
    with services.new_session() as session, services.new_session() as apart:
        work = new_work(services, session, actor, purpose)
        try:
            with access(work.context):
                yield work
        finally:
            session.rollback()
            work.trail.write_consultations(apart, work.context)
