"""Closing a day of the chain: its end under a key that is then destroyed, so that no later intruder can change it."""

import hmac
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.models import AuditHead, AuditRecord
from app.audit.models_day import AuditSeal
from app.core.clock import Clock
from app.core.errors import Refused
from app.crypto.day_keys import DayKey, current_day_key, replace_key
from app.crypto.keystore import Keystore


def close_day(session: Session, keystore: Keystore, clock: Clock) -> AuditSeal:
    """Seal where the chain ends now. The caller commits, and calls `forget_key` after that."""
    key = current_day_key(keystore)
    if key is None:
        raise Refused("Er is nog geen eerste sleutel; maak ze met `audit first-key`.")
    done = session.get(AuditSeal, (key.epoch, key.number))
    if done is not None:
        # It stopped between the seal and forgetting its key: the key goes first.
        replace_key(keystore, key)
        key = key.following()
    head = session.scalars(select(AuditHead)).one()
    made = AuditSeal(epoch=key.epoch, number=key.number, at=clock.now(), seq=head.seq, mac=head.mac, seal=b"")
    made.seal = key.seal(_content(made.seq, made.mac))
    session.add(made)
    session.flush()
    return made


def forget_key(session: Session, keystore: Keystore) -> None:
    """Destroy the key under which the last day was closed, once that is stored."""
    key = current_day_key(keystore)
    if key is not None and session.get(AuditSeal, (key.epoch, key.number)) is not None:
        replace_key(keystore, key)


@dataclass(frozen=True)
class SealVerdict:
    """How many closed days fit the first key, and the number of the first that does not."""

    days: int
    first_bad: int | None
    last_seq: int


def check_seals(session: Session, first: DayKey) -> SealVerdict:
    """Make every key again from the first one, and compare each closed day and the record it names."""
    seals = session.scalars(select(AuditSeal).where(AuditSeal.epoch == first.epoch).order_by(AuditSeal.number))
    key, days, last = first, 0, 0
    for one in seals:
        if one.number != key.number or one.seq < last or not _is_right(session, key, one):
            return SealVerdict(days, key.number, last)
        days, last, key = days + 1, one.seq, key.following()
    return SealVerdict(days, None, last)


def _is_right(session: Session, key: DayKey, one: AuditSeal) -> bool:
    stands = bytes(32) if one.seq == 0 else session.scalar(select(AuditRecord.mac).where(AuditRecord.seq == one.seq))
    if stands is None or not hmac.compare_digest(stands, one.mac):
        return False
    return hmac.compare_digest(one.seal, key.seal(_content(one.seq, one.mac)))


def _content(seq: int, end: bytes) -> bytes:
    return seq.to_bytes(8) + end
