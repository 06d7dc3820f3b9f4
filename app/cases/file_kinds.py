"""Which files may come into a case, by what is in them and not by what they are called. Pure."""

import zipfile
from dataclasses import dataclass
from typing import IO, Final

from app.core.errors import Refused

LARGEST: Final = 20 * 1024 * 1024
_UNPACKED: Final = 200 * 1024 * 1024
_MOST_PARTS: Final = 5000
_WRONG: Final = (
    "Dit bestand kan hier niet. Kies een PDF, een foto (JPEG of PNG) of een document van Word, Excel of LibreOffice."
)
_MACROS: Final = "Dit document bevat macro's. Bewaar het zonder macro's en probeer opnieuw."
_BOMB: Final = "Dit document is uitgepakt te groot."


@dataclass(frozen=True)
class FileKind:
    """A kind of file that may be kept."""

    key: str
    label: str
    mimetype: str


PDF = FileKind("pdf", "PDF", "application/pdf")
JPEG = FileKind("jpg", "Foto (JPEG)", "image/jpeg")
PNG = FileKind("png", "Foto (PNG)", "image/png")
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
DOCX = FileKind("docx", "Word-document", f"{_OFFICE}.wordprocessingml.document")
XLSX = FileKind("xlsx", "Excel-werkblad", f"{_OFFICE}.spreadsheetml.sheet")
ODT = FileKind("odt", "LibreOffice-document", "application/vnd.oasis.opendocument.text")
KINDS: Final = {kind.key: kind for kind in (PDF, JPEG, PNG, DOCX, XLSX, ODT)}
_MAGIC: Final = {b"%PDF-": PDF, b"\xff\xd8\xff": JPEG, b"\x89PNG\r\n\x1a\n": PNG}
_PARTS: Final = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}


def file_kind(file: IO[bytes]) -> FileKind:
    """What a file is; Refused when it is too large, or nothing that may be kept. Leaves it at its beginning."""
    size = file.seek(0, 2)
    if size == 0:
        raise Refused("Dit bestand is leeg.", "file")
    if size > LARGEST:
        raise Refused(f"Dit bestand is te groot. Het mag {LARGEST // (1024 * 1024)} MB zijn.", "file")
    file.seek(0)
    start = file.read(16)
    kind = next((kind for magic, kind in _MAGIC.items() if start.startswith(magic)), None)
    if kind is None and start.startswith(b"PK\x03\x04"):
        kind = _packed(file)
    file.seek(0)
    if kind is None:
        raise Refused(_WRONG, "file")
    return kind


def _packed(file: IO[bytes]) -> FileKind | None:
    """Which office document it is; looks at the list of its parts, and unpacks no more than one short one."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = {part.filename: part for part in archive.infolist()}
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts.values()) > _UNPACKED:
                raise Refused(_BOMB, "file")
            if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in parts):
                raise Refused(_MACROS, "file")
            for name, kind in _PARTS.items():
                if name in parts and "[Content_Types].xml" in parts:
                    return kind
            mimetype = parts.get("mimetype")
            if mimetype is not None and mimetype.file_size < 100 and archive.read(mimetype) == ODT.mimetype.encode():
                return ODT
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, OSError):
        return None
    return None
