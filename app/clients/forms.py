"""Forms about people: search, register and correct, show the number, join and leave a household."""

from typing import Any

from wtforms import HiddenField
from wtforms.validators import Optional, Regexp

from app.clients.identity import Identity
from app.clients.labels import NOTHING_TYPED, REVEAL_REASONS, WIDER
from app.clients.models import Person
from app.web.fields import Choice, ChoiceField, DutchDateField, RadioChoice, TickField, TrimmedStringField
from app.web.forms import BaseForm
from app.web.validators import LengthBetween, Required

_MAIL = r"^[^@\s]+@[^@\s]+\.[^@\s.]+$"
_PRIVATE = {"autocomplete": "off", "spellcheck": "false"}
_DIGITS = _PRIVATE | {"inputmode": "numeric"}


class SearchForm(BaseForm):
    """One line: who or what is looked for, by name or by number."""

    q = TrimmedStringField(
        "Wie of wat zoek je?",
        [Required(NOTHING_TYPED), LengthBetween(most=120)],
        description=(
            "Een persoon met naam, geboortedatum (dd/mm/jjjj), rijksregisternummer, telefoon of e-mailadres; "
            "of een dossiernummer, de mededeling van een lening, een woning of een pagina."
        ),
        render_kw=_PRIVATE,
    )
    wide = TickField(WIDER)


class PersonForm(BaseForm):
    """Who somebody is."""

    family_name = TrimmedStringField("Familienaam", [LengthBetween(most=100)], render_kw=_PRIVATE)
    given_name = TrimmedStringField("Voornaam", [LengthBetween(most=100)], render_kw=_PRIVATE)
    birth_date = DutchDateField("Geboortedatum")
    national_number = TrimmedStringField("Rijksregisternummer", [LengthBetween(most=20)], render_kw=_DIGITS)
    phone = TrimmedStringField("Telefoon", [LengthBetween(most=40)], render_kw=_PRIVATE | {"inputmode": "tel"})
    email = TrimmedStringField(
        "E-mailadres",
        [Optional(), LengthBetween(most=254), Regexp(_MAIL, message="Schrijf het e-mailadres als naam@voorbeeld.be.")],
        render_kw=_PRIVATE | {"inputmode": "email"},
    )
    address_kind = ChoiceField("Soort adres")
    street = TrimmedStringField("Straat en nummer", [LengthBetween(most=120)], render_kw=_PRIVATE)
    postal_code = TrimmedStringField(
        "Postcode", [LengthBetween(most=10)], render_kw=_PRIVATE | {"inputmode": "numeric"}
    )
    place = TrimmedStringField("Plaats", [LengthBetween(most=80)], render_kw=_PRIVATE)
    is_protected = TickField("Scherm het adres af")

    def identity(self) -> Identity:
        """What was filled in."""
        address = {
            "kind": self.address_kind.data,
            "street": self.street.data,
            "postal_code": self.postal_code.data,
            "place": self.place.data,
        }
        known = {name: value for name, value in address.items() if value}
        names = ("family_name", "given_name", "birth_date", "national_number", "phone", "email")
        return Identity(**{name: self[name].data for name in names}, address=known or None)


class RegisterForm(PersonForm):
    """Somebody new, with the organisation that registers them."""

    organisation = ChoiceField("Voor welke organisatie?", [Required("Kies de organisatie.")])
    judged = HiddenField()


class CorrectForm(PersonForm):
    """Somebody who is known, as read at a version. An empty national number keeps the one that is stored."""

    version = HiddenField()
    forget_number = TickField("Wis het rijksregisternummer")

    @staticmethod
    def content(person: Person, *, with_address: bool) -> dict[str, Any]:
        """What the fields start with; the national number is never among it."""
        address = (person.address or {}) if with_address else {}
        names = ("family_name", "given_name", "birth_date", "phone", "email", "is_protected", "version")
        place = {name: address.get(name) for name in ("street", "postal_code", "place")}
        return {name: getattr(person, name) for name in names} | place | {"address_kind": address.get("kind")}

    def leave_out_address(self) -> None:
        """For whoever may not see it: the verb keeps what is stored."""
        for name in ("address_kind", "street", "postal_code", "place", "is_protected"):
            del self[name]

    def identity(self) -> Identity:
        if "street" in self:
            return super().identity()
        names = ("family_name", "given_name", "birth_date", "national_number", "phone", "email")
        return Identity(**{name: self[name].data for name in names})


class RevealForm(BaseForm):
    """Why the full number is needed."""

    reason = RadioChoice(
        "Waarvoor heb je het nummer nodig?",
        [Required("Kies een reden.")],
        choices=[(reason.value, label) for reason, label in REVEAL_REASONS.items()],
    )


class MemberForm(BaseForm):
    """Somebody joins a household: found first, then chosen."""

    who = TrimmedStringField(
        "Wie?", [LengthBetween(most=120)], description="Naam, geboortedatum of rijksregisternummer.", render_kw=_PRIVATE
    )
    wide = TickField(WIDER)
    person_uid = RadioChoice("Wie bedoel je?", choices=[])
    role = ChoiceField("Plaats in het gezin", [Required("Kies een plaats in het gezin.")])
    since = DutchDateField("Vanaf", [Required("Vul in vanaf wanneer.")])
    is_adult = TickField("Meerderjarig (als de geboortedatum niet gekend is)")


class LeaveForm(BaseForm):
    """Somebody leaves a household."""

    until = DutchDateField(
        "Vertrokken op", [Required("Vul de dag van vertrek in.")], description="De eerste dag zonder deze persoon."
    )
    successor_uid = RadioChoice("Wie wordt de referentiepersoon?", choices=[])

    def offer_successors(self, choices: list[Choice]) -> None:
        """Ask who follows up a reference person, when somebody stays behind."""
        if choices:
            self.successor_uid.offer(choices)
        else:
            del self.successor_uid
