"""Forms of follow-ups, pauses, silence and closing."""

from datetime import date
from typing import Any

from wtforms import HiddenField

from app.access.work import Work
from app.cases.forms import VersionedForm
from app.policy.queries import codes
from app.projects.woonclub.models_aftercare import FollowUp
from app.web.fields import CodeField, DutchDateField
from app.web.forms import BaseForm
from app.web.validators import Required


class FollowUpForm(VersionedForm):
    """How it goes with a household in its home."""

    on = DutchDateField("Gevraagd op", [Required("Vul de dag in.")])
    result = CodeField("Hoe gaat het?", [Required("Kies uit de lijst hoe het gaat.")])

    def offer(self, work: Work, follow_up: FollowUp) -> None:
        """Offer the results, and today."""
        self.result.offer_codes(_choices(work, "followup_result"))
        if not self.is_submitted():
            self.on.data, self.version.data = work.clock.today(), str(follow_up.version)


class PauseForm(VersionedForm):
    """Why a search rests, and when somebody asks again."""

    on = DutchDateField("Vanaf", [Required("Vul de dag in.")])
    reason = CodeField("Waarom rust de zoektocht?", [Required("Kies een reden.")])
    review_on = DutchDateField(
        "Opnieuw bekijken op", description="Op die dag komt er een taak voor wie het dossier opvolgt (dd/mm/jjjj)."
    )

    def offer(self, work: Work, version: int) -> None:
        """Offer the reasons, and today."""
        self.reason.offer_codes(_choices(work, "pause_reason"))
        if not self.is_submitted():
            self.on.data, self.version.data = work.clock.today(), str(version)


class ResumeForm(VersionedForm):
    """From when a search goes on."""

    on = DutchDateField("Vanaf", [Required("Vul de dag in.")])

    def offer(self, work: Work, version: int) -> None:
        """Offer today."""
        if not self.is_submitted():
            self.on.data, self.version.data = work.clock.today(), str(version)


class EndForm(VersionedForm):
    """The end of a search: why, and where the household is now."""

    reason = CodeField("Reden", [Required("Kies een reden.")])
    destination = CodeField("Waar woont het huishouden nu?", [Required("Kies waar het huishouden naartoe ging.")])
    on = DutchDateField("Afgesloten op", [Required("Vul de dag in.")])

    def offer(self, work: Work, version: int) -> None:
        """Offer reasons, destinations and today."""
        self.reason.offer_codes(_choices(work, "woonclub_close_reason"))
        self.destination.offer_codes(_choices(work, "exit_destination"))
        if not self.is_submitted():
            self.on.data, self.version.data = work.clock.today(), str(version)


class SilenceForm(BaseForm):
    """Following a proposal or putting it aside."""

    step = HiddenField()
    decision = HiddenField()


class SignForm(BaseForm):
    """A signature, without anything to fill in."""


def _choices(work: Work, name: str) -> list[tuple[str, str]]:
    today: date = work.clock.today()
    found: list[Any] = list(codes(work.session, name, today))
    return [(code.key, code.label_nl) for code in found]
