"""The dated policy of stays: the term of each kind of facility, and reminders of its end."""

from datetime import date

from sqlalchemy.orm import Session

from app.policy.queries import codes
from app.projects.krachtwonen.stays.rules_terms import Term, TermUnit


def terms(session: Session) -> list[Term]:
    """Every term that ever was in force."""
    return [
        Term(
            kind=code.attrs["kind"],
            label=code.label_nl,
            count=code.attrs["count"],
            unit=TermUnit(code.attrs["unit"]),
            valid_from=code.active_from,
            valid_to=code.active_to,
            renewals=code.attrs.get("renewals", 0),
            renewal_count=code.attrs.get("renewal_count", 0),
            coordinator_count=code.attrs.get("coordinator_count"),
        )
        for code in codes(session, "kw_term")
    ]


def reminder_days(session: Session, day: date) -> list[int]:
    """How many days ahead somebody is reminded, the earliest reminder first."""
    return sorted((code.attrs["days"] for code in codes(session, "kw_reminder", day)), reverse=True)
