"""Requests of the house: an upload never lies readable on a disk, and only where files are expected may it be large."""

from typing import IO, cast

from flask import Request

from app.crypto.sealed_spool import SealedSpool

_large: dict[str, int] = {}


def accept_files(endpoint: str, most: int) -> None:
    """Let requests to this endpoint be as large as a file of so many bytes, and its form."""
    _large[endpoint] = most + 64 * 1024


class HouseRequest(Request):
    """Keeps what is sent along under seal, and knows how much each page takes."""

    @property
    def max_content_length(self) -> int | None:
        """As configured, or what was declared for this page."""
        return _large.get(self.endpoint or "") or super().max_content_length

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return cast(IO[bytes], SealedSpool())
