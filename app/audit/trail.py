"""The trail of one piece of work: changes are written with the work itself, consultations apart."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from app.audit.chain import ChainKeys, append
from app.audit.models import LENGTHS
from app.core.clock import Clock
from app.core.db import transaction
from app.crypto.context import AccessContext

CONSULT: Final = "consult"
LIST: Final = "list"
LOOKS: Final = (CONSULT, LIST)
"""What is written down of looking: a keyholder that was opened, and how much of a list was shown."""


@dataclass
class Trail:
    """Audit records of one request or command, until they are written."""

    actor: str
    purpose: str
    request_id: str
    clock: Clock
    key: ChainKeys
    pending: list[dict[str, Any]] = field(default_factory=list)

    def record(
        self,
        action: str,
        entity: str,
        uid: UUID | None = None,
        *,
        case_uid: UUID | None = None,
        fields: Iterable[str] = (),
        detail: str | None = None,
    ) -> None:
        """Note a change. `fields` are column names and `detail` codes or counts: never a value of a person."""
        self.pending.append(self._entry(action, entity, uid, case_uid, fields, detail))

    def write(self, session: Session) -> None:
        """Append what was noted to the chain, in the transaction of the change itself."""
        if self.pending:
            session.flush()
            append(session, self.key, self.pending)
            self.pending = []

    def write_consultations(self, session: Session, context: AccessContext) -> None:
        """Record what the context opened, one record for each keyholder and list, in a transaction of its own.

        `session` must not be the one that holds the work's changes: a consultation stays recorded even
        when those are rolled back. When the recording itself fails, what was opened stays to be recorded.
        """
        if not context.opened and not context.shown:
            return
        entries = [
            self._entry(CONSULT, "keyholder", holder, None, columns, None) for holder, columns in context.opened.items()
        ]
        entries += [self._entry(LIST, one.entity, None, None, one.by, str(one.rows)) for one in context.shown]
        with transaction(session):
            append(session, self.key, entries)
        context.recorded()

    def _entry(
        self,
        action: str,
        entity: str,
        uid: UUID | None,
        case_uid: UUID | None,
        fields: Iterable[str],
        detail: str | None,
    ) -> dict[str, Any]:
        entry: dict[str, Any] = {
            "at": self.clock.now(),
            "actor": self.actor,
            "action": action,
            "entity": entity,
            "entity_uid": uid,
            "case_uid": case_uid,
            "fields": sorted(fields),
            "purpose": self.purpose,
            "detail": detail,
            "request_id": self.request_id,
        }
        # SQLite would keep what PostgreSQL refuses: the same mistake must show on both.
        too_long = [name for name, length in LENGTHS.items() if len(entry[name] or "") > length]
        if too_long:
            raise ValueError(f"audit record: {', '.join(too_long)} too long")
        return entry
