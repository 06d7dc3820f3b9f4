"""What holds in the crisis network by night: which night it is, repeated use, follow-up, suspension. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from app.clients.identity import ADULT_AGE, age_on
from app.core.clock import BRUSSELS
from app.core.errors import Refused
from app.core.workdays import WorkCalendar

LONGEST_SUSPENSION: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Repeat:
    """So many admissions in so many days ask for a conversation."""

    count: int
    days: int
    label: str


@dataclass(frozen=True, slots=True)
class CrisisRules:
    """The dated rules of the network, as they are on a day."""

    night_ends: int
    """Hour of the morning until which it is still the night before."""
    follow_up: int
    """Hour by which the referrer takes over."""
    repeats: Sequence[Repeat] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is told when somebody asks for a bed."""

    referrer: str
    municipality: str | None
    adults: int
    children: int = 0


def night_of(now: datetime, rules: CrisisRules) -> date:
    """The evening of the night that it is: at two o'clock it is still that of yesterday."""
    local = now.astimezone(BRUSSELS)
    return local.date() - timedelta(days=1) if local.hour < rules.night_ends else local.date()


def follow_up_due(night: date, rules: CrisisRules, calendar: WorkCalendar) -> datetime:
    """Noon, Brussels time, of the first working day after the evening of the night (BR19)."""
    return datetime.combine(calendar.shifted(night, 1), time(rules.follow_up), tzinfo=BRUSSELS)


def repeated_use(nights: Iterable[date], night: date, rules: CrisisRules) -> Repeat | None:
    """The first limit that the first nights of somebody's admissions reach, this one included."""
    first = list(nights)
    for repeat in rules.repeats:
        since = night - timedelta(days=repeat.days - 1)
        if sum(since <= each <= night for each in first) >= repeat.count:
            return repeat
    return None


def check_asked(asked: Asked) -> None:
    """Somebody asks, and no crowd."""
    if asked.adults < 0 or asked.children < 0 or asked.adults + asked.children < 1:
        raise Refused("Vul in voor hoeveel personen een bed gevraagd wordt.", "adults")


def check_adult(adults: int, born: date | None, night: date) -> None:
    """A minor without an adult goes to youth care, not to a crisis bed (BR14); `born` is of who comes first."""
    if adults < 1:
        raise Refused("Een minderjarige zonder volwassene gaat naar het crisismeldpunt jeugdhulp.", "answer")
    if born is not None and age_on(born, night) < ADULT_AGE:
        raise Refused("Deze persoon is minderjarig. Vul de volwassene in, of stuur door naar jeugdhulp.", "birth_date")


def check_suspension(since: date, until: date, today: date) -> None:
    """A suspension begins now or later, ends, and not after a year (BR28)."""
    if until <= since:
        raise Refused("Een schorsing heeft een einde. Kies een dag na het begin.", "until")
    if until <= today:
        raise Refused("Dit einde is al voorbij. Kies een latere dag.", "until")
    if until - since > LONGEST_SUSPENSION:
        raise Refused("Een schorsing duurt hoogstens een jaar. Kies een vroegere dag.", "until")


def suspended_until(until: date) -> str:
    """Why somebody gets no bed."""
    return f"Een van deze personen is geschorst tot {until:%d/%m/%Y}. Een coördinator kan de schorsing opheffen."
