"""People who cannot exist, for tests: serial numbers 000 and 999 are given to nobody."""

from datetime import date
from typing import Any

from app.access.work import Work
from app.clients.identity import Identity
from app.clients.models import Person
from app.clients.service import register_person


def number(born: date, serial: int = 0, bis: int = 0) -> str:
    """A national number with right check digits and an impossible serial number (000 or 999)."""
    assert serial in (0, 999)
    digits = f"{born:%y}{born.month + bis:02}{born:%d}{serial:03}"
    whole = int(("2" if born.year >= 2000 else "") + digits)
    return f"{digits}{97 - whole % 97:02}"


BORN = date(1985, 7, 30)


def identity(**changes: Any) -> Identity:
    """Somebody with a name and a birth date, and what the test adds."""
    values = {"family_name": "Testaerts", "given_name": "Fictieve", "birth_date": BORN} | changes
    return Identity(**values)


def registered(work: Work, organisation: str = "34022", **changes: Any) -> Person:
    """Such a person, registered in a transaction of their own, whoever they resemble."""
    options = {name: changes.pop(name) for name in ("is_protected", "source_ref", "judged") if name in changes}
    with work.transaction():
        return register_person(work, identity=identity(**changes), organisation=organisation, **options)
