"""The chain: each record's code covers its content and the code before it."""

import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.models import AuditHead, AuditRecord
from app.crypto.roots import Root, RootProvider

GENESIS = bytes(32)


def chain_key(roots: RootProvider) -> bytes:
    """The key of the chain, from the audit root."""
    return roots.derive(Root.AUDIT, "chain")


def link(key: bytes, previous: bytes, record: AuditRecord) -> bytes:
    """HMAC-SHA256 over the previous link and the record's content as canonical JSON."""
    content = json.dumps(record.chained_content(), sort_keys=True, separators=(",", ":"))
    return hmac.digest(key, previous + content.encode(), sha256)


def append(session: Session, key: bytes, records: Sequence[AuditRecord]) -> None:
    """Number and link the records at the head of the chain, in the session's transaction.

    The head stays locked until the transaction ends, so call this last.
    """
    head = session.scalars(select(AuditHead).with_for_update().execution_options(populate_existing=True)).one_or_none()
    if head is None:
        head = AuditHead(id=1, seq=0, mac=GENESIS)
        session.add(head)
    for record in records:
        record.seq = head.seq + 1
        record.mac = link(key, head.mac, record)
        head.seq, head.mac = record.seq, record.mac
        session.add(record)
    session.flush()


@dataclass(frozen=True)
class Verdict:
    """What the verifier found: how many records are sound, and the first that is not."""

    records: int
    first_bad: int | None


def verify(session: Session, key: bytes) -> Verdict:
    """Walk the whole chain; a changed, missing, moved or cut-off record is named by its number."""
    previous, expected = GENESIS, 1
    for record in session.scalars(select(AuditRecord).order_by(AuditRecord.seq).execution_options(yield_per=2000)):
        if record.seq != expected or not hmac.compare_digest(record.mac, link(key, previous, record)):
            return Verdict(expected - 1, expected)
        previous, expected = record.mac, expected + 1
        session.expunge(record)
    head = session.scalars(select(AuditHead)).one_or_none()
    if (head.seq, head.mac) != (expected - 1, previous) if head else expected > 1:
        return Verdict(expected - 1, expected)
    return Verdict(expected - 1, None)
