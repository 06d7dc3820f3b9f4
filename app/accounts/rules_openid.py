"""What a sign-in through a provider is worth: the trip there and back, the second step, fresh proof, and rights."""

import hmac
import secrets
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from app.access.actor import Grant
from app.core.errors import Refused

TRIP: Final = timedelta(minutes=10)
"""How long somebody may be away at the provider."""
_SKEW: Final = timedelta(seconds=60)
_RANDOM_BYTES: Final = 32


@dataclass(frozen=True)
class Trip:
    """One way to the provider and back, kept by the browser that set out: only that one can end it."""

    state: str
    nonce: str
    verifier: str
    """PKCE (RFC 7636): proves that whoever brings the code back also asked for it."""
    began: int
    """Seconds since 1970."""
    next: str = "/"
    is_proof: bool = False
    """Somebody who is signed in proves again who they are."""

    def as_dict(self) -> dict[str, Any]:
        """What the browser keeps."""
        return asdict(self)


def new_trip(now: datetime, following: str, *, is_proof: bool) -> Trip:
    """A trip that nobody can guess."""
    state, nonce, verifier = (secrets.token_urlsafe(_RANDOM_BYTES) for _ in range(3))
    return Trip(state, nonce, verifier, int(now.timestamp()), following, is_proof)


def is_end_of(trip: Trip, state: str, now: datetime) -> bool:
    """Whether somebody comes back from this trip, in time."""
    is_late = now.timestamp() - trip.began > TRIP.total_seconds()
    return not is_late and hmac.compare_digest(trip.state.encode(), state.encode())


def is_strong(claims: Mapping[str, Any], strong: Collection[str]) -> bool:
    """Whether the provider asked a second step: `mfa` in `amr` (RFC 8176), or an `acr` that the settings name."""
    methods = claims.get("amr")
    return (isinstance(methods, list) and "mfa" in methods) or claims.get("acr") in strong


def check_fresh(claims: Mapping[str, Any], trip: Trip) -> None:
    """Refuse a proof by somebody who did not sign in at the provider since the trip began."""
    at = claims.get("auth_time")
    if not isinstance(at, int) or isinstance(at, bool) or at < trip.began - _SKEW.total_seconds():
        raise Refused("De aanmelddienst vroeg niet opnieuw wie je bent. Probeer het nog eens.")


@dataclass(frozen=True)
class Rights:
    """Which right at the provider is which role here, and which organisation number is whom."""

    roles: Mapping[str, tuple[str, str | None]]
    """Right -> role and project; no project means all of them."""
    organisations: Mapping[str, str]
    """Organisation number (KBO) -> our code."""


def granted_by(claim: object, rights: Rights) -> set[Grant]:
    """The roles that rights like `Recht:0123456789` mean here; what is unknown gives nothing."""
    texts = [claim] if isinstance(claim, str) else claim if isinstance(claim, list) else []
    found = set()
    for text in texts:
        right, colon, number = str(text).rpartition(":")
        role, organisation = rights.roles.get(right), rights.organisations.get(number)
        if colon and role is not None and organisation is not None:
            found.add(Grant(role[0], role[1], organisation))
    return found
