"""One person's whole file as a zip that is made while it is sent: JSON, a page for people, and the documents."""

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import RawIOBase
from typing import TYPE_CHECKING, Final

from flask import current_app

from app.access.work import Work
from app.cases.models_documents import Document
from app.cases.service_documents import read_document
from app.cases.stores import DocumentStore
from app.clients.models import Person
from app.core.errors import NotFound
from app.privacy.information import Information, information_for
from app.privacy.looks import LookLine, look_lines
from app.privacy.queries_request import who_looked
from app.privacy.service_request import record_export
from app.privacy.whole_file import WholeFile, whole_file
from app.web.static_files import STATIC_FOLDER

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_STYLE_SHEETS: Final = ("tokens.css", "base.css", "tables.css")
FILE_NAME: Final = "dossier.zip"
"""No name and no number in it: it stands in the list of downloads of whoever made it."""
_MISSING: Final = "Dit bestand ontbreekt in de bewaarplaats.\n"


@dataclass(frozen=True)
class _Content:
    """A document on its way out: where it stands in the zip, and its content, already looked up."""

    place: str
    pieces: Iterator[bytes] | None


def export_person(work: Work, person: Person, store: DocumentStore) -> Iterator[bytes]:
    """Everything of one person, to hand over to that person; on record as an export.

    What the pages say is gathered, and every key opened, before the first byte leaves. The documents are opened piece
    by piece on their way out.
    """
    looked = look_lines(work, who_looked(work, person))
    found = whole_file(work, person)
    information = information_for(work, found)
    contents = [_content(store, one.document, one.place) for one in found.documents]
    record_export(work, person=person)
    document = found.document() | {"information": information.plain(), "looked": [line.plain() for line in looked]}
    texts = {
        "dossier.json": json.dumps(document, ensure_ascii=False, indent=2),
        "dossier.html": _page(found, information, looked),
    }
    return _zipped(texts, contents)


def _content(store: DocumentStore, document: Document, place: str) -> _Content:
    try:
        return _Content(place, read_document(store, document))
    except NotFound:
        return _Content(f"{place}.ontbreekt.txt", None)


def _zipped(texts: dict[str, str], contents: list[_Content]) -> Iterator[bytes]:
    """The zip in pieces; no more of it is held than the piece that is being written."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(name, text)
            yield sink.taken()
        for content in contents:
            with archive.open(content.place, "w") as member:
                for piece in content.pieces or (_MISSING.encode(),):
                    member.write(piece)
                    yield sink.taken()
            yield sink.taken()
    yield sink.taken()


class _Sink(RawIOBase):
    """Where a zip writes to when nobody can go back in it."""

    def __init__(self) -> None:
        super().__init__()
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: "ReadableBuffer", /) -> int:
        """Hold what is written until it is taken."""
        given = bytes(data)
        self._held += given
        return len(given)

    def taken(self) -> bytes:
        """What was written since the last time."""
        found = bytes(self._held)
        self._held.clear()
        return found


def _page(found: WholeFile, information: Information, looked: list[LookLine]) -> str:
    style = "\n".join((STATIC_FOLDER / "css" / name).read_text() for name in _STYLE_SHEETS)
    # The environment itself: a file knows no colleague and no navigation, so no context processor takes part.
    template = current_app.jinja_env.get_template("privacy/_whole_file.html")
    body = template.render(found=found, information=information, looked=looked)
    return (
        '<!doctype html>\n<html lang="nl-BE">\n<head>\n<meta charset="utf-8">\n<title>Jouw dossier</title>\n'
        f"<style>\n{style}\n</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )
