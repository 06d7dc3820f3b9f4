"""Anchors: the end of the chain, copied to a file elsewhere; a chain put back or written anew no longer fits them."""

import hmac
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.models import AuditHead, AuditRecord
from app.core.clock import Clock
from app.core.errors import Refused


@dataclass(frozen=True)
class Anchor:
    """The number and link of the last record at a moment."""

    at: str
    seq: int
    mac: str


def drop_anchor(session: Session, clock: Clock, path: Path) -> Anchor:
    """Add where the chain ends now to the file, which only grows; whoever calls this has walked the chain."""
    head = session.scalars(select(AuditHead)).one()
    anchor = Anchor(clock.now().isoformat(timespec="seconds"), head.seq, head.mac.hex())
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(json.dumps(asdict(anchor)) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return anchor


def read_anchors(path: Path) -> list[Anchor]:
    """The anchors of a file, oldest first; Refused when a line is no anchor."""
    try:
        return [Anchor(**json.loads(line)) for line in path.read_text().splitlines()]
    except (OSError, ValueError, TypeError):
        raise Refused("Het ankerbestand is niet te lezen.") from None


def first_lifted(session: Session, anchors: Iterable[Anchor]) -> Anchor | None:
    """The first anchor whose record is no longer there, or no longer the same."""
    for anchor in anchors:
        mac = session.scalar(select(AuditRecord.mac).where(AuditRecord.seq == anchor.seq)) if anchor.seq else bytes(32)
        if mac is None or not hmac.compare_digest(mac.hex(), anchor.mac):
            return anchor
    return None
