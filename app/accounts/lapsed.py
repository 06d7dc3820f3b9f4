"""A form that is sent after its session ran out: the colleague signs in again, and what could be kept is there."""

import secrets
from collections.abc import Callable
from enum import StrEnum
from typing import Final

from flask import Flask, current_app, flash, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, validate_csrf
from wtforms import ValidationError

from app.access.work import Work
from app.accounts.queries import colleague
from app.accounts.queries_session import OpenSession, lapsed_session
from app.accounts.service_kept import keep_form
from app.accounts.sessions import HouseSession, HouseSessions
from app.core.errors import DomainError
from app.web.error_pages import http_error
from app.web.work import begin_work, services, transaction

Keeper = Callable[[Work], bool]
"""Keeps what the request at hand brought, for the actor of the work; False when it keeps no form of that kind."""
_KEEPERS: Final = "accounts.keepers"
_KEPT: Final = "Je was te lang weg. Meld je opnieuw aan: wat je invulde, is verzegeld bewaard en staat klaar."
_SECRET: Final = frozenset({"accounts", "second_step", "kept_form"})
"""Blueprints of which nothing is kept: what is typed there are passwords and codes."""
_LOST: Final = "Je was te lang weg. Meld je opnieuw aan en vul het opnieuw in: van deze pagina is niets bewaard."


class _Kept(StrEnum):
    """What became of a form that came too late."""

    LOST = "lost"
    IN_ITS_PAGE = "in its page"
    """As a draft, which the page of the form shows."""
    WHOLE = "whole"
    """As it was sent, to be sent again."""


def install_lapsed(app: Flask) -> None:
    """Answer such a form in this way; every other form without a valid token is refused as before."""
    app.extensions[_KEEPERS] = []
    app.register_error_handler(CSRFError, _sent_too_late)


def keep_when_lapsed(app: Flask, keeper: Keeper) -> None:
    """Let a package keep what was typed in its forms."""
    app.extensions[_KEEPERS].append(keeper)


def _sent_too_late(error: CSRFError) -> ResponseReturnValue:
    lapsed = _lapsed()
    if lapsed is None or "HX-Request" in request.headers:
        return http_error(error)
    kept = _kept(lapsed)
    flash(_LOST if kept is _Kept.LOST else _KEPT, "info")
    back = request.path if _is_page() else None
    if kept is _Kept.WHOLE:
        back = url_for("kept_form.show")
    return redirect(url_for("accounts.sign_in", next=back), 303)


def _lapsed() -> OpenSession | None:
    """The session that this form was made in, if it ran out by itself and its form token is right."""
    sessions = current_app.session_interface
    token = request.cookies.get(sessions.name) if isinstance(sessions, HouseSessions) else None
    if not token or not isinstance(session, HouseSession) or session.open is not None:
        return None
    with services().new_session() as apart:
        found = lapsed_session(apart, token, services().clock.now())
    return found if found is not None and _is_right_token(found) else None


def _is_right_token(lapsed: OpenSession) -> bool:
    session["csrf_token"] = lapsed.data.get("csrf_token", "")
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return False
    finally:
        del session["csrf_token"]
    return True


def _kept(lapsed: OpenSession) -> _Kept:
    """Whether somebody kept it: as that colleague, who writes only what nobody else will see, and reads nothing."""
    with services().new_session() as apart:
        found = colleague(apart, lapsed.user_uid, services().clock.today())
    if found is None:
        return _Kept.LOST
    g.request_id = secrets.token_hex(8)
    begin_work(found[1])
    if any(_tried(keeper) for keeper in current_app.extensions[_KEEPERS]):
        return _Kept.IN_ITS_PAGE
    return _Kept.WHOLE if request.blueprint not in _SECRET and _tried(_as_sent) else _Kept.LOST


def _tried(keeper: Keeper) -> bool:
    try:
        with transaction() as doing:
            return keeper(doing)
    except DomainError:
        return False


def _as_sent(doing: Work) -> bool:
    """Every field but the token; a file that came along is not a field."""
    fields = [(name, text) for name, text in request.form.items(multi=True) if name != "csrf_token"]
    return keep_form(doing, path=request.full_path.rstrip("?"), fields=fields)


def _is_page() -> bool:
    """Whether the address that the form was sent to can be opened too."""
    rule = request.url_rule
    return rule is not None and any(
        "GET" in (other.methods or ()) for other in current_app.url_map.iter_rules() if other.rule == rule.rule
    )
