"""May something of a case go to a partner? The one question that every verb asks before the program shares."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from sqlalchemy import select

from app.access.work import Work
from app.cases.models import Case
from app.cases.models_privacy import SharingConsent
from app.clients.queries_rights import is_restricted
from app.core.errors import Refused
from app.policy.queries import code_labels
from config import POLICY_FOLDER

PARTNERS: Final = "sharing_partner"
CONSENT: Final = "consent"


@dataclass(frozen=True)
class Standing:
    """A ground of policy on which every case of a project may go to a kind of partner."""

    project: str
    partner: str
    ground: str
    valid_from: date
    confirmed: bool
    source: str
    valid_to: date | None = None

    def holds(self, project: str, partner: str, day: date) -> bool:
        """Whether it covers a case of this project, this partner and this day."""
        in_force = self.valid_from <= day and (self.valid_to is None or day < self.valid_to)
        return in_force and (self.project, self.partner) == (project, partner)


@cache
def standing_grounds() -> tuple[Standing, ...]:
    """The grounds of sharing.toml; read once."""
    document = tomllib.loads((POLICY_FOLDER / "sharing.toml").read_text())
    return tuple(Standing(**row) for row in document["standing"])


def require_sharing(work: Work, *, case: Case, partner: str, on: date, field: str | None = None) -> str:
    """Refuse to share with a kind of partner (code list `sharing_partner`) unless there is a ground on that day.

    Grounds are a consent or another ground noted in the case for this kind of partner, or one of policy. Returns the
    ground, which is on record. Restricted data is not shared at all (GDPR art. 18).
    """
    if is_restricted(work.session, case.reference_person_uid):
        raise Refused("Het gebruik van deze gegevens is beperkt. Delen kan niet tot de beperking is opgeheven.", field)
    ground = _noted(work, case, partner, on) or _of_policy(case, partner, on)
    if ground is None:
        name = code_labels(work.session, PARTNERS).get(partner, partner)
        raise Refused(
            f"Er is geen toestemming om te delen met {name}. Noteer die eerst, of een andere grond, bij "
            "Gegevensbescherming op de pagina van het dossier.",
            field,
        )
    work.trail.record("case.share", "case", case.uid, case_uid=case.uid, detail=f"{partner}: {ground}")
    return ground


def _noted(work: Work, case: Case, partner: str, on: date) -> str | None:
    """The ground noted in the case that holds on the day; of several, another ground than consent is not preferred."""
    query = select(SharingConsent).where(SharingConsent.case_uid == case.uid, SharingConsent.partner_kind == partner)
    grounds = {one.ground for one in work.session.scalars(query) if one.holds_on(on)}
    return CONSENT if CONSENT in grounds else min(grounds, default=None)


def _of_policy(case: Case, partner: str, on: date) -> str | None:
    return next((one.ground for one in standing_grounds() if one.holds(case.project, partner, on)), None)
