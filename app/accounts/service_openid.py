"""Signing in through a provider: link an identity, open a session for it, follow its rights, prove again."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from app.access.actor import Grant
from app.access.projects import declared_projects
from app.access.work import Work
from app.accounts.models import RoleGrant, User, UserIdentity
from app.accounts.models_session import UserSession, Via
from app.accounts.queries_factor import has_factor
from app.accounts.queries_identity import identity_of, user_by_identity
from app.accounts.queries_session import OpenSession
from app.accounts.service_sessions import Begun, begin_session, end_sessions, renew_proof
from app.accounts.service_users import whole_account
from app.core.errors import NotFound, Refused
from app.organisations.queries import organisation_codes


@dataclass(frozen=True)
class Identity:
    """Whom the provider vouches for, and whether it asked a second step."""

    issuer: str
    subject: str
    is_strong: bool = False


def link_identity(work: Work, *, user_uid: UUID, issuer: str, subject: str) -> UserIdentity:
    """Lay down who a colleague is at the provider; one identity opens one account."""
    user, wanted = whole_account(work, user_uid), subject.strip()
    if not wanted:
        raise Refused("Vul het kenmerk in dat de collega bij het aanmelden te zien kreeg.", "subject")
    other = user_by_identity(work.session, issuer, wanted)
    if other is not None and other.uid != user.uid:
        raise Refused("Dit kenmerk hoort al bij een ander account. Kijk na of je het juiste hebt.", "subject")
    known = identity_of(work.session, user.uid, issuer)
    if known is not None:
        raise Refused("Dit account is al gekoppeld. Ontkoppel het eerst.", "subject")
    row = UserIdentity(user_uid=user.uid, issuer=issuer, subject=wanted, created_at=work.clock.now())
    work.session.add(row)
    work.trail.record("link_identity", "user", user.uid)
    work.session.flush()
    return row


def unlink_identity(work: Work, *, user_uid: UUID, issuer: str) -> None:
    """Take the link away, with the sessions and the roles that came by it."""
    user = whole_account(work, user_uid)
    row = identity_of(work.session, user.uid, issuer)
    if row is None:
        raise NotFound
    work.session.delete(row)
    end_sessions(work, UserSession.user_uid == user.uid, UserSession.via != Via.HERE)
    follow_rights(work, user_uid=user.uid, wanted=())
    work.trail.record("unlink_identity", "user", user.uid)
    work.session.flush()


def sign_in_by_identity(
    work: Work, *, identity: Identity, rights: Collection[Grant] | None, current: OpenSession | None
) -> Begun | None:
    """Open a session for a linked colleague; None, and on record, for anybody else. No account is ever made here.

    With `rights` the roles that the provider gives are brought in line first. Who has a second step here passes it,
    unless the provider asked one.
    """
    user = user_by_identity(work.session, identity.issuer, identity.subject)
    if user is None or not user.is_active:
        reason = "unlinked identity" if user is None else "closed account"
        work.trail.record("sign_in_failed", "user", user.uid if user else None, detail=reason)
        return None
    if rights is not None:
        follow_rights(work, user_uid=user.uid, wanted=rights)
    via = Via.STRONG_PROVIDER if identity.is_strong else Via.PROVIDER
    awaits_code = not identity.is_strong and has_factor(work.session, user.uid)
    if not awaits_code:
        work.trail.record("sign_in", "user", user.uid, detail=via.value)
    replaces = current.uid if current else None
    return begin_session(work, user_uid=user.uid, replaces=replaces, awaits_code=awaits_code, via=via)


def prove_by_identity(work: Work, *, identity: Identity, session: OpenSession) -> Begun:
    """Go on after the colleague signed in at the provider once more; somebody else there proves nothing here."""
    user: User | None = user_by_identity(work.session, identity.issuer, identity.subject)
    if user is None or not user.is_active or user.uid != session.user_uid:
        raise Refused("Bij de aanmelddienst meldde zich iemand anders aan. Meld je daar aan als jezelf.")
    return renew_proof(work, session=session)


def follow_rights(work: Work, *, user_uid: UUID, wanted: Collection[Grant]) -> None:
    """Begin and end the roles that follow from rights at the provider; those given here stay as they are."""
    today = work.clock.today()
    query = select(RoleGrant).where(
        RoleGrant.user_uid == user_uid, RoleGrant.by_provider, RoleGrant.valid_until.is_(None)
    )
    held = {Grant(row.role, row.project, row.organisation): row for row in work.session.scalars(query)}
    for grant in held.keys() - set(wanted):
        held[grant].valid_until = max(today, held[grant].valid_from)
        work.trail.record("end", "role_grant", held[grant].uid, fields=("valid_until",), detail=grant.role)
    for grant in _possible(work, wanted) - held.keys():
        role, project, organisation = grant.role, grant.project, grant.organisation
        row = RoleGrant(user_uid=user_uid, role=role, project=project, organisation=organisation, valid_from=today)
        row.by_provider = True
        work.session.add(row)
        work.trail.record("add", "role_grant", row.uid, detail=role)
    work.session.flush()


def _possible(work: Work, wanted: Collection[Grant]) -> set[Grant]:
    """Those at organisations and in projects that exist: a right for elsewhere gives nothing here."""
    codes, projects = organisation_codes(work.session), declared_projects()
    return {
        grant
        for grant in wanted
        if grant.organisation in codes and (grant.project is None or grant.project in projects)
    }
