"""The working days of policy: the public holidays of the code list, put in a calendar."""

from sqlalchemy.orm import Session

from app.core.workdays import HolidayRule, WorkCalendar, work_calendar
from app.policy.queries import codes


def calendar_of(session: Session) -> WorkCalendar:
    """Monday to Friday without the public holidays that were ever in force, each in its own years."""
    return work_calendar(
        HolidayRule(
            code.active_from,
            code.active_to,
            code.attrs.get("month"),
            code.attrs.get("day"),
            code.attrs.get("after_easter"),
        )
        for code in codes(session, "public_holiday")
    )
