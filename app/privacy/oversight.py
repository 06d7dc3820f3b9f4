"""The trail in Dutch words, for the page and for the file of the data-protection officer."""

import csv
from dataclasses import dataclass
from datetime import datetime
from io import StringIO

from app.access.work import Work
from app.audit.models import AuditRecord
from app.audit.trail import LOOKS
from app.privacy.labels import names_of
from app.privacy.looks import purpose_label
from app.privacy.queries_oversight import TrailFilter, case_numbers_of, trail_page
from app.web.formatting import datetime_nl

MOST_EXPORTED = 50_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class TrailLine:
    """One record."""

    seq: int
    at: datetime
    who: str
    what: str
    code: str
    purpose: str
    case: str
    fields: str


def trail_lines(work: Work, records: list[AuditRecord]) -> list[TrailLine]:
    """Records in words."""
    names, numbers = names_of(work, {one.actor for one in records}), case_numbers_of(work, records)
    return [
        TrailLine(
            one.seq,
            one.at,
            names[one.actor],
            "Gelezen" if one.action in LOOKS else "Gedaan",
            one.action,
            purpose_label(one.purpose),
            next((numbers[uid] for uid in (one.case_uid, one.entity_uid) if uid in numbers), ""),
            ", ".join(one.fields),
        )
        for one in records
    ]


def trail_csv(work: Work, wanted: TrailFilter) -> str:
    """The same as a file that a spreadsheet opens; the newest records first."""
    records = trail_page(work, wanted, size=MOST_EXPORTED)[:MOST_EXPORTED]
    kept = StringIO()
    writer = csv.writer(kept, delimiter=";")
    writer.writerow(["Nummer", "Tijdstip", "Wie", "Wat", "Code", "Waarvoor", "Dossier", "Velden"])
    for line in trail_lines(work, records):
        cells = (line.seq, datetime_nl(line.at), line.who, line.what, line.code, line.purpose, line.case, line.fields)
        writer.writerow([_harmless(str(cell)) for cell in cells])
    return "\ufeff" + kept.getvalue()


def _harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
