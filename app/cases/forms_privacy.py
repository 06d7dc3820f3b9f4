"""Forms on data protection in a case."""

from typing import Final
from uuid import UUID

from app.access.work import Work
from app.cases.forms import CaseForm
from app.cases.models import Case
from app.cases.queries_privacy import consents_today
from app.cases.service_privacy import BASIS, GLASS, INFORMED, SCOPE, SHIELD, SPECIAL
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

    partner = TrimmedStringField("Met wie", [Required("Vul in met wie."), LengthBetween(most=120)])
    scope = CodeField("Wat", [Required("Kies wat gedeeld wordt.")])
    aim = NoteField("Waarvoor", [Required("Schrijf kort waarvoor."), LengthBetween(most=1000)])
    given_on = DutchDateField("Toestemming gegeven op", [Required("Vul de datum in.")])
    until = DutchDateField("Tot (eerste dag zonder toestemming)", [Required("Vul in tot wanneer.")])
    informed = TickField(CONDITIONS["informed"], [Required("Dit is een voorwaarde om te delen.")])
    secrecy = TickField(CONDITIONS["secrecy"], [Required("Dit is een voorwaarde om te delen.")])
    same_aim = TickField(CONDITIONS["same_aim"], [Required("Dit is een voorwaarde om te delen.")])
    interest = TickField(CONDITIONS["interest"], [Required("Dit is een voorwaarde om te delen.")])
    needed = TickField(CONDITIONS["needed"], [Required("Dit is een voorwaarde om te delen.")])

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
    ConsentForm: {"scope": SCOPE},
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
