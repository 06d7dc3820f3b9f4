"""Forms on data protection in a case."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from app.access.work import Work
from app.cases.forms import CaseForm
from app.cases.models import Case
from app.cases.queries_privacy import consents_today
from app.cases.service_privacy import (
    BASIS,
    CONSENT,
    GLASS,
    GROUND,
    INFORMED,
    PARTNERS,
    SCOPE,
    SHIELD,
    SPECIAL,
)
from app.policy.queries import codes
from app.web.fields import ChoiceField, CodeField, DutchDateField, NoteField, TickField, TrimmedStringField
from app.web.formatting import date_nl
from app.web.validators import LengthBetween, Required

CONDITIONS: Final = {
    "informed": "De persoon weet met wie, wat en waarom, en stemt toe",
    "secrecy": "De ontvanger is ook gebonden door het beroepsgeheim",
    "same_aim": "De ontvanger werkt met hetzelfde doel",
    "interest": "Delen is in het belang van de persoon",
    "needed": "We delen alleen wat nodig is",
}


class BasisForm(CaseForm):
    """On what ground the case is kept."""

    basis = CodeField("Rechtsgrond", [Required("Kies een rechtsgrond.")])
    special = CodeField("Grond voor gezondheid en andere gevoelige gegevens")


class InformedForm(CaseForm):
    """When and how the person was told."""

    on = DutchDateField("Geïnformeerd op", [Required("Vul de datum in.")])
    how = CodeField("Hoe", [Required("Kies hoe.")])


class ConsentForm(CaseForm):
    """A consent to share, with the five conditions of shared secrecy."""

    ground = CodeField("Op welke grond", [Required("Kies een grond.")], default=CONSENT)
    partner_kind = CodeField("Soort dienst", [Required("Kies een soort dienst.")])
    partner = TrimmedStringField("Met wie", [Required("Vul in met wie."), LengthBetween(most=120)])
    scope = CodeField("Wat", [Required("Kies wat gedeeld wordt.")])
    aim = NoteField("Waarvoor", [Required("Schrijf kort waarvoor."), LengthBetween(most=1000)])
    given_on = DutchDateField("Gegeven of vastgesteld op", [Required("Vul de datum in.")])
    until = DutchDateField("Tot (eerste dag waarop het niet meer geldt)", [Required("Vul in tot wanneer.")])
    informed = TickField(CONDITIONS["informed"])
    secrecy = TickField(CONDITIONS["secrecy"])
    same_aim = TickField(CONDITIONS["same_aim"])
    interest = TickField(CONDITIONS["interest"])
    needed = TickField(CONDITIONS["needed"])

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Consent asks all five conditions; another ground asks none."""
        is_sound = super().validate(extra_validators)
        missing = [name for name in CONDITIONS if self.ground.data == CONSENT and not self[name].data]
        for name in missing:
            self.add_error(name, f"Dit moet kloppen om met toestemming te delen: “{CONDITIONS[name]}”.")
        return is_sound and not missing

    def consent(self) -> dict[str, object]:
        """What the verb asks."""
        values = self.values()
        confirmed = sum(bool(values.pop(name)) for name in CONDITIONS)
        return {**values, "confirmed": confirmed}


class ShieldForm(CaseForm):
    """Why a case is shielded."""

    reason = CodeField("Waarom", [Required("Kies een reden.")])


class GlassForm(CaseForm):
    """Why a shielded case has to be opened now."""

    reason = CodeField("Reden", [Required("Kies een reden.")])
    why = NoteField("Waarom kan het niet wachten?", [Required("Schrijf kort waarom."), LengthBetween(most=1000)])


_LISTS: Final = {
    BasisForm: {"basis": BASIS, "special": SPECIAL},
    InformedForm: {"how": INFORMED},
    ConsentForm: {"scope": SCOPE, "ground": GROUND, "partner_kind": PARTNERS},
    ShieldForm: {"reason": SHIELD},
    GlassForm: {"reason": GLASS},
}


NO_CONSENT: Final = (("", "Zonder toestemming: op de rechtsgrond van het dossier"),)


def offer_consents(work: Work, field: ChoiceField, case: Case) -> None:
    """Offer the consents to share that hold today."""
    field.invitation = NO_CONSENT
    field.offer(
        [(str(one.uid), f"{one.partner}: {one.scope}, tot {date_nl(one.until)}") for one in consents_today(work, case)]
    )


def consent_chosen(field: ChoiceField) -> UUID | None:
    """Which one was chosen, for the verb."""
    return UUID(field.data) if field.data else None


def offer_lists(work: Work, form: CaseForm) -> None:
    """Fill the lists of a form with what can be chosen today."""
    for name, listed in _LISTS[type(form)].items():
        found = codes(work.session, listed, work.clock.today())
        form[name].offer_codes([(code.key, code.label_nl) for code in found])
