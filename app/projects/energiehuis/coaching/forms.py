"""Forms of renovation coaching: a dwelling, a contact."""

from uuid import UUID

from app.access.work import Work
from app.organisations.queries import municipalities
from app.projects.energiehuis.coaching.models import DwellingKind
from app.projects.energiehuis.coaching.queries import buildings
from app.projects.energiehuis.counted import PROJECT_KEY
from app.web.fields import ChoiceField, DutchDateField, DutchIntegerField, RadioChoice, TrimmedStringField
from app.web.forms import BaseForm
from app.web.validators import Required

KIND_WORDS = {
    DwellingKind.HOUSE: "Huis",
    DwellingKind.APARTMENT: "Appartement",
    DwellingKind.BUILDING: "Appartementsgebouw als geheel",
}


class DwellingForm(BaseForm):
    """A dwelling of an owner."""

    kind = RadioChoice(
        "Wat voor woning?",
        [Required("Kies wat voor woning het is.")],
        choices=[(kind.value, words) for kind, words in KIND_WORDS.items()],
    )
    municipality = ChoiceField("Gemeente van de woning", [Required("Kies een gemeente.")])
    address = TrimmedStringField("Adres", description="Straat en nummer. Wordt versleuteld bewaard.")
    built_in = DutchIntegerField("Bouwjaar")
    building_uid = ChoiceField(
        "In welk gebouw?", description="Alleen voor een appartement in een gebouw dat hier staat."
    )

    def dwelling_kind(self) -> DwellingKind:
        """The kind that was picked; the form made sure that it is one."""
        return DwellingKind(self.kind.data)

    def year(self) -> int | None:
        """The year, which was typed as a number without points."""
        return self.built_in.data


class ContactForm(BaseForm):
    """A contact with the owner."""

    on = DutchDateField("Dag van het contact", [Required("Vul de dag in.")])
    qualifying = RadioChoice(
        "Telt dit contact mee?",
        [Required("Kies ja of nee.")],
        choices=[("ja", "Ja, de eigenaar kreeg advies op maat"), ("nee", "Nee, alleen informatie")],
    )


def building(form: DwellingForm) -> UUID | None:
    """The building that was chosen."""
    return UUID(form.building_uid.data) if form.building_uid.data else None


def offer_dwelling(work: Work, form: DwellingForm) -> None:
    """The municipalities that the actor works for, and the buildings there."""
    own = [
        (place.nis5, place.name)
        for place in municipalities(work.session, work.clock.today())
        if work.actor.holds("case.write", PROJECT_KEY, place.nis5)
    ]
    names = dict(own)
    form.municipality.offer(own)
    form.building_uid.offer(
        [(str(each.uid), f"{each.address or 'Gebouw'}, {names.get(each.municipality, '')}") for each in buildings(work)]
    )
