"""Signing in, step by step: take a turn, check the password, open the session or record the failure."""

import hmac
import ipaddress
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import case, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.access.work import Work
from app.accounts.models import User
from app.accounts.models_session import SignInAttempt
from app.accounts.passwords import Hasher
from app.accounts.policy import sign_in_policy
from app.accounts.queries import user_by_email
from app.accounts.queries_factor import has_factor
from app.accounts.queries_session import OpenSession
from app.accounts.service_sessions import Begun, begin_session
from app.core.errors import Refused
from app.crypto.roots import Root

ACCOUNT, ADDRESS = "account", "address"
WRONG = "E-mailadres of wachtwoord klopt niet. Probeer opnieuw of vraag de beheerder een nieuwe aanmeldlink."


class TooManyAttempts(Refused):
    """Somebody must wait before the next attempt."""


@dataclass(frozen=True)
class Attempt:
    """One attempt to sign in, with the account that it names, if there is one."""

    email: str
    address: str
    user: User | None = None
    is_right: bool = False


def take_turn(work: Work, *, email: str, address: str) -> None:
    """Count an attempt as failed before it is looked at, so that many at once do not slip through.

    Raises TooManyAttempts while the account or the network address must wait.
    """
    now, throttle = work.clock.now(), sign_in_policy().throttle
    waits = []
    for kind, subject in _subjects(work, email, address):
        row = work.session.get(SignInAttempt, subject, with_for_update=True, populate_existing=True)
        if row is not None and now - row.last_at < throttle.forget_after:
            waits.append(row.last_at + throttle.wait(kind, row.failures) - now)
    longest = max(waits, default=timedelta(0))
    if longest > timedelta(0):
        minutes = -(-int(longest.total_seconds()) // 60)
        wait = "een minuut" if minutes <= 1 else f"{minutes} minuten"
        raise TooManyAttempts(f"Te veel mislukte pogingen. Wacht {wait} en probeer dan opnieuw.")
    for _kind, subject in _subjects(work, email, address):
        _count_one(work, subject)


def check_password(work: Work, *, hasher: Hasher, email: str, address: str, password: str) -> Attempt:
    """Look whether the password is right; takes as long for an account that does not exist. Changes nothing."""
    user = user_by_email(work.session, email)
    is_right = hasher.verify(user.password_hash if user else None, password)
    return Attempt(email, address, user, is_right and user is not None and user.is_active)


def attempt_of(work: Work, *, email: str, address: str, is_right: bool) -> Attempt:
    """An attempt that was checked in another way than by its password."""
    return Attempt(email, address, user_by_email(work.session, email), is_right)


def sign_in(work: Work, *, attempt: Attempt, hasher: Hasher, password: str, current: OpenSession | None) -> Begun:
    """Open a session after a right password; a hash under old parameters is renewed."""
    user = attempt.user
    if user is None or not attempt.is_right:
        raise Refused(WRONG)
    if user.password_hash is not None and hasher.is_outdated(user.password_hash):
        user.password_hash = hasher.hash(password)
    replaces = current.uid if current else None
    if has_factor(work.session, user.uid):
        # The account keeps its count: otherwise each right password would buy new guesses at the code.
        for _kind, subject in _subjects(work, attempt.email, attempt.address):
            _forgive_one(work, subject)
        return begin_session(work, user_uid=user.uid, replaces=replaces, awaits_code=True)
    forgive(work, attempt)
    work.trail.record("sign_in", "user", user.uid)
    return begin_session(work, user_uid=user.uid, replaces=replaces)


def forgive(work: Work, attempt: Attempt) -> None:
    """After a right password: the account starts anew, the network address gets its turn back."""
    account, address = _subjects(work, attempt.email, attempt.address)
    work.session.execute(delete(SignInAttempt).where(SignInAttempt.subject == account[1]))
    _forgive_one(work, address[1])


def record_failure(work: Work, *, attempt: Attempt) -> None:
    """Put a failed attempt on record: for whom, if the account exists, and why; not what was typed."""
    user = attempt.user
    if user is None:
        reason = "unknown account"
    elif not user.is_active:
        reason = "closed account"
    elif user.password_hash is None:
        reason = "no password yet"
    else:
        reason = "wrong password"
    work.trail.record("sign_in_failed", "user", user.uid if user else None, detail=reason)


def _subjects(work: Work, email: str, address: str) -> list[tuple[str, bytes]]:
    key = work.vault.roots.derive(Root.AUDIT, "sign-in attempts")
    named = [(ACCOUNT, email.strip().lower()), (ADDRESS, _network(address))]
    return [(kind, hmac.digest(key, f"{kind}:{value}".encode(), sha256)) for kind, value in named]


def _network(address: str) -> str:
    """An IPv4 address as it is; of an IPv6 address the /64 that one household or office has."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((known, 64), strict=False)) if known.version == 6 else str(known)


def _count_one(work: Work, subject: bytes) -> None:
    """One statement, so that attempts at the same moment are all counted."""
    now = work.clock.now()
    forgotten = now - sign_in_policy().throttle.forget_after
    insert = postgresql.insert if work.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    first = insert(SignInAttempt).values(subject=subject, failures=1, last_at=now)
    more = case((SignInAttempt.last_at <= forgotten, 1), else_=SignInAttempt.failures + 1)
    work.session.execute(
        first.on_conflict_do_update(index_elements=["subject"], set_={"failures": more, "last_at": now})
    )
    _forget_old(work.session, work, subject)


def _forgive_one(work: Work, subject: bytes) -> None:
    row = work.session.scalar(
        select(SignInAttempt).where(SignInAttempt.subject == subject).execution_options(populate_existing=True)
    )
    if row is not None and row.failures > 1:
        row.failures -= 1
    elif row is not None:
        work.session.delete(row)


def _forget_old(session: Session, work: Work, except_subject: bytes) -> None:
    forgotten = work.clock.now() - sign_in_policy().throttle.forget_after
    session.execute(
        delete(SignInAttempt)
        .where(SignInAttempt.last_at <= forgotten, SignInAttempt.subject != except_subject)
        .execution_options(synchronize_session=False)
    )
