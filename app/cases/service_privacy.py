"""What is noted of a case because of privacy: basis, information given, consents, shielding and broken glass."""

from datetime import date
from typing import Final

from sqlalchemy import delete

from app.access.work import Work
from app.cases.loading import BREAK_GLASS, require_writable
from app.cases.models import Case
from app.cases.models_privacy import BrokenGlass, CaseBasis, SharingConsent, ShieldedCase
from app.cases.policy import file_policy
from app.cases.rules import check_not_future, check_text
from app.cases.scope import MAY_OPEN_SHIELDED
from app.core.errors import NotFound, Refused
from app.policy.queries import codes

BASIS, SPECIAL, INFORMED = "legal_basis", "special_ground", "informed_how"
PARTNERS: Final = "sharing_partner"
CONSENT: Final = "consent"
GROUND, SCOPE, SHIELD, GLASS = "sharing_ground", "sharing_scope", "shield_reason", "glass_reason"
CONDITIONS: Final = 5
"""Of shared professional secrecy: informed, bound by secrecy too, same aim, in their interest, no more than needed."""


def rest_on_project(work: Work, case: Case) -> None:
    """A new case rests on the ground of its project, until a worker notes another one."""
    work.session.add(
        CaseBasis(
            case_uid=case.uid,
            basis=file_policy().basis(case.project),
            noted_at=work.clock.now(),
            noted_by=work.actor.key,
        )
    )


def require_basis(work: Work, case: Case) -> None:
    """Refuse to bring a case beyond its first phase while nobody noted why it may be kept (GDPR art. 5.2 and 6)."""
    if work.session.get(CaseBasis, case.uid) is None:
        raise Refused("Noteer eerst de rechtsgrond, bij Gegevensbescherming op de pagina van het dossier.", "to")


def note_basis(work: Work, *, case: Case, basis: str, special: str | None = None) -> CaseBasis:
    """Note on what ground the case is kept, and special data in it."""
    require_writable(work, case)
    _choose(work, BASIS, basis, "basis")
    if special:
        _choose(work, SPECIAL, special, "special")
    found = _basis(work, case)
    found.basis, found.special = basis, special or None
    found.noted_at, found.noted_by = work.clock.now(), work.actor.key
    work.trail.record("case.basis", "case", case.uid, case_uid=case.uid, fields=["basis", "special"], detail=basis)
    work.session.flush()
    return found


def note_informed(work: Work, *, case: Case, on: date, how: str) -> None:
    """Note when and how the person was told what is kept, why and for how long."""
    require_writable(work, case)
    _choose(work, INFORMED, how, "how")
    check_not_future(on, work.clock.today())
    found = _basis(work, case)
    found.informed_on, found.informed_how = on, how
    work.trail.record("case.informed", "case", case.uid, case_uid=case.uid, fields=["informed_on"], detail=how)
    work.session.flush()


def add_consent(
    work: Work,
    *,
    case: Case,
    partner: str,
    scope: str,
    aim: str,
    given_on: date,
    until: date,
    confirmed: int = 0,
    partner_kind: str = "other",
    ground: str = CONSENT,
) -> SharingConsent:
    """Note a ground to share; consent is refused unless all five conditions of shared secrecy were confirmed."""
    require_writable(work, case)
    for listed, chosen, field in ((SCOPE, scope, "scope"), (PARTNERS, partner_kind, "partner_kind")):
        _choose(work, listed, chosen, field)
    _choose(work, GROUND, ground, "ground")
    if ground == CONSENT and confirmed < CONDITIONS:
        raise Refused("Delen mag alleen als alle vijf de voorwaarden vervuld zijn.", "conditions")
    check_not_future(given_on, work.clock.today(), "given_on")
    if until <= max(given_on, work.clock.today()):
        raise Refused("Kies een dag die nog moet komen: een toestemming zonder einde bestaat niet.", "until")
    consent = SharingConsent(
        case_uid=case.uid,
        partner=check_text(partner),
        aim=check_text(aim),
        scope=scope,
        partner_kind=partner_kind,
        ground=ground,
        given_on=given_on,
        until=until,
        noted_by=work.actor.key,
    )
    work.session.add(consent)
    work.trail.record(
        "consent.add", "sharing_consent", consent.uid, case_uid=case.uid, detail=f"{scope}, {partner_kind}: {ground}"
    )
    work.session.flush()
    return consent


def withdraw_consent(work: Work, *, case: Case, consent: SharingConsent) -> None:
    """End a consent from today on; withdrawing is as easy as giving (GDPR art. 7.3)."""
    if consent.case_uid != case.uid:
        raise NotFound
    if not consent.holds_on(work.clock.today()):
        raise Refused("Deze toestemming geldt al niet meer.")
    consent.withdrawn_on = work.clock.today()
    work.trail.record("consent.withdraw", "sharing_consent", consent.uid, case_uid=case.uid, fields=["withdrawn_on"])
    work.session.flush()


def shield(work: Work, *, case: Case, reason: str) -> None:
    """Let only the case's own worker and whoever may open shielded files see it."""
    require_writable(work, case)
    _may_shield(work, case)
    _choose(work, SHIELD, reason, "reason")
    if work.session.get(ShieldedCase, case.uid) is not None:
        raise Refused("Dit dossier is al afgeschermd.")
    work.session.add(ShieldedCase(case_uid=case.uid, reason=reason, since=work.clock.now(), by=work.actor.key))
    work.trail.record("case.shield", "case", case.uid, case_uid=case.uid, detail=reason)
    work.session.flush()


def unshield(work: Work, *, case: Case) -> None:
    """Open a shielded case again for everybody in scope."""
    _may_shield(work, case)
    work.session.execute(delete(ShieldedCase).where(ShieldedCase.case_uid == case.uid))
    work.trail.record("case.unshield", "case", case.uid, case_uid=case.uid)
    work.session.flush()


def break_glass(work: Work, *, case: Case, reason: str, why: str) -> BrokenGlass:
    """Open a shielded case for some hours, with a reason; the data-protection officer gets to know."""
    if not work.actor.holds(BREAK_GLASS, case.project, case.organisation) or work.actor.user_uid is None:
        raise NotFound
    _choose(work, GLASS, reason, "reason")
    now = work.clock.now()
    glass = BrokenGlass(
        case_uid=case.uid,
        user_uid=work.actor.user_uid,
        reason=reason,
        why=check_text(why),
        opened_at=now,
        until=now + file_policy().glass,
    )
    work.session.add(glass)
    work.trail.record("case.break_glass", "case", case.uid, case_uid=case.uid, detail=reason)
    work.session.flush()
    return glass


def _basis(work: Work, case: Case) -> CaseBasis:
    """The row of a case; one from before this was noted starts now."""
    found = work.session.get(CaseBasis, case.uid, with_for_update=True, populate_existing=True)
    if found is None:
        rest_on_project(work, case)
        work.session.flush()
        found = work.session.get_one(CaseBasis, case.uid)
    return found


def _may_shield(work: Work, case: Case) -> None:
    if not work.actor.holds(MAY_OPEN_SHIELDED, case.project, case.organisation):
        raise Refused("Afschermen doet je coördinator.")


def _choose(work: Work, name: str, key: str, field: str) -> None:
    if key not in {code.key for code in codes(work.session, name, work.clock.today())}:
        raise Refused("Kies uit de lijst.", field)
