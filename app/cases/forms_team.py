"""Forms of the team: whom a case goes to, the answer to an offer, days away."""

from collections.abc import Sequence
from uuid import UUID

from app.access.actor import REGION
from app.access.work import Work
from app.cases.forms import CaseForm, VersionedForm
from app.cases.forms_privacy import consent_chosen, offer_consents
from app.cases.models import Case
from app.cases.queries_team import Colleague, absences_of, colleagues_for
from app.cases.rules_team import away_on
from app.organisations.queries import organisation_names
from app.web.fields import ChoiceField, DutchDateField, NoteField
from app.web.formatting import date_nl
from app.web.validators import Required


class AssignForm(VersionedForm):
    """Who follows the case from now on."""

    worker = ChoiceField("Collega", [Required("Kies een collega.")])

    def offer(self, work: Work, case: Case) -> None:
        """Offer the colleagues of the organisation, with who is away."""
        found = [each for each in colleagues_for(work, case.project, case.organisation) if each.uid != case.worker_uid]
        self.worker.offer([(str(each.uid), name) for each, name in _named(work, found)])
        if not self.is_submitted():
            self.version.data = str(case.version)

    @property
    def worker_uid(self) -> UUID:
        """Whom was chosen, for the verb."""
        return UUID(self.worker.data)


class TogetherForm(CaseForm):
    """Who follows several cases from now on."""

    worker = ChoiceField("Collega", [Required("Kies een collega.")])

    def offer_for(self, work: Work, cases: Sequence[Case]) -> None:
        """Offer the colleagues who may follow every one of the cases, with who is away."""
        places = sorted({(case.project, case.organisation) for case in cases})
        found = [{each.uid: each for each in colleagues_for(work, *place)} for place in places]
        shared = [each for uid, each in found[0].items() if all(uid in other for other in found)] if found else []
        self.worker.offer([(str(each.uid), name) for each, name in _named(work, shared)])

    @property
    def worker_uid(self) -> UUID:
        """Whom was chosen, for the verb."""
        return UUID(self.worker.data)


class OfferForm(VersionedForm):
    """To whom elsewhere a case is offered, and why."""

    to = ChoiceField("Aan wie?", [Required("Kies een collega van een andere organisatie.")])
    why = NoteField(
        "Waarom draag je het over?",
        [Required("Schrijf kort op waarom je het dossier overdraagt.")],
        description="Wie het krijgt aangeboden, leest dit. De naam van de cliënt ziet die pas na het aanvaarden.",
    )

    consent = ChoiceField("Met welke toestemming?")

    def offer(self, work: Work, case: Case) -> None:
        """Offer the colleagues of other organisations, with who is away, and the consents that hold."""
        offer_consents(work, self.consent, case)
        names = organisation_names(work.session)
        elsewhere = [
            each
            for each in colleagues_for(work, case.project)
            if each.organisation not in (None, REGION, case.organisation)
        ]
        self.to.offer(
            [
                (f"{each.uid}@{each.organisation}", f"{names.get(each.organisation or '', '')}: {name}")
                for each, name in _named(work, elsewhere)
            ]
        )
        if not self.is_submitted():
            self.version.data = str(case.version)

    @property
    def chosen(self) -> tuple[UUID, str]:
        """Whom and where, for the verb."""
        uid, _, organisation = str(self.to.data).partition("@")
        return UUID(uid), organisation

    @property
    def consent_uid(self) -> UUID | None:
        """With which consent, for the verb."""
        return consent_chosen(self.consent)


class AnswerForm(CaseForm):
    """The answer to an offer; a refusal has its reason."""

    answer = NoteField("Als je het niet overneemt: waarom niet?")


class AbsenceForm(CaseForm):
    """Days away, and who stands in."""

    since = DutchDateField("Eerste dag afwezig", [Required("Vul de eerste dag in.")])
    until = DutchDateField("Laatste dag afwezig", [Required("Vul de laatste dag in.")])
    deputy = ChoiceField("Wie vervangt je?")

    def offer(self, work: Work, projects: list[str]) -> None:
        """Offer every colleague who follows cases."""
        found = {each.uid: each for project in projects for each in colleagues_for(work, project)}
        found.pop(work.actor.user_uid, None)  # type: ignore[arg-type]
        self.deputy.invitation = (("", "Niemand"),)
        self.deputy.offer(sorted(((str(each.uid), each.name) for each in found.values()), key=lambda pair: pair[1]))

    @property
    def deputy_uid(self) -> UUID | None:
        """Who stands in, for the verb."""
        return UUID(self.deputy.data) if self.deputy.data else None


def _named(work: Work, found: list[Colleague]) -> list[tuple[Colleague, str]]:
    today = work.clock.today()
    absences = absences_of(work, [each.uid for each in found], today)
    named = []
    for each in found:
        away = away_on(absences[each.uid], today)
        named.append((each, f"{each.name} (afwezig tot en met {date_nl(away.until)})" if away else each.name))
    return named
