"""What may be with stays and units, over plain values. Pure; messages in Dutch."""

from dataclasses import dataclass
from datetime import date

from app.core.errors import Refused
from app.projects.krachtwonen.kinds import BED_KINDS, Layer


@dataclass(frozen=True, slots=True)
class Nights:
    """A half-open span: every night from `first` up to, and not including, `until`; without end when that is None."""

    first: date
    until: date | None = None

    @property
    def count(self) -> int | None:
        """How many nights; None when there is no end."""
        return None if self.until is None else max(0, (self.until - self.first).days)

    def overlaps(self, other: "Nights") -> bool:
        """Whether some night is in both: leaving and arriving on one day is not."""
        if self.count == 0 or other.count == 0:
            return False
        return (other.until is None or self.first < other.until) and (self.until is None or other.first < self.until)


def places_of(kind: str, max_persons: int | None, *, is_shared: bool) -> int:
    """How many households or people a unit takes at a time: a home one, a shelter or a shared house one per bed."""
    return max_persons or 1 if is_shared or kind in BED_KINDS else 1


def layer_of(kind: str) -> Layer:
    """Whether a unit of this kind is somebody's home for a while, or a bed for some nights."""
    return Layer.BED if kind in BED_KINDS else Layer.HOME


def check_not_future(day: date, today: date, field: str) -> None:
    """What happened lies behind us."""
    if day > today:
        raise Refused("Deze dag moet nog komen. Kies vandaag of een dag ervoor.", field)


def check_nights(nights: Nights, field: str) -> None:
    """A place is given for one night at least."""
    if nights.count is not None and nights.count < 1:
        raise Refused("Het einde ligt niet na de eerste nacht. Kies een latere dag.", field)


def check_in_pool(nights: Nights, in_pool_from: date, in_pool_to: date | None) -> None:
    """Nobody stays in a unit before it came or after it left (BR03)."""
    if nights.first < in_pool_from:
        raise Refused(f"Deze woning is er pas vanaf {in_pool_from:%d/%m/%Y}.", "moved_in")
    if in_pool_to is not None and (nights.until is None or nights.until > in_pool_to):
        raise Refused(f"Deze woning is er maar tot {in_pool_to:%d/%m/%Y}. Spreek een einde af voor die dag.", "until")


def check_departure(on: date, moved_in: date, today: date, *, from_a_bed: bool = False) -> None:
    """Somebody leaves after a night, and not in advance: an agreed end is another thing.

    Who gets a bed in the evening may be gone before the night: that is no night, and no admission.
    """
    check_not_future(on, today, "on")
    if from_a_bed and on < moved_in:
        raise Refused(f"Het verblijf begon op {moved_in:%d/%m/%Y}. Kies die dag of een latere.", "on")
    if on <= moved_in and not from_a_bed:
        raise Refused(f"De bewoning begon op {moved_in:%d/%m/%Y}. Wie geen nacht bleef, is niet opgedaagd.", "on")


def check_room(persons: int, max_persons: int | None) -> None:
    """No more people than the unit takes."""
    if persons < 1:
        raise Refused("Vul in hoeveel personen er komen wonen.", "persons")
    if max_persons is not None and persons > max_persons:
        raise Refused(f"In deze woning is plaats voor {max_persons} personen.", "persons")
