"""Reading what the printed figures of a year rest on besides its closing: policy files and imports."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit.models import AuditRecord
from app.policy.models import PolicyFile


def ground_mark(session: Session) -> str:
    """A text that changes with every policy file that was loaded differently, and with every import."""
    files = session.execute(select(PolicyFile.path, PolicyFile.digest).order_by(PolicyFile.path)).all()
    imported = session.scalar(select(func.max(AuditRecord.seq)).where(AuditRecord.action == "import"))
    return f"{[tuple(each) for each in files]}:{imported}"
