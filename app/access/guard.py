"""The guard: every route declares its permission or why it is public; without that the program does not start."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.access.matrix import matrix
from app.core.errors import StartRefused

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "access_mark"


@dataclass(frozen=True)
class Mark:
    """What a route declares: the permission it needs, or None with the reason why it is public."""

    permission: str | None
    reason: str = ""


def allow(permission: str) -> Callable[[View], View]:
    """Declare the permission that a route needs; rows are narrowed further by `scope`."""
    return _marked(Mark(permission))


def public(reason: str) -> Callable[[View], View]:
    """Declare that a route needs no sign-in, and why."""
    return _marked(Mark(None, reason))


def _marked(mark: Mark) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        setattr(view, _MARK, mark)
        return view

    return decorate


def mark_of(app: Flask, endpoint: str) -> Mark | None:
    """The declaration of an endpoint, or None when it has none."""
    found: Mark | None = getattr(app.view_functions[endpoint], _MARK, None)
    return found


def seal(app: Flask) -> None:
    """Refuse to start with an undeclared route or an unknown permission, and enforce the declarations."""
    problems = []
    for endpoint in sorted(app.view_functions):
        mark = mark_of(app, endpoint)
        if mark is None:
            problems.append(f"route {endpoint} heeft geen verklaarde toegang")
        elif mark.permission is not None and mark.permission not in matrix().permissions:
            problems.append(f"route {endpoint} vraagt het onbekende recht {mark.permission}")
    if problems:
        raise StartRefused("; ".join(problems))
    app.before_request(_enforce)


def _enforce() -> ResponseReturnValue | None:
    view = request.endpoint
    if view is None:
        return None
    mark: Mark | None = getattr(current_app.view_functions[view], _MARK, None)
    if mark is None:
        abort(404)
    if mark.permission is None:
        return None
    if not current_user.is_authenticated:
        following = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("accounts.sign_in", next=following))
    if not current_user.actor.holds(mark.permission):
        abort(403)
    return None
