"""Plugs the accounts in: sessions, who is signed in, pages, and what every page shows of the colleague."""

from flask import Flask, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.access.work_items import add_work_items
from app.accounts import views, views_factor, views_kept, views_openid, views_users
from app.accounts.entering import PROVIDER, sign_in_provider
from app.accounts.lapsed import install_lapsed
from app.accounts.models_session import Via
from app.accounts.openid_client import OpenIdProvider
from app.accounts.openid_rights import RIGHTS, read_rights
from app.accounts.passwords import production_hasher, quick_hasher
from app.accounts.policy import sign_in_policy
from app.accounts.queries_factor import has_factor
from app.accounts.sessions import install_sessions
from app.accounts.signed_in import HASHER, install_login
from app.accounts.work_items import own_items, work_items
from app.web.navigation import CONTROL, NavItem, add_navigation, install_navigation
from app.web.work import services, work
from config.settings import Environment, Settings

FACTOR_REQUIRED = "SECOND_STEP_REQUIRED"
"""Whether everybody has to have a second step; a demo does without."""
_ALWAYS_OPEN = frozenset({"accounts.password", "accounts.sign_out", "static"})
_FOR_SETUP = _ALWAYS_OPEN | {
    "second_step.setup",
    "second_step.begin",
    "second_step.confirm",
    "second_step.prove",
    "openid.prove",
    "openid.back",
    "second_step.stay",
}


def register(app: Flask) -> None:
    """Everything of this package; after the work of a request is opened, before the seal."""
    settings: Settings = app.config["SETTINGS"]
    install_sessions(app, secure=settings.is_production)
    install_login(app)
    install_lapsed(app)
    app.extensions[HASHER] = quick_hasher() if settings.environment is Environment.TESTING else production_hasher()
    app.register_blueprint(views.blueprint)
    app.register_blueprint(views_factor.blueprint)
    app.register_blueprint(views_kept.blueprint)
    app.register_blueprint(views_openid.blueprint)
    app.register_blueprint(views_users.blueprint)
    _install_provider(app, settings)
    app.config.setdefault(FACTOR_REQUIRED, settings.is_production)
    app.before_request(_own_password_first)
    app.before_request(_second_step_first)
    app.context_processor(_colleague)
    install_navigation(app)
    add_work_items(app, "Gebruikers", work_items)
    add_work_items(app, "Mijn account", own_items)
    add_navigation(app, NavItem("Gebruikers", "users.index", "users.write", group=CONTROL, order=90))


def _install_provider(app: Flask, settings: Settings) -> None:
    """Signing in through a provider, where the settings name one. Nothing is asked of it before it is needed."""
    ours = settings.openid
    if ours is not None:
        app.extensions[PROVIDER] = OpenIdProvider(ours, settings.site_url)
    if ours is not None and ours.rights_file is not None:
        app.extensions[RIGHTS] = read_rights(ours.rights_file)


def _own_password_first() -> ResponseReturnValue | None:
    if not current_user.is_authenticated or request.endpoint in _ALWAYS_OPEN:
        return None
    if current_user.must_change and not current_user.session.is_by_provider:
        return redirect(url_for("accounts.password"))
    return None


def _second_step_first() -> ResponseReturnValue | None:
    """Where it is required, nothing opens before the second step is set up, unless the provider asked one."""
    if not current_app.config[FACTOR_REQUIRED] or not current_user.is_authenticated or request.endpoint in _FOR_SETUP:
        return None
    if current_user.session.via is Via.STRONG_PROVIDER or has_factor(work().session, current_user.uid):
        return None
    return redirect(url_for("second_step.setup"))


def _colleague() -> dict[str, object]:
    provider = sign_in_provider()
    name: dict[str, object] = {"sign_in_provider": provider.settings.name if provider else ""}
    if not current_user.is_authenticated:
        return name
    return name | {
        "signed_in_name": current_user.name,
        "user_links": [("Mijn account", url_for("accounts.mine"))],
        "sign_out_url": url_for("accounts.sign_out"),
        "session_limits": _limits(),
    }


def _limits() -> dict[str, object]:
    """When this session ends, for the warning that the page gives in time."""
    policy, opened = sign_in_policy(), current_user.session
    left = opened.created_at + policy.absolute - services().clock.now()
    return {
        "idle": int(policy.idle.total_seconds()),
        "left": max(0, int(left.total_seconds())),
        "warning": int(policy.warning.total_seconds()),
        "stay_url": url_for("second_step.stay"),
        "sign_in_url": url_for("accounts.sign_in"),
    }
