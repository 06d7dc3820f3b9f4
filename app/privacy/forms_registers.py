"""Forms of the registers: a breach, its steps, a processor, an impact assessment."""

from datetime import date, datetime, time
from typing import Any, Final

from app.access.work import Work
from app.cases.kinds import kinds
from app.core.clock import BRUSSELS
from app.core.errors import Refused
from app.policy.queries import codes
from app.privacy.service_registers import KIND, OUTCOME, RISK, STEP, TRANSFER, Contract
from app.web.fields import CodeField, DutchDateField, DutchIntegerField, NoteField, TrimmedStringField
from app.web.forms import BaseForm
from app.web.validators import LengthBetween, NumberBetween, Required

_HOUR: Final = "Uur (zoals 14:30)"


class RegisterForm(BaseForm):
    """A form of one of the registers; `lists` names the code list of each choice."""

    lists: dict[str, str]

    def offer(self, work: Work) -> None:
        """Fill the lists with what can be chosen today."""
        for name, listed in self.lists.items():
            found = codes(work.session, listed, work.clock.today())
            self[name].offer_codes([(code.key, code.label_nl) for code in found])


class BreachForm(RegisterForm):
    """A breach that became known."""

    found_on = DutchDateField("Vastgesteld op", [Required("Vul de datum in.")])
    hour = TrimmedStringField(_HOUR, [Required("Vul het uur in.")])
    kind = CodeField("Wat voor lek", [Required("Kies wat voor lek.")])
    risk = CodeField("Risico voor mensen", [Required("Kies het risico.")])
    people = DutchIntegerField("Aantal betrokkenen, ongeveer", [NumberBetween(0, 10_000_000)], most=10_000_000)
    what = NoteField("Wat is er gebeurd?", [Required("Schrijf kort wat er gebeurde."), LengthBetween(most=4000)])
    lists = {"kind": KIND, "risk": RISK}

    def values(self) -> dict[str, Any]:
        """What the verb asks."""
        return {
            "found_at": moment(self.found_on.data, self.hour.data, "hour"),
            "kind": self.kind.data,
            "risk": self.risk.data,
            "people": self.people.data,
            "what": self.what.data,
        }


class StepForm(RegisterForm):
    """Something that was done about a breach."""

    kind = CodeField("Wat is er gedaan?", [Required("Kies wat er gedaan is.")])
    on = DutchDateField("Op", [Required("Vul de datum in.")])
    hour = TrimmedStringField(_HOUR, [Required("Vul het uur in.")])
    why = NoteField("Toelichting, of waarom niet", [LengthBetween(most=4000)])
    lists = {"kind": STEP}

    def values(self) -> dict[str, Any]:
        """What the verb asks."""
        return {"kind": self.kind.data, "at": moment(self.on.data, self.hour.data, "hour"), "why": self.why.data}


class ProcessorForm(RegisterForm):
    """A processor and the contract."""

    name = TrimmedStringField("Naam", [Required("Vul de naam in."), LengthBetween(most=120)])
    service = TrimmedStringField("Wat doen ze?", [Required("Vul in wat ze doen."), LengthBetween(most=200)])
    contract_on = DutchDateField("Verwerkersovereenkomst van")
    contract_until = DutchDateField("Loopt tot")
    transfer = CodeField("Doorgifte buiten de EER", [Required("Kies uit de lijst.")])
    lists = {"transfer": TRANSFER}

    def contract(self) -> Contract:
        """What the verb asks."""
        return Contract(
            self.name.data or "",
            self.service.data or "",
            self.transfer.data,
            self.contract_on.data,
            self.contract_until.data,
        )


class AssessmentForm(RegisterForm):
    """An impact assessment of a project."""

    project = CodeField("Project", [Required("Kies een project.")])
    done_on = DutchDateField("Gemaakt op", [Required("Vul de datum in.")])
    review_on = DutchDateField("Herzien op", [Required("Vul in wanneer ze herzien wordt.")])
    outcome = CodeField("Besluit", [Required("Kies het besluit.")])
    lists = {"outcome": OUTCOME}

    def offer(self, work: Work) -> None:
        """The projects of this installation too."""
        super().offer(work)
        self.project.offer_codes([(kind.key, kind.label) for kind in kinds()])

    def values(self) -> dict[str, Any]:
        """What the verb asks."""
        return {name: self[name].data for name in ("project", "done_on", "review_on", "outcome")}


def moment(day: date | None, hour: str | None, field: str) -> datetime:
    """A day and an hour on the clock of Brussels; Refused when the hour cannot be read."""
    try:
        at = time.fromisoformat((hour or "").replace(".", ":").zfill(5))
    except ValueError:
        raise Refused("Schrijf het uur als uu:mm, zoals 14:30.", field) from None
    if day is None:
        raise Refused("Vul de datum in.")
    return datetime.combine(day, at, BRUSSELS)
