"""The chain: each record's code covers its content and the code before it; docs/keys.md has the layout."""

import hmac
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Row, RowMapping, insert, select
from sqlalchemy.orm import Session

from app.audit.models import AuditHead, AuditRecord
from app.crypto.errors import SealBroken
from app.crypto.roots import Root, RootProvider

GENESIS: Final = bytes(32)
_HEAD_ID: Final = 1
_BATCH: Final = 2000


class TrailBroken(Exception):
    """The head of the chain is missing or was not written by this program; nothing may be added to it."""


class ChainKeys:
    """The keys of the chain and of its head, one pair for each generation of the audit root."""

    def __init__(self, roots: RootProvider) -> None:
        self._roots = roots
        self._known: dict[tuple[str, int], bytes] = {}

    @property
    def newest(self) -> int:
        """The generation that new records are linked with."""
        return self._roots.generation(Root.AUDIT)

    def link(self, generation: int, previous: bytes, content: bytes) -> bytes:
        """HMAC-SHA256 over the previous link and a record's content."""
        return hmac.digest(self._key("chain", generation), previous + content, sha256)

    def seal(self, generation: int, seq: int, mac: bytes) -> bytes:
        """HMAC-SHA256 over the number and link of the last record: only this program can move the head."""
        return hmac.digest(self._key("head", generation), seq.to_bytes(8) + mac, sha256)

    def _key(self, purpose: str, generation: int) -> bytes:
        found = self._known.get((purpose, generation))
        if found is None:
            found = self._known[purpose, generation] = self._roots.derive(Root.AUDIT, purpose, generation)
        return found


def chain_key(roots: RootProvider) -> ChainKeys:
    """The keys of the chain, from the audit root."""
    return ChainKeys(roots)


def content(record: "Mapping[str, Any] | RowMapping") -> bytes:
    """Everything of a record that its link covers, as canonical JSON."""
    entity_uid, case_uid = record["entity_uid"], record["case_uid"]
    covered = {
        "action": record["action"],
        "actor": record["actor"],
        "at": record["at"].astimezone(UTC).isoformat(timespec="microseconds"),
        "case_uid": case_uid.hex if case_uid else None,
        "detail": record["detail"],
        "entity": record["entity"],
        "entity_uid": entity_uid.hex if entity_uid else None,
        "fields": record["fields"],
        "generation": record["generation"],
        "purpose": record["purpose"],
        "request_id": record["request_id"],
        "seq": record["seq"],
    }
    return json.dumps(covered, sort_keys=True, separators=(",", ":")).encode()


def begin_chain(session: Session, keys: ChainKeys) -> None:
    """Write the head of an empty chain; once, together with the identity of the installation."""
    head = AuditHead(id=_HEAD_ID, seq=0, generation=keys.newest, mac=GENESIS)
    head.seal = keys.seal(head.generation, head.seq, head.mac)
    session.add(head)


def append(session: Session, keys: ChainKeys, entries: Sequence[Mapping[str, Any]]) -> None:
    """Number and link the entries at the head of the chain, in the session's transaction.

    The head stays locked until the transaction ends, so call this last. TrailBroken when the head is not
    as this program left it: a cut-off chain must not be sealed anew.
    """
    query = select(AuditHead).where(AuditHead.id == _HEAD_ID).with_for_update()
    head = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if head is None or not _is_sealed(head, keys):
        raise TrailBroken("the head of the audit chain is missing or altered; run `audit verify`")
    # A process that has not noticed yet that the root was replaced must not go back to the older one.
    generation, seq, previous = max(keys.newest, head.generation), head.seq, head.mac
    rows = []
    for entry in entries:
        seq += 1
        row = {**entry, "seq": seq, "generation": generation}
        row["mac"] = previous = keys.link(generation, previous, content(row))
        rows.append(row)
    session.execute(insert(AuditRecord), rows)
    head.seq, head.generation, head.mac = seq, generation, previous
    head.seal = keys.seal(generation, seq, previous)
    session.flush()


@dataclass(frozen=True)
class Verdict:
    """What the verifier found: how many records are sound, and the first that is not."""

    records: int
    first_bad: int | None


def verify(session: Session, keys: ChainKeys) -> Verdict:
    """Walk the whole chain; a changed, missing, moved or cut-off record is named by its number.

    Records that others append meanwhile are walked too.
    """
    walk = _Walk(keys)
    while True:
        head = _head(session)
        if not all(walk.accepts(row) for row in _rows(session, walk.seq, head.seq if head else None)):
            break
        if head is None or not _is_sealed(head, keys) or (head.seq, head.mac) != (walk.seq, walk.mac):
            break
        beyond = session.scalar(select(AuditRecord.seq).where(AuditRecord.seq > walk.seq).limit(1))
        if beyond is None:
            return Verdict(walk.seq, None)
        if _head(session) == head:
            break
    return Verdict(walk.seq, walk.seq + 1)


class _Walk:
    """How far the chain was followed."""

    def __init__(self, keys: ChainKeys) -> None:
        self.keys, self.seq, self.mac, self.generation = keys, 0, GENESIS, 1

    def accepts(self, row: "Row[Any]") -> bool:
        """Step to the next record, if it is the one that must follow."""
        record = row._mapping
        if record["seq"] != self.seq + 1 or record["generation"] < self.generation:
            return False
        try:
            expected = self.keys.link(record["generation"], self.mac, content(record))
        except SealBroken:
            return False
        if not hmac.compare_digest(record["mac"], expected):
            return False
        self.seq, self.mac, self.generation = record["seq"], expected, record["generation"]
        return True


def _head(session: Session) -> "Row[Any] | None":
    return session.execute(select(*AuditHead.__table__.columns).where(AuditHead.id == _HEAD_ID)).one_or_none()


def _rows(session: Session, after: int, last: int | None) -> "Iterator[Row[Any]]":
    """The records behind a number, in order; the answer is streamed, so that memory stays flat."""
    query = select(*AuditRecord.__table__.columns).order_by(AuditRecord.seq)
    if after:
        query = query.where(AuditRecord.seq > after)
    if last is not None:
        query = query.where(AuditRecord.seq <= last)
    with session.execute(query.execution_options(yield_per=_BATCH)) as rows:
        yield from rows


def _is_sealed(head: "AuditHead | Row[Any]", keys: ChainKeys) -> bool:
    try:
        return hmac.compare_digest(head.seal, keys.seal(head.generation, head.seq, head.mac))
    except SealBroken:
        return False
