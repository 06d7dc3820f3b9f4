"""Forms of crisis meetings: asking for one, its day and agenda, who sits there, what was concluded and agreed."""

from datetime import date
from typing import Final
from uuid import UUID

from app.access.work import Work
from app.cases.service_tasks import FOLLOW_UP_AFTER
from app.policy.queries import code_labels, codes
from app.projects.krachtwonen.forms_values import given
from app.projects.krachtwonen.meetings.models import MeetingParticipant, MeetingRequest
from app.projects.krachtwonen.meetings.service import Agenda, Agreed
from app.web.fields import CodeField, DutchDateField, NoteField, RadioChoice, TickList, TrimmedStringField
from app.web.forms import BaseForm
from app.web.validators import LengthBetween, Required

ME: Final = "ik"
FOLLOWER: Final = "opvolger"
OUTSIDE: Final = "andere"
REPEATED: Final = "herhaald_crisis"


class PlanForm(BaseForm):
    """When a meeting is, and what it is about."""

    planned_on = DutchDateField("Dag van het overleg", description="dd/mm/jjjj. Laat leeg zolang er geen dag is.")
    agenda = NoteField("Agenda", description="Wat moet er besproken en beslist worden?")


class MeetingForm(PlanForm):
    """Why a meeting is asked for."""

    cause = CodeField("Aanleiding", [Required("Kies een aanleiding.")])

    def asked(self) -> Agenda:
        """What was filled in, for the verb."""
        return Agenda(self.cause.data, self.planned_on.data, self.agenda.data)


class InviteForm(BaseForm):
    """A service at the table."""

    service = CodeField("Dienst", [Required("Kies een dienst.")])
    name = TrimmedStringField("Wie komt er?", [LengthBetween(most=100)])


class ConcludeForm(BaseForm):
    """The meeting took place."""

    on = DutchDateField("Gehouden op", [Required("Vul de dag van het overleg in.")])
    attended = TickList("Wie was er?")
    conclusion = NoteField("Besluit")

    def present(self) -> set[UUID]:
        """Who was ticked."""
        return {UUID(uid) for uid in self.attended.data or ()}

    def day(self) -> date:
        """The day, for the verb."""
        return given(self.on.data)


class AgreeForm(BaseForm):
    """Who does what by when."""

    what = TrimmedStringField("Wat is afgesproken?", [Required("Schrijf kort op wat er afgesproken is.")])
    due_on = DutchDateField("Tegen", [Required("Vul de dag in.")])
    whom = RadioChoice(
        "Wie doet het?",
        [Required("Kies wie het doet.")],
        choices=((ME, "Ikzelf"), (FOLLOWER, "Wie het dossier opvolgt"), (OUTSIDE, "Iemand van een andere dienst")),
    )
    owner = TrimmedStringField("Naam en dienst", [LengthBetween(most=100)], description="Alleen bij een andere dienst.")

    def agreed(self, work: Work) -> Agreed:
        """What was filled in, for the verb."""
        mine = work.actor.user_uid if self.whom.data == ME else None
        return Agreed(self.what.data, given(self.due_on.data), mine, self.owner.data if self.is_outside else None)

    @property
    def is_outside(self) -> bool:
        """Whether somebody of another service does it."""
        return bool(self.whom.data == OUTSIDE)


class CallOffForm(BaseForm):
    """Nothing but the button."""


def offer_meeting(work: Work, form: MeetingForm, *, repeated: bool) -> None:
    """The causes of today; repeated use of the crisis network when that is why one came here."""
    causes = codes(work.session, "kw_meeting_cause", work.clock.today())
    form.cause.offer_codes([(code.key, code.label_nl) for code in causes])
    if repeated and not form.is_submitted():
        form.cause.data = REPEATED


def offer_plan(form: PlanForm, meeting: MeetingRequest) -> None:
    """What is known so far."""
    if not form.is_submitted():
        form.planned_on.data, form.agenda.data = meeting.planned_on, meeting.agenda


def offer_invite(work: Work, form: InviteForm) -> None:
    """The services of today."""
    services = codes(work.session, "referrer_type", work.clock.today())
    form.service.offer_codes([(code.key, code.label_nl) for code in services])


def offer_conclusion(work: Work, form: ConcludeForm, table: list[MeetingParticipant], planned_on: date | None) -> None:
    """Those who were asked, all of them there until somebody says otherwise."""
    services = code_labels(work.session, "referrer_type")
    form.attended.offer(
        [
            (str(each.uid), " ".join(filter(None, (services.get(each.service, each.service), each.name))))
            for each in table
        ]
    )
    if not form.is_submitted():
        form.attended.data = [str(each.uid) for each in table]
        form.on.data = min(planned_on or work.clock.today(), work.clock.today())


def offer_agreement(work: Work, form: AgreeForm) -> None:
    """A week from now, for whoever follows the case."""
    if not form.is_submitted():
        form.due_on.data, form.whom.data = work.clock.today() + FOLLOW_UP_AFTER, FOLLOWER
