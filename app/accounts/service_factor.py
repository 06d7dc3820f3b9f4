"""The second step: set it up, pass it with a code or a recovery code, and begin anew when app and codes are lost."""

import base64
import secrets
from typing import Final
from uuid import UUID

from sqlalchemy import delete, update

from app.access.work import Work
from app.accounts.models_factor import RecoveryCode, SecondFactor
from app.accounts.queries_factor import factor_of
from app.accounts.queries_session import OpenSession, digest_of
from app.accounts.service_sessions import Begun, begin_session
from app.accounts.service_sign_in import Attempt, forgive
from app.accounts.service_users import whole_account
from app.core.errors import NotFound, Refused
from app.crypto.one_time import matching_step, new_secret

CODES: Final = 8
_CODE_BYTES: Final = 15
_GROUP: Final = 4
WRONG_CODE: Final = (
    "Deze code klopt niet of is al gebruikt. Wacht op de volgende code in je app, of neem een herstelcode."
)


def offer_factor(work: Work, *, user_uid: UUID) -> SecondFactor:
    """The secret that a colleague is about to put in an app: the same until it is confirmed."""
    found = factor_of(work.session, user_uid, confirmed=False)
    if found is not None and found.confirmed_at is not None:
        raise Refused("Je hebt al een tweede stap. Laat ze door een beheerder wissen om opnieuw te beginnen.")
    if found is None:
        found = SecondFactor(user_uid=user_uid, secret=new_secret(), created_at=work.clock.now(), last_step=0)
        work.session.add(found)
        work.session.flush()
    return found


def confirm_factor(work: Work, *, user_uid: UUID, code: str) -> list[str]:
    """Switch the second step on with a first right code; returns the recovery codes, which are shown once."""
    found = factor_of(work.session, user_uid, confirmed=False)
    if found is None or found.confirmed_at is not None:
        raise NotFound
    if not _passes(work, found, code):
        raise Refused(WRONG_CODE, "code")
    found.confirmed_at = work.clock.now()
    work.trail.record("second_step.on", "user", user_uid)
    return new_codes(work, user_uid=user_uid)


def new_codes(work: Work, *, user_uid: UUID) -> list[str]:
    """Fresh recovery codes; the earlier ones no longer work."""
    work.session.execute(delete(RecoveryCode).where(RecoveryCode.user_uid == user_uid))
    codes = [base64.b32encode(secrets.token_bytes(_CODE_BYTES)).decode() for _ in range(CODES)]
    work.session.add_all(RecoveryCode(user_uid=user_uid, digest=digest_of(code)) for code in codes)
    work.trail.record("second_step.codes", "user", user_uid)
    work.session.flush()
    return ["-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP)) for code in codes]


def is_right_code(work: Work, *, user_uid: UUID, code: str) -> bool:
    """Use up a code of the app or a recovery code; whether it was one."""
    found = factor_of(work.session, user_uid)
    if found is None:
        return False
    typed = "".join(sign for sign in code.upper() if sign.isalnum())
    return _passes(work, found, typed) if typed.isdecimal() else _use_recovery_code(work, user_uid, typed)


def pass_second_step(work: Work, *, attempt: Attempt, waiting: OpenSession) -> Begun:
    """Open the session after the second step was passed; the waiting one ends."""
    if attempt.user is None or attempt.user.uid != waiting.user_uid or not attempt.is_right:
        raise Refused(WRONG_CODE, "code")
    forgive(work, attempt)
    work.trail.record("sign_in", "user", waiting.user_uid, detail="second step")
    return begin_session(work, user_uid=waiting.user_uid, replaces=waiting.uid, via=waiting.via)


def record_wrong_code(work: Work, *, user_uid: UUID) -> None:
    """Put a wrong code on record."""
    work.trail.record("sign_in_failed", "user", user_uid, detail="wrong code")


def reset_factor(work: Work, *, user_uid: UUID) -> None:
    """Wipe the second step of somebody who lost app and codes: the next time signing in asks to set it up again."""
    user = whole_account(work, user_uid)
    if factor_of(work.session, user.uid, confirmed=False) is None:
        raise Refused("Deze gebruiker heeft geen tweede stap.")
    work.session.execute(delete(RecoveryCode).where(RecoveryCode.user_uid == user.uid))
    work.session.execute(delete(SecondFactor).where(SecondFactor.user_uid == user.uid))
    work.trail.record("second_step.off", "user", user.uid)
    work.session.flush()


def _passes(work: Work, factor: SecondFactor, code: str) -> bool:
    """Whether a code is right and newer than the last one; the test and the note are one statement."""
    step = matching_step(factor.secret or "", code, work.clock.now())
    if step is None:
        return False
    used = update(SecondFactor).where(SecondFactor.uid == factor.uid, SecondFactor.last_step < step)
    taken = work.session.scalar(used.values(last_step=step).returning(SecondFactor.uid))
    return taken is not None


def _use_recovery_code(work: Work, user_uid: UUID, code: str) -> bool:
    used = update(RecoveryCode).where(
        RecoveryCode.user_uid == user_uid, RecoveryCode.digest == digest_of(code), RecoveryCode.used_at.is_(None)
    )
    if work.session.scalar(used.values(used_at=work.clock.now()).returning(RecoveryCode.uid)) is None:
        return False
    work.trail.record("second_step.code_used", "user", user_uid)
    return True
