"""Reading whether what figures rest on is still the same: the last change, policy files, imports."""

from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit.models import AuditRecord
from app.audit.trail import LOOKS
from app.policy.models import PolicyFile

_COLLEAGUE: Final = "user"


def ground_mark(session: Session) -> str:
    """A text that changes with every policy file that was loaded differently, and with every import."""
    files = session.execute(select(PolicyFile.path, PolicyFile.digest).order_by(PolicyFile.path)).all()
    imported = session.scalar(select(func.max(AuditRecord.seq)).where(AuditRecord.action == "import"))
    return f"{[tuple(each) for each in files]}:{imported}"


def change_mark(session: Session) -> bytes:
    """The link of the last change in the trail, which every change writes in its own transaction; empty before any.

    Looking and signing in change no figure.
    """
    changes = select(AuditRecord.mac).where(AuditRecord.action.not_in(LOOKS), AuditRecord.entity != _COLLEAGUE)
    return session.scalar(changes.order_by(AuditRecord.seq.desc()).limit(1)) or b""
