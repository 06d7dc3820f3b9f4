"""The ground on which a case is passed on, checked and written down."""

from uuid import UUID

from app.access.work import Work
from app.cases.models import Case
from app.cases.models_privacy import CaseBasis
from app.cases.queries_privacy import consent_in
from app.cases.rules_sharing import CONSENT, check_sharing_ground
from app.clients.queries_rights import is_restricted
from app.core.errors import Refused


def share_on_ground(work: Work, *, case: Case, consent_uid: UUID | None, has_own_task: bool) -> None:
    """Refuse passing a case on without a consent that holds today or a legal ground; which consent is on record.

    Data whose use is restricted is not passed on at all (GDPR art. 18).
    """
    if is_restricted(work.session, case.reference_person_uid):
        raise Refused("Het gebruik van deze gegevens is beperkt. Delen kan niet tot de beperking is opgeheven.")
    consent = consent_in(work, case, consent_uid) if consent_uid is not None else None
    if consent is not None and not consent.holds_on(work.clock.today()):
        raise Refused("Deze toestemming geldt niet meer. Vraag er een nieuwe en noteer die.", CONSENT)
    basis = work.session.get(CaseBasis, case.uid)
    check_sharing_ground(basis.basis if basis else None, has_own_task=has_own_task, has_consent=consent is not None)
    if consent is not None:
        work.trail.record("consent.use", "sharing_consent", consent.uid, case_uid=case.uid, detail=consent.scope)
