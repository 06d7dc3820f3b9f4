"""People in Dutch words, as the pages show them. What is put in a line here is on record as seen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from app.access.work import Work
from app.clients import national_number
from app.clients.duplicates import Candidate, Reason
from app.clients.identity import Identity, age_on
from app.clients.kinds import RevealReason
from app.clients.models import Person
from app.clients.models_household import Membership
from app.clients.models_rights import FormerIdentity
from app.clients.queries import Member, masked_number, may_read_address
from app.core.model import Erasable
from app.web.formatting import date_nl

NO_NAME: Final = "Naam niet gekend"
PROTECTED: Final = "Afgeschermd"
NOTHING_TYPED: Final = "Typ een naam, geboortedatum of rijksregisternummer."
WIDER: Final = "Zoek ook namen die erop lijken"
ELSEWHERE: Final = (
    "Dit nummer is gekend bij een organisatie waarvan je de personen niet ziet. Vraag je coördinator om inzage."
)

REASONS: Final = {
    Reason.NATIONAL_NUMBER: "zelfde rijksregisternummer",
    Reason.NAME_AND_BIRTH_DATE: "zelfde naam en geboortedatum",
    Reason.FAMILY_NAME_AND_BIRTH_DATE: "zelfde familienaam en geboortedatum",
    Reason.NAME_AND_NEAR_BIRTH_DATE: "zelfde naam en een geboortedatum die erop lijkt",
    Reason.NAME: "zelfde naam, geboortedatum niet gekend",
    Reason.SOUND_AND_BIRTH_YEAR: "naam die hetzelfde klinkt en zelfde geboortejaar",
    Reason.PHONE: "zelfde telefoonnummer",
    Reason.EMAIL: "zelfde e-mailadres",
}
REVEAL_REASONS: Final = {
    RevealReason.APPLICATION: "Aanvraag bij een andere dienst",
    RevealReason.IDENTITY_CHECK: "Identiteit nakijken",
    RevealReason.AGREEMENT: "Overeenkomst of brief opmaken",
    RevealReason.CORRECTION: "Gegevens verbeteren",
}
FIELDS: Final = {
    "family_name": "Familienaam",
    "given_name": "Voornaam",
    "birth_date": "Geboortedatum",
    "phone": "Telefoon",
    "email": "E-mailadres",
    "address": "Adres",
}


@dataclass(frozen=True)
class PersonLine:
    """A person as lists show them."""

    uid: UUID
    name: str
    birth_date: date | None
    number: str
    is_protected: bool
    deceased_on: date | None
    reasons: tuple[str, ...] = ()


def erased_words(holder: Erasable) -> str:
    """What stands where a name stood: when it was destroyed, and the certificate."""
    return f"Vernietigd op {date_nl(holder.erased_on)}, certificaat {holder.certificate}"


def full_name(person: Person) -> str:
    """Family name and given name, as far as known; of somebody erased, the certificate."""
    if person.erased_on is not None:
        return erased_words(person)
    return " ".join(part for part in (person.family_name, person.given_name) if part) or NO_NAME


def person_line(work: Work, person: Person, reasons: Iterable[Reason] = ()) -> PersonLine:
    """The line of one person."""
    return PersonLine(
        person.uid,
        full_name(person),
        person.birth_date,
        masked_number(work, person),
        person.is_protected,
        person.deceased_on,
        tuple(REASONS[reason] for reason in reasons),
    )


def candidate_lines(work: Work, found: Iterable[Candidate]) -> list[PersonLine]:
    """The lines of people who may be the one that is being registered."""
    return [person_line(work, one.person, one.reasons) for one in found]


def address_text(address: dict[str, Any] | None) -> str:
    """Street, postal code and place on one line."""
    place = " ".join(address[part] for part in ("postal_code", "place") if address.get(part)) if address else ""
    street = (address or {}).get("street")
    return ", ".join(part for part in (street, place) if part)


def summary(work: Work, person: Person) -> list[tuple[str, str]]:
    """What the page of a person says of them."""
    if person.erased_on is not None:
        return [("Vernietigd", date_nl(person.erased_on)), ("Certificaat", str(person.certificate))]
    born = person.birth_date
    age = f" ({age_on(born, work.clock.today())} jaar)" if born and not person.deceased_on else ""
    lines = [
        ("Rijksregisternummer", masked_number(work, person)),
        ("Geboren", f"{date_nl(born)}{age}"),
        ("Adres", address_text(person.address) if may_read_address(work, person) else PROTECTED),
        ("Telefoon", person.phone or ""),
        ("E-mail", person.email or ""),
    ]
    return [*lines, ("Overleden", date_nl(person.deceased_on))] if person.deceased_on else lines


@dataclass(frozen=True)
class Difference:
    """One thing that was stored since, beside what is on the form."""

    label: str
    stored: str
    typed: str


def differences(work: Work, person: Person, typed: Identity) -> list[Difference]:
    """Where a form that stood open too long differs from what is stored now."""
    found = []
    for name, label in FIELDS.items():
        if name == "address" and not may_read_address(work, person):
            continue
        stored = getattr(person, name)
        if stored != getattr(typed, name):
            found.append(Difference(label, _shown(stored), _shown(getattr(typed, name))))
    return found


def _shown(value: date | dict[str, Any] | str | None) -> str:
    if isinstance(value, date):
        return date_nl(value)
    return address_text(value) if isinstance(value, dict) else value or "–"


@dataclass(frozen=True)
class MemberLine:
    """A member as the household page shows them; without `uid` when nobody may follow them."""

    name: str
    role: str
    age: int | None
    membership: Membership
    uid: UUID | None


def member_line(member: Member, roles: dict[str, str], today: date) -> MemberLine:
    """The line of one member; a protected person who left keeps no name here."""
    role = roles.get(member.membership.role, member.membership.role)
    if member.is_hidden:
        return MemberLine(PROTECTED, role, None, member.membership, None)
    born = member.person.birth_date
    return MemberLine(
        full_name(member.person), role, age_on(born, today) if born else None, member.membership, member.person.uid
    )


def former_words(work: Work, person: Person, former: FormerIdentity) -> str:
    """What stood there before a correction, on one line; a national number masked, a protected address hidden."""
    before = former.before or {}
    words = []
    for name, value in before.items():
        if name == "national_number":
            words.append(f"Rijksregisternummer: {national_number.masked(value)}")
        elif name == "address" and not may_read_address(work, person):
            words.append(f"{FIELDS[name]}: {PROTECTED}")
        else:
            words.append(f"{FIELDS[name]}: {_former(name, value)}")
    return "; ".join(words)


def _former(name: str, value: dict[str, Any] | str | None) -> str:
    return _shown(date.fromisoformat(value) if name == "birth_date" and isinstance(value, str) else value)
