"""One person's whole file as a zip: JSON for machines, a page for people, and the documents."""

import json
import zipfile
from io import BytesIO
from typing import Final

from flask import current_app

from app.access.work import Work
from app.clients.models import Person
from app.privacy.looks import LookLine, look_lines
from app.privacy.queries_request import who_looked
from app.privacy.service_request import record_export
from app.privacy.whole_file import WholeFile, whole_file
from app.web.static_files import STATIC_FOLDER

_STYLE_SHEETS: Final = ("tokens.css", "base.css", "tables.css")
FILE_NAME: Final = "dossier.zip"
"""No name and no number in it: it stands in the list of downloads of whoever made it."""


def export_person(work: Work, person: Person) -> bytes:
    """Everything of one person, to hand over to that person; on record as an export."""
    looked = look_lines(work, who_looked(work, person))
    found = whole_file(work, person)
    record_export(work, person=person)
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        document = found.document() | {"looked": [line.plain() for line in looked]}
        archive.writestr("dossier.json", json.dumps(document, ensure_ascii=False, indent=2))
        archive.writestr("dossier.html", _page(found, looked))
    return kept.getvalue()


def _page(found: WholeFile, looked: list[LookLine]) -> str:
    style = "\n".join((STATIC_FOLDER / "css" / name).read_text() for name in _STYLE_SHEETS)
    # The environment itself: a file knows no colleague and no navigation, so no context processor takes part.
    body = current_app.jinja_env.get_template("privacy/_whole_file.html").render(found=found, looked=looked)
    return (
        '<!doctype html>\n<html lang="nl-BE">\n<head>\n<meta charset="utf-8">\n<title>Jouw dossier</title>\n'
        f"<style>\n{style}\n</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )
