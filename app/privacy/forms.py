"""Forms about the rights of people."""

from app.access.work import Work
from app.clients.service_rights import GROUNDS
from app.policy.queries import codes
from app.privacy.service_request import KINDS
from app.web.fields import CodeField, DutchDateField, TrimmedStringField
from app.web.forms import BaseForm
from app.web.validators import LengthBetween, Required


class RequestForm(BaseForm):
    """Somebody asks something about their data."""

    ref = TrimmedStringField(
        "Dossiernummer of verwijzing", [Required("Vul een dossiernummer in."), LengthBetween(most=80)]
    )
    kind = CodeField("Wat vraagt de persoon?", [Required("Kies wat er gevraagd wordt.")])
    received_on = DutchDateField("Ontvangen op", [Required("Vul de datum in.")])

    def offer(self, work: Work) -> None:
        """Fill the list."""
        self.kind.offer_codes([(code.key, code.label_nl) for code in codes(work.session, KINDS, work.clock.today())])


class RestrictForm(BaseForm):
    """On what ground the use of somebody's data is restricted."""

    ground = CodeField("Grond", [Required("Kies een grond.")])

    def offer(self, work: Work) -> None:
        """Fill the list."""
        found = codes(work.session, GROUNDS, work.clock.today())
        self.ground.offer_codes([(code.key, code.label_nl) for code in found])
