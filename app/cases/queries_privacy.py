"""Reading what is noted of a case because of privacy."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select

from app.access.work import Work
from app.cases.models import Case
from app.cases.models_privacy import CaseBasis, SharingConsent, ShieldedCase
from app.cases.scope import MAY_OPEN_SHIELDED
from app.clients.models import Person
from app.clients.models_household import Membership
from app.clients.queries import ADDRESS_PERMISSION
from app.core.errors import NotFound
from app.policy.queries import code_labels


@dataclass(frozen=True)
class ConsentLine:
    """One consent as the page shows it."""

    uid: UUID
    partner: str
    kind: str
    ground: str
    aim: str
    scope: str
    given_on: date
    until: date
    withdrawn_on: date | None
    holds: bool


@dataclass(frozen=True)
class PrivacyPage:
    """What the page of a case on data protection shows."""

    basis: CaseBasis | None
    basis_label: str
    special_label: str
    informed_label: str
    consents: list[ConsentLine]
    shield: ShieldedCase | None
    shield_label: str


def privacy_page(work: Work, case: Case) -> PrivacyPage:
    """Everything of that page; who one shares with is opened, and on record."""
    basis, shield = work.session.get(CaseBasis, case.uid), work.session.get(ShieldedCase, case.uid)
    return PrivacyPage(
        basis=basis,
        basis_label=_label(work, "legal_basis", basis.basis if basis else None),
        special_label=_label(work, "special_ground", basis.special if basis else None),
        informed_label=_label(work, "informed_how", basis.informed_how if basis else None),
        consents=consents_of(work, case),
        shield=shield,
        shield_label=_label(work, "shield_reason", shield.reason if shield else None),
    )


def consents_of(work: Work, case: Case) -> list[ConsentLine]:
    """Every consent of a case, the newest first."""
    query = select(SharingConsent).where(SharingConsent.case_uid == case.uid)
    scopes, kinds, grounds = (
        code_labels(work.session, name) for name in ("sharing_scope", "sharing_partner", "sharing_ground")
    )
    today = work.clock.today()
    return [
        ConsentLine(
            one.uid,
            one.partner or "",
            kinds.get(one.partner_kind, one.partner_kind),
            grounds.get(one.ground, one.ground),
            one.aim or "",
            scopes.get(one.scope, one.scope),
            one.given_on,
            one.until,
            one.withdrawn_on,
            one.holds_on(today),
        )
        for one in work.session.scalars(query.order_by(SharingConsent.given_on.desc(), SharingConsent.uid.desc()))
    ]


def consents_today(work: Work, case: Case) -> list[ConsentLine]:
    """The consents of a case that hold today."""
    return [line for line in consents_of(work, case) if line.holds]


def consent_in(work: Work, case: Case, uid: UUID) -> SharingConsent:
    """One consent of a case, locked; NotFound for any other."""
    query = select(SharingConsent).where(SharingConsent.uid == uid, SharingConsent.case_uid == case.uid)
    found = work.session.scalar(query.with_for_update())
    if found is None:
        raise NotFound
    return found


def is_shielded(work: Work, case: Case) -> bool:
    """Whether the case is shielded, for the mark on its page."""
    return work.session.get(ShieldedCase, case.uid) is not None


def is_behind_glass(work: Work, case: Case) -> bool:
    """Whether the actor sees a shielded case by broken glass alone: for reading."""
    if work.actor.is_system or case.worker_uid == work.actor.user_uid:
        return False
    return is_shielded(work, case) and not work.actor.holds(MAY_OPEN_SHIELDED, case.project, case.organisation)


def _label(work: Work, name: str, key: str | None) -> str:
    return code_labels(work.session, name).get(key, key) if key else ""


def may_read_home(work: Work, case: Case) -> bool:
    """Whether the actor may see where the household of this case lives: nobody in it is protected, or they may know."""
    if work.actor.holds(ADDRESS_PERMISSION, case.project, case.organisation):
        return True
    lives_there = select(Membership.person_uid).where(
        Membership.household_uid == case.household_uid, Membership.until.is_(None)
    )
    concerned = or_(Person.uid == case.reference_person_uid, Person.uid.in_(lives_there))
    return work.session.scalar(select(Person.uid).where(Person.is_protected, concerned).limit(1)) is None
