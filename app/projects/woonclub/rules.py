"""What is told to Woonclub, and what it refuses: days out of order, numbers that cannot be. Pure; messages in Dutch."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from app.core.errors import Refused

MOST_MEMBERS: Final = 40
MOST_SECONDARY_REASONS: Final = 5


@dataclass(frozen=True)
class Intake:
    """What is asked when a household registers."""

    registered_on: date
    municipality: str
    situation: str
    main_reason: str
    adults: int
    children: int
    seeking: int | None = None
    secondary_reasons: tuple[str, ...] = ()
    threat_of_eviction: bool = False
    point: str | None = None


@dataclass(frozen=True)
class Home:
    """What is known of the home that was found."""

    found_on: date
    outcome: str
    lease_start: date | None = None
    move_in: date | None = None
    rent_cents: int | None = None
    found_by: str | None = None


def check_composition(adults: int, children: int, seeking: int | None) -> None:
    """A household has somebody, and no more of them look for a home than there are."""
    for field, number in (("adults", adults), ("children", children)):
        if not 0 <= number <= MOST_MEMBERS:
            raise Refused(f"Vul een aantal van 0 tot {MOST_MEMBERS} in.", field)
    members = adults + children
    if members == 0:
        raise Refused("Een huishouden telt minstens één persoon.", "adults")
    if seeking is not None and not 0 <= seeking <= members:
        raise Refused(f"Er zijn {members} leden in het huishouden. Vul 0 tot {members} in.", "seeking")


def check_reasons(main: str, secondary: list[str]) -> None:
    """One main reason, and others beside it."""
    if main in secondary:
        raise Refused("De hoofdreden staat ook bij de andere redenen. Haal ze daar weg.", "secondary_reasons")
    if len(secondary) > MOST_SECONDARY_REASONS:
        raise Refused(f"Kies hoogstens {MOST_SECONDARY_REASONS} andere redenen.", "secondary_reasons")


def check_from_registration(day: date, registered_on: date, today: date, field: str) -> None:
    """Nothing of a search lies before its registration, and nothing that happened lies ahead."""
    if day < registered_on:
        raise Refused(f"Het huishouden is aangemeld op {registered_on:%d/%m/%Y}. Kies die dag of een latere.", field)
    if day > today:
        raise Refused("Deze dag moet nog komen. Kies vandaag of een dag ervoor.", field)


def check_home(home: Home) -> None:
    """The lease and moving in come with or after the home; a rent is not negative."""
    if home.lease_start is not None and home.lease_start < home.found_on:
        raise Refused("Het huurcontract kan niet ingaan voor de woning gevonden was.", "lease_start")
    if home.move_in is not None and home.move_in < home.found_on:
        raise Refused("Verhuizen kan niet voor de woning gevonden was.", "move_in")
    if home.rent_cents is not None and home.rent_cents < 0:
        raise Refused("Een huurprijs is nul of meer.", "rent_cents")
