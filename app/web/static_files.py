"""Addresses of static files: a content hash of the whole folder in the path, so that browsers may keep them."""

import hashlib
from functools import cache
from pathlib import Path
from urllib.parse import quote

from flask import Flask, Response, request, send_from_directory

from app.access.guard import public

STATIC_FOLDER = Path(__file__).parent / "static"


def folder_version(folder: Path) -> str:
    """A short hash over names and contents of all files in a folder."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


@cache
def static_path() -> str:
    """The address prefix of the static files; it changes whenever one of them changes."""
    return f"/static/{folder_version(STATIC_FOLDER)}"


@public("stylesheets, scripts, fonts and icons are the same for everybody")
def static_file(filename: str) -> Response:
    """One static file."""
    return send_from_directory(STATIC_FOLDER, filename)


def install_static(app: Flask) -> None:
    """Serve the static folder of the web layer under its versioned address."""
    app.add_url_rule(f"{static_path()}/<path:filename>", endpoint="static", view_func=static_file)


def static_url(path: str) -> str:
    """The address of a file below the static folder, its version included."""
    return f"{request.script_root}{_there(path)}"


@cache
def _there(path: str) -> str:
    """Looked for once: a page asks for the file of its icons a hundred times."""
    if not (STATIC_FOLDER / path).is_file():
        raise FileNotFoundError(f"no static file {path}")
    return f"{static_path()}/{quote(path)}"
