"""Who opens sealed data, for what purpose, and what was opened: the context that every opening needs."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token
from dataclasses import dataclass, field
from uuid import UUID

from app.crypto.errors import NoAccessContext
from app.crypto.vault import KeyRing


@dataclass(frozen=True, slots=True)
class Shown:
    """Part of a list: how many rows of what were shown, and by which criteria; no row itself."""

    entity: str
    rows: int
    by: frozenset[str] = frozenset()


@dataclass(slots=True)
class AccessContext:
    """One piece of work: the actor, the purpose, the keys in use and the consultations still to be recorded."""

    actor: str
    purpose: str
    ring: KeyRing
    opened: dict[UUID, frozenset[str]] = field(default_factory=dict)
    shown: list[Shown] = field(default_factory=list)
    _holder: UUID | None = None
    _columns: frozenset[str] = frozenset()
    _known: dict[tuple[frozenset[str], str], frozenset[str]] = field(default_factory=dict)

    def note(self, holder: UUID, what: str) -> None:
        """Remember that a sealed column of this keyholder was opened."""
        if holder is not self._holder:
            self._holder = holder
            self._columns = self.opened.get(holder, frozenset())
        if what not in self._columns:
            # An export opens the same columns of very many people: they share one set.
            step = (self._columns, what)
            wider = self._known.get(step)
            if wider is None:
                wider = self._known[step] = self._columns | {what}
            self._columns = self.opened[holder] = wider

    def recorded(self) -> None:
        """What was opened is on record: start anew."""
        self.opened, self.shown, self._holder = {}, [], None


_current: ContextVar[AccessContext | None] = ContextVar("access_context", default=None)


def current() -> AccessContext:
    """The context of the work at hand; NoAccessContext outside one."""
    context = _current.get()
    if context is None:
        raise NoAccessContext("sealed data touched outside an access context")
    return context


def enter(context: AccessContext) -> Token[AccessContext | None]:
    """Make this the current context until `leave` is called with the token."""
    return _current.set(context)


def leave(token: Token[AccessContext | None]) -> None:
    """Return to the context from before `enter`."""
    _current.reset(token)


@contextmanager
def access(context: AccessContext) -> Iterator[AccessContext]:
    """Make this the current context for what happens inside."""
    token = enter(context)
    try:
        yield context
    finally:
        leave(token)
