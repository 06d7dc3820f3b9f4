"""What the pages of signing in share: the session of this browser, a checked password, and where to go next."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final
from urllib.parse import urlsplit

from flask import current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.accounts.openid_client import OpenIdProvider
from app.accounts.queries_session import OpenSession
from app.accounts.service_sessions import Begun
from app.accounts.service_sign_in import Attempt, check_password, record_failure, take_turn
from app.accounts.sessions import HouseSession
from app.accounts.signed_in import hasher_of
from app.core.errors import Refused
from app.web.work import services, transaction, work

HOME: Final = "/"
PROVIDER: Final = "accounts.openid"


def house_session() -> HouseSession:
    """The session of this browser."""
    if not isinstance(session, HouseSession):
        raise TypeError("the sessions of the house are not installed")
    return session


def sign_in_provider() -> OpenIdProvider | None:
    """The provider through which colleagues may sign in, if this installation has one."""
    found: OpenIdProvider | None = current_app.extensions.get(PROVIDER)
    return found


def opened() -> OpenSession | None:
    """What the database knows of it, when a password was given."""
    return house_session().open


def adopt(begun: Begun) -> None:
    """Go on as the session that was just begun."""
    house_session().adopt(begun)


def checked_password(email: str, typed: str, wrong: Refused) -> Attempt:
    """A right password, or the refusal; the slow check holds no lock, and a failure stays on record."""
    address = request.remote_addr or ""
    with transaction() as doing:
        take_turn(doing, email=email, address=address)
    attempt = check_password(work(), hasher=hasher_of(current_app), email=email, address=address, password=typed)
    if not attempt.is_right:
        with transaction() as doing:
            record_failure(doing, attempt=attempt)
        raise wrong
    return attempt


def following() -> str:
    """Where somebody was heading, as long as that is a page of this site."""
    return _local(request.args.get("next", "")) or HOME


def proved(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """Let a colleague do this only a short while after proving who they are; otherwise that is asked first.

    Under `allow`: `@blueprint.get(…)`, `@allow("…")`, `@proved`.
    """

    @wraps(view)
    def first_proved(*args: Any, **values: Any) -> ResponseReturnValue:
        if current_user.session.is_proved(services().clock.now()):
            return view(*args, **values)
        back = request.full_path.rstrip("?") if request.method == "GET" else _referring_page()
        return redirect(url_for("second_step.prove", next=back))

    return first_proved


def _referring_page() -> str | None:
    """The page of this site from which a form was sent."""
    parts = urlsplit(request.referrer or "")
    return _local(parts.path) if parts.netloc == request.host else None


def _local(wanted: str) -> str | None:
    parts = urlsplit(wanted)
    is_local = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and not parts.netloc and not parts.scheme
    return wanted if is_local and wanted.isprintable() and "\\" not in wanted else None
