"""The limits of sessions, one-time links and guessing, from config/policy/sessions.toml."""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from config import POLICY_FOLDER


@dataclass(frozen=True)
class Throttle:
    """After how many failures somebody waits, and how long."""

    free: dict[str, int]
    first_wait: timedelta
    longest_wait: timedelta
    forget_after: timedelta

    def wait(self, kind: str, failures: int) -> timedelta:
        """How long after the last of so many failures in a row the next attempt may come."""
        beyond = failures - self.free[kind]
        if beyond < 0:
            return timedelta(0)
        factor = int(2 ** min(beyond, 20))
        return min(self.first_wait * factor, self.longest_wait)


@dataclass(frozen=True)
class SignInPolicy:
    """Every limit of signing in."""

    idle: timedelta
    absolute: timedelta
    touch_every: timedelta
    sessions_kept: timedelta
    invitation: timedelta
    code: timedelta
    """How long the second step may take."""
    proof: timedelta
    """How long after proving who one is the gravest steps stay open."""
    warning: timedelta
    """How long before a session ends the page says so."""
    form_kept: timedelta
    """How long a form that was sent too late waits."""
    throttle: Throttle


@cache
def sign_in_policy() -> SignInPolicy:
    """The limits of this installation; read once."""
    document = tomllib.loads((POLICY_FOLDER / "sessions.toml").read_text())
    session, throttle = document["session"], document["throttle"]
    return SignInPolicy(
        idle=timedelta(minutes=session["idle_minutes"]),
        absolute=timedelta(hours=session["absolute_hours"]),
        touch_every=timedelta(seconds=session["touch_seconds"]),
        sessions_kept=timedelta(days=session["kept_days"]),
        invitation=timedelta(hours=document["invitation"]["hours"]),
        code=timedelta(minutes=session["code_minutes"]),
        proof=timedelta(minutes=session["proof_minutes"]),
        warning=timedelta(minutes=session["warning_minutes"]),
        form_kept=timedelta(hours=session["form_kept_hours"]),
        throttle=Throttle(
            free=dict(throttle["free"]),
            first_wait=timedelta(seconds=throttle["first_wait_seconds"]),
            longest_wait=timedelta(seconds=throttle["longest_wait_seconds"]),
            forget_after=timedelta(hours=throttle["forget_hours"]),
        ),
    )
