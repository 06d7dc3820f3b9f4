"""One-time codes by time (RFC 6238), the kind that every authenticator app knows: SHA-1, six digits, thirty seconds."""

import base64
import hmac
import os
from datetime import datetime
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

STEP: Final = 30
DIGITS: Final = 6
_SECRET_BYTES: Final = 20
_DRIFT: Final = 1
"""Steps that a clock may be off, either way (RFC 6238, 5.2)."""


def new_secret() -> str:
    """A random secret of 160 bits, in the letters that apps read."""
    return base64.b32encode(os.urandom(_SECRET_BYTES)).decode()


def code_at(secret: str, step: int) -> str:
    """The code of a step."""
    return _totp(secret).generate(step * STEP).decode()


def matching_step(secret: str, code: str, now: datetime) -> int | None:
    """The step to which a code belongs, around now; None when to none. All are looked at, right or wrong."""
    current, typed = int(now.timestamp()) // STEP, code.encode()
    fitting = [
        step
        for step in range(current - _DRIFT, current + _DRIFT + 1)
        if hmac.compare_digest(code_at(secret, step).encode(), typed)
    ]
    return fitting[-1] if fitting else None


def setup_address(secret: str, account: str, issuer: str) -> str:
    """What an app reads from the square: otpauth://totp/…"""
    return _totp(secret).get_provisioning_uri(account, issuer)


def _totp(secret: str) -> TOTP:
    return TOTP(base64.b32decode(secret), DIGITS, SHA1(), STEP)
