"""Where sealed files are kept: a folder, unless the settings name a bucket. What lies there nobody can read."""

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final, Protocol
from uuid import UUID

from app.cases.store_s3 import S3Store
from app.core.errors import NotFound
from config.settings import Settings

_PIECE: Final = 256 * 1024


class DocumentStore(Protocol):
    """Keeps sealed files by uid."""

    def write(self, uid: UUID, pieces: Iterable[bytes]) -> None:
        """Keep a file, whole or not at all."""

    def read(self, uid: UUID) -> Iterator[bytes]:
        """The file in pieces; NotFound when it is not there."""

    def remove(self, uid: UUID) -> None:
        """Take a file away; nothing happens when it is gone already."""

    def files(self) -> Iterator[tuple[UUID, datetime]]:
        """Every file that is kept, and when it was written."""

    def forget_parts(self, before: datetime) -> int:
        """Take away what writing that never ended left from before a moment; returns how many."""


class FolderStore:
    """Files in a folder, spread over 256 subfolders."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, uid: UUID, pieces: Iterable[bytes]) -> None:
        place = self._place(uid)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary = place.with_suffix(".part")
        try:
            with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                for piece in pieces:
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            temporary.rename(place)
        finally:
            temporary.unlink(missing_ok=True)

    def read(self, uid: UUID) -> Iterator[bytes]:
        try:
            file = self._place(uid).open("rb")
        except FileNotFoundError:
            raise NotFound from None
        return _pieces(file)

    def remove(self, uid: UUID) -> None:
        self._place(uid).unlink(missing_ok=True)

    def files(self) -> Iterator[tuple[UUID, datetime]]:
        for place in sorted(self.folder.glob("??/*")):
            if place.suffix == "":
                yield UUID(hex=place.name), datetime.fromtimestamp(place.stat().st_mtime, UTC)

    def forget_parts(self, before: datetime) -> int:
        parts = self.folder.glob("??/*.part")
        old = [part for part in parts if datetime.fromtimestamp(part.stat().st_mtime, UTC) < before]
        for part in old:
            part.unlink(missing_ok=True)
        return len(old)

    def _place(self, uid: UUID) -> Path:
        return self.folder / uid.hex[-2:] / uid.hex


def store_of(settings: Settings) -> DocumentStore:
    """The document store of an installation."""
    return FolderStore(settings.home / "documents") if settings.s3 is None else S3Store(settings.s3)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(_PIECE):
            yield piece
