"""The days on which a year closes, as an iCalendar file (RFC 5545)."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.actionplan.queries_year import terms_of
from app.core.clock import Clock

_END = "\r\n"


def calendar(session: Session, clock: Clock) -> str:
    """The days of last year and this year as whole-day events."""
    this_year = clock.today().year
    stamp = f"{clock.now():%Y%m%dT%H%M%SZ}"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//W13//Regiodossier//NL"]
    for year in (this_year - 1, this_year):
        terms = terms_of(session, year)
        if terms is None:
            continue
        for name, day, what in (
            ("nieuw", terms.no_new_after, f"Laatste dag voor nieuwe tellingen van {year}"),
            ("verbeteren", terms.no_edit_after, f"Laatste dag voor verbeteringen van {year}"),
            ("afsluiten", terms.deadline, f"Cijfers van {year} afsluiten"),
        ):
            lines += _event(f"{year}-{name}@regiodossier", stamp, day, what)
    return _END.join([*lines, "END:VCALENDAR", ""])


def _event(uid: str, stamp: str, day: date, what: str) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{what}",
        "END:VEVENT",
    ]
