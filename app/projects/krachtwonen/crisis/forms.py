"""Forms of the crisis network: a question by night and its answer, more nights, leaving, a suspension."""

from datetime import date
from uuid import UUID

from app.access.work import Work
from app.clients.duplicates import possible_duplicates
from app.clients.identity import Identity
from app.clients.labels import candidate_lines, full_name
from app.clients.models import Person
from app.clients.queries import households_of, members_on
from app.organisations.queries import municipalities
from app.policy.queries import codes
from app.projects.krachtwonen.crisis.queries import Bed, Guest
from app.projects.krachtwonen.crisis.rules import Asked
from app.projects.krachtwonen.crisis.service_requests import GONE, LATER, REFUSE, YOUTH, Reply
from app.projects.krachtwonen.crisis.service_suspensions import Ban
from app.projects.krachtwonen.forms_values import given
from app.projects.krachtwonen.kinds import PROJECT_KEY
from app.projects.krachtwonen.permissions import MANAGE
from app.web.fields import (
    ChoiceField,
    CodeField,
    DutchDateField,
    DutchIntegerField,
    NoteField,
    RadioChoice,
    TickList,
    TrimmedStringField,
)
from app.web.formatting import date_nl
from app.web.forms import BaseForm
from app.web.validators import LengthBetween, NumberBetween, Required

SOMEBODY_ELSE = "iemand-anders"
_OTHER_ANSWERS = (
    (REFUSE, "Geen bed: weiger"),
    (YOUTH, "Minderjarige zonder volwassene: naar het crisismeldpunt jeugdhulp"),
    (GONE, "Niet meer nodig"),
    (LATER, "Later beslissen"),
)


class PlaceField(ChoiceField):
    """A municipality, or none."""

    invitation = (("", "Niet gekend of buiten de regio"),)


class AnswerForm(BaseForm):
    """The answer to a question for a bed, and who comes."""

    answer = RadioChoice("Antwoord", [Required("Kies een bed of een ander antwoord.")])
    reason = CodeField("Waarom geen bed?", description="Alleen bij een weigering.")
    family_name = TrimmedStringField("Familienaam", [LengthBetween(most=100)], description="Alleen bij een opname.")
    given_name = TrimmedStringField("Voornaam", [LengthBetween(most=100)])
    birth_date = DutchDateField("Geboortedatum")
    known = RadioChoice("Is het een van deze personen?")
    companions = TickList("Wie van het gezin komt mee?")
    nights = DutchIntegerField("Nachten", [Required("Vul in hoeveel nachten."), NumberBetween(1, 31)])

    def identity(self) -> Identity | None:
        """Who was typed, if anybody was."""
        who = Identity(self.family_name.data, self.given_name.data, self.birth_date.data)
        return who if who.given() else None

    def reply(self, person_uid: UUID | None) -> Reply:
        """What was filled in, for the verb."""
        chosen = self.known.data if self.known.data != SOMEBODY_ELSE else None
        first = person_uid or (UUID(chosen) if chosen else None)
        persons = ((first,) if first else ()) + tuple(UUID(uid) for uid in self.companions.data or ())
        judged = [UUID(str(choice.value)) for choice in self.known.iter_choices() if choice.value != SOMEBODY_ELSE]
        return Reply(
            answer=self.answer.data,
            reason=self.reason.data,
            nights=self.nights.data or 1,
            person_uids=persons,
            newcomer=None if first else self.identity(),
            judged=tuple(judged) if self.known.data == SOMEBODY_ELSE else (),
        )


class RequestForm(AnswerForm):
    """A question for a bed with its answer, in the order of the phone call."""

    referrer = CodeField("Wie belt?", [Required("Kies wie belt.")])
    municipality = PlaceField("Uit welke gemeente?")
    adults = DutchIntegerField("Volwassenen", [Required("Vul in hoeveel volwassenen.")])
    children = DutchIntegerField("Kinderen")

    def asked(self) -> Asked:
        """What is asked, for the verb."""
        return Asked(self.referrer.data, self.municipality.data, self.adults.data or 0, self.children.data or 0)


class MoreNightsForm(BaseForm):
    """How many nights more everybody of the group gets."""

    nights = DutchIntegerField("Nachten erbij", [Required("Vul in hoeveel nachten."), NumberBetween(1, 31)])


class LeaveForm(BaseForm):
    """Who leaves, and on which day."""

    who = TickList("Wie vertrekt?", [Required("Kies wie vertrekt.")])
    on = DutchDateField("Vertrokken op", [Required("Vul de dag van vertrek in.")])

    def chosen(self) -> set[UUID]:
        """The stays that were ticked."""
        return {UUID(uid) for uid in self.who.data or ()}

    def day(self) -> date:
        """The day of leaving, for the verb."""
        return given(self.on.data)


class TickOffForm(BaseForm):
    """Nothing but the button."""


class SuspensionForm(BaseForm):
    """Why somebody gets no bed, and until when."""

    reason = CodeField("Reden", [Required("Kies een reden.")])
    since = DutchDateField("Vanaf", [Required("Vul de eerste nacht in.")])
    until = DutchDateField("Opnieuw welkom op", [Required("Een schorsing heeft altijd een einde. Vul de dag in.")])
    review_on = DutchDateField("Opnieuw te bekijken op")
    note = NoteField("Wat gebeurde er?", description="Alleen wie schorsingen opvolgt, leest dit.")

    def ban(self) -> Ban:
        """What was filled in, for the verb."""
        return Ban(
            self.reason.data,
            given(self.since.data),
            given(self.until.data),
            self.review_on.data,
            self.note.data,
        )


def offer_answer(work: Work, form: AnswerForm, beds: list[Bed], person: Person | None) -> None:
    """The free beds first, then the other answers; who resembles the typed name; the family of who is known."""
    kinds = {code.key: code.label_nl for code in codes(work.session, "facility_kind")}
    free = [
        (str(bed.unit.uid), f"{bed.unit.ref}: {kinds[bed.unit.kind].lower()}, {places_words(bed.free)} vrij")
        for bed in beds
        if bed.free and not bed.is_overdue
    ]
    form.answer.offer([*free, *_OTHER_ANSWERS])
    reasons = codes(work.session, "crisis_refusal", work.clock.today())
    form.reason.offer_codes([(code.key, code.label_nl) for code in reasons])
    form.companions.offer(_family(work, person) if person else [])
    who = form.identity() if form.is_submitted() and person is None else None
    if who is not None and not form.birth_date.process_errors:
        form.known.offer(_resembling(work, who))
    if not form.is_submitted():
        form.nights.data = 1


def offer_request(work: Work, form: RequestForm) -> None:
    """Who can call, from where; one adult until something else is said."""
    today = work.clock.today()
    callers = codes(work.session, "referrer_type", today)
    form.referrer.offer_codes([(code.key, code.label_nl) for code in callers])
    places = [
        place for place in municipalities(work.session, today) if work.actor.holds(MANAGE, PROJECT_KEY, place.nis5)
    ]
    form.municipality.offer([(place.nis5, place.name) for place in places])
    if not form.is_submitted():
        form.adults.data, form.children.data = 1, 0


def offer_leaving(work: Work, form: LeaveForm, guests: list[Guest]) -> None:
    """Those who are still there; today."""
    form.who.offer([(str(guest.crisis.uid), full_name(guest.person)) for guest in guests])
    if not form.is_submitted():
        form.who.data, form.on.data = [str(guest.crisis.uid) for guest in guests], work.clock.today()


def offer_suspension(work: Work, form: SuspensionForm) -> None:
    """The reasons of today, from tonight on."""
    reasons = codes(work.session, "crisis_suspension", work.clock.today())
    form.reason.offer_codes([(code.key, code.label_nl) for code in reasons])
    if not form.is_submitted():
        form.since.data = work.clock.today()


def places_words(number: int) -> str:
    """1 plaats, 5 plaatsen."""
    return "1 plaats" if number == 1 else f"{number} plaatsen"


def _family(work: Work, person: Person) -> list[tuple[str, str]]:
    today = work.clock.today()
    found = [member for home in households_of(work, person.uid, today) for member in members_on(work, home.uid, today)]
    return [
        (str(member.person.uid), full_name(member.person))
        for member in found
        if member.person.uid != person.uid and not member.is_hidden
    ]


def _resembling(work: Work, who: Identity) -> list[tuple[str, str]]:
    lines = candidate_lines(work, possible_duplicates(work, who))
    found = [(str(line.uid), ", ".join(filter(None, (line.name, date_nl(line.birth_date))))) for line in lines]
    return [*found, (SOMEBODY_ELSE, "Nee, dit is iemand anders")] if found else []
