"""Addresses of static files: one content hash of the whole folder in the path, so that browsers may keep them."""

import hashlib
from functools import cache
from pathlib import Path

from flask import url_for

STATIC_FOLDER = Path(__file__).parent / "static"
TEMPLATE_FOLDER = Path(__file__).parent / "templates"


def folder_version(folder: Path) -> str:
    """A short hash over names and contents of all files in a folder."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


@cache
def static_path() -> str:
    """The address prefix to give to Flask and WhiteNoise; it changes whenever a file changes."""
    return f"/static/{folder_version(STATIC_FOLDER)}"


def static_url(path: str) -> str:
    """The address of a file below the static folder, its version included."""
    if not (STATIC_FOLDER / path).is_file():
        raise FileNotFoundError(f"no static file {path}")
    return url_for("static", filename=path)
