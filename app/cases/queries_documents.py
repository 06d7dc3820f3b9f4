"""Reading which documents a case has."""

from uuid import UUID

from sqlalchemy import select

from app.access.work import Work
from app.cases.models import Case
from app.cases.models_documents import Document
from app.core.errors import NotFound
from app.crypto.sealed import load_keys


def documents_of(work: Work, case: Case) -> list[Document]:
    """The documents of a case that are still there, newest first."""
    query = select(Document).where(Document.case_uid == case.uid, Document.file_key_cell.is_not(None))
    found = list(work.session.scalars(query.order_by(Document.added_at.desc(), Document.uid.desc()).limit(200)))
    load_keys(found)
    return found


def document_in(work: Work, case: Case, uid: UUID) -> Document:
    """One document of a case; NotFound for any other, and for what was removed."""
    query = select(Document).where(Document.uid == uid, Document.case_uid == case.uid)
    found = work.session.scalar(query.where(Document.file_key_cell.is_not(None)))
    if found is None:
        raise NotFound
    return found
