"""Plugs the accounts in: sessions, who is signed in, pages, and what every page shows of the colleague."""

from flask import Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.accounts import views, views_users
from app.accounts.passwords import production_hasher, quick_hasher
from app.accounts.sessions import install_sessions
from app.accounts.signed_in import HASHER, install_login
from app.web.navigation import NavItem, add_navigation, install_navigation
from config.settings import Environment, Settings

_ALWAYS_OPEN = frozenset({"accounts.password", "accounts.sign_out", "static"})


def register(app: Flask) -> None:
    """Everything of this package; after the work of a request is opened, before the seal."""
    settings: Settings = app.config["SETTINGS"]
    install_sessions(app, secure=settings.is_production)
    install_login(app)
    app.extensions[HASHER] = quick_hasher() if settings.environment is Environment.TESTING else production_hasher()
    app.register_blueprint(views.blueprint)
    app.register_blueprint(views_users.blueprint)
    app.before_request(_own_password_first)
    app.context_processor(_colleague)
    install_navigation(app)
    add_navigation(app, NavItem("Gebruikers", "users.index", "users.write", order=90))


def _own_password_first() -> ResponseReturnValue | None:
    if current_user.is_authenticated and current_user.must_change and request.endpoint not in _ALWAYS_OPEN:
        return redirect(url_for("accounts.password"))
    return None


def _colleague() -> dict[str, object]:
    if not current_user.is_authenticated:
        return {}
    return {
        "signed_in_name": current_user.name,
        "user_links": [("Mijn account", url_for("accounts.mine"))],
        "sign_out_url": url_for("accounts.sign_out"),
    }
