"""When a year may be submitted and closed, and by whom. Pure."""

from datetime import date

from app.core.errors import Refused


def check_over(year: int, today: date) -> None:
    """A year is closed when it is over: until then its figures still grow."""
    if year >= today.year:
        raise Refused(f"Het jaar {year} loopt nog. Sluit het af vanaf 1 januari {year + 1}.", "year")


def checked_text(text: str | None, field: str, message: str) -> str:
    """What somebody has to explain, without spaces around it; nothing is refused."""
    given = (text or "").strip()
    if not given:
        raise Refused(message, field)
    return given


def check_second_person(submitted_by: str, actor: str) -> None:
    """Who submitted a year does not decide on it."""
    if submitted_by == actor:
        raise Refused("Wie een jaar indient, beslist er niet over. Vraag het aan een collega.")


def check_findings(hard: int, despite: str | None) -> str | None:
    """A year with hard findings closes only with a reason, which is kept; without findings there is none to keep."""
    why = (despite or "").strip()
    if not hard:
        return None
    if not why:
        raise Refused(
            f"Er staan nog {hard} harde bevindingen open. Los ze op, of schrijf waarom het jaar toch afgesloten wordt;"
            " die reden komt in het verslag.",
            "despite",
        )
    return why
