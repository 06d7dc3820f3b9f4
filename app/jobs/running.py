"""Running what is due: each kind under its lock, in work of its own; a failure of one leaves the others alone."""

import logging
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import cast

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from app.access.actor import Actor
from app.access.work import Services, Work, working
from app.jobs.kinds import JobKind, Tools
from app.jobs.lock import holding
from app.jobs.service import claim, fail, plan, succeed

_logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """How one run ended: with a number of things dealt with, or with the type of an error."""

    kind: JobKind
    handled: int | None = None
    error: str = ""
    reference: str = ""


@dataclass(frozen=True)
class Runner:
    """Runs jobs on one installation, in the name of the account of the machine."""

    services: Services
    tools: Tools
    actor: Actor

    def run_due(self, kinds: Iterable[JobKind]) -> Iterator[Outcome]:
        """Run every kind that is due and that nobody else is running."""
        kinds = tuple(kinds)
        with suppress(IntegrityError):  # Another runner planned them at the same moment.
            self._write(lambda work: plan(work, kinds))
        for kind in kinds:
            with holding(self._engine(), self.tools.home, kind.key) as is_mine:
                outcome = self._run(kind) if is_mine else None
            if outcome is not None:
                yield outcome

    def _run(self, kind: JobKind) -> Outcome | None:
        with working(self.services, self.actor, f"job {kind.key}") as work:
            if kind.lacks(work, self.tools):
                return None
            with work.transaction():
                is_due = claim(work, kind)
        return self._carry_out(kind) if is_due else None

    def _carry_out(self, kind: JobKind) -> Outcome:
        try:
            with working(self.services, self.actor, f"job {kind.key}") as work:
                handled = kind.run(work, self.tools)
        except Exception as error:
            name, reference = type(error).__name__, secrets.token_hex(8)
            # The formatter keeps type and places of an error, and leaves out what it said.
            _logger.exception("job failed", extra={"request_id": reference, "endpoint": kind.key})
            self._write(lambda work: fail(work, kind, name, reference))
            return Outcome(kind, error=name, reference=reference)
        self._write(lambda work: succeed(work, kind, handled))
        return Outcome(kind, handled)

    def _write(self, verb: Callable[[Work], None]) -> None:
        with working(self.services, self.actor, "jobs") as work, work.transaction():
            verb(work)

    def _engine(self) -> Engine:
        with self.services.new_session() as session:
            return cast(Engine, session.get_bind())
