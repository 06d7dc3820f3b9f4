"""Adding documents to a case, reading them and taking them away."""

from collections.abc import Callable, Iterator
from datetime import datetime
from io import BytesIO
from typing import IO, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access.work import Work
from app.cases.file_kinds import JPEG, PNG, FileKind, file_kind
from app.cases.loading import require_writable
from app.cases.models import Case
from app.cases.models_documents import Document
from app.cases.photos import clean_jpeg, clean_png
from app.cases.stores import DocumentStore
from app.core.errors import NotFound, Refused
from app.core.uid import new_uid
from app.crypto.file_cipher import new_file_key, open_stream, seal_stream

LONGEST_NAME: Final = 150
_CLEANED: Final[dict[FileKind, Callable[[bytes], bytes]]] = {JPEG: clean_jpeg, PNG: clean_png}


def add_document(work: Work, store: DocumentStore, *, case: Case, file: IO[bytes], name: str) -> Document:
    """Keep a file in a case: looked at, sealed chunk by chunk, and stored before the row that knows of it.

    Of a photo only the picture is kept: where it was taken, when and with what is nobody's business here.
    """
    require_writable(work, case)
    kind = file_kind(file)
    if kind in _CLEANED:
        # A photo is in memory for a moment, which the size of a document bounds.
        file = BytesIO(_CLEANED[kind](file.read()))
    uid, key, size = new_uid(), new_file_key(), file.seek(0, 2)
    file.seek(0)
    store.write(uid, seal_stream(key, uid, case.uid, file))
    document = Document(
        uid=uid,
        case_uid=case.uid,
        kind=kind.key,
        size=size,
        added_at=work.clock.now(),
        added_by=work.actor.key,
        name=_clean(name, kind.key),
        file_key=key.hex(),
    )
    work.session.add(document)
    work.trail.record("document.add", "document", uid, case_uid=case.uid, detail=kind.key)
    work.session.flush()
    return document


def read_document(store: DocumentStore, document: Document) -> Iterator[bytes]:
    """The content of a document, chunk by chunk; that its key was opened is on record."""
    key = document.file_key
    if key is None:
        raise NotFound
    return open_stream(bytes.fromhex(key), document.uid, document.case_uid, store.read(document.uid))


def remove_document(work: Work, *, case: Case, document: Document) -> None:
    """Destroy the key of a document and its name; the sealed file goes once that is stored (`sweep`)."""
    require_writable(work, case)
    if document.case_uid != case.uid:
        raise NotFound
    if document.removed_at is not None:
        raise Refused("Dit document is al verwijderd.")
    document.file_key = document.name = None
    document.removed_at = work.clock.now()
    work.trail.record("document.remove", "document", document.uid, case_uid=case.uid)
    work.session.flush()


def sweep(work: Work, store: DocumentStore) -> int:
    """Take away the file of every document that lost its key, by removal or erasure; without it they are noise."""
    query = select(Document).where(Document.file_key_cell.is_(None), Document.is_stored).order_by(Document.uid)
    gone = list(work.session.scalars(query.execution_options(populate_existing=True)))
    for document in gone:
        store.remove(document.uid)
        document.is_stored = False
    work.session.flush()
    return len(gone)


def sweep_unfinished(session: Session, store: DocumentStore, before: datetime) -> int:
    """Take away files from before a moment of which no document knows: an upload that never ended."""
    known = set(session.scalars(select(Document.uid)))
    gone: list[UUID] = [uid for uid, written in store.files() if uid not in known and written < before]
    for uid in gone:
        store.remove(uid)
    return len(gone) + store.forget_parts(before)


def _clean(name: str, ending: str) -> str:
    """The name without a path and without signs that are no letters; it ends as its content does."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(sign for sign in last if sign.isprintable()).strip(" .")[-LONGEST_NAME:]
    stem = kept.rpartition(".")[0] or kept or "document"
    return f"{stem}.{ending}"
