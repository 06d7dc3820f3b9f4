"""Requests of the house: an upload never lies readable on a disk, and only where files are expected may it be large."""

from typing import IO, Any, Final, cast

from flask import Flask, Request, current_app, request

from app.crypto.sealed_spool import SealedSpool

KEY: Final = "large_requests"
_FORM: Final = 64 * 1024


class HouseRequest(Request):
    """Keeps the files that are sent along under seal."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return cast(IO[bytes], SealedSpool())


def install_uploads(app: Flask) -> None:
    """Make these the requests of the application; the limit of a page is known before its form is read."""
    app.request_class = HouseRequest
    app.extensions[KEY] = {}
    app.url_value_preprocessor(_set_limit)


def accept_files(app: Flask, endpoint: str, most: int) -> None:
    """Let requests to this endpoint be as large as a file of so many bytes, and its form."""
    app.extensions[KEY][endpoint] = most + _FORM


def _set_limit(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    most = current_app.extensions[KEY].get(endpoint)
    if most is not None:
        request.max_content_length = most
