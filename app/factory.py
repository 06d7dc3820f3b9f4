"""Builds the application, in the order in which its parts rest on each other."""

from typing import Final

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app import models  # noqa: F401  (the metadata is complete before anything asks for it)
from app.access.guard import seal
from app.accounts import register as accounts
from app.actionplan import register as actionplan
from app.cases import register as cases
from app.cli import register as cli
from app.clients import register as clients
from app.core.clock import Clock
from app.core.db import configure, engine_options
from app.crypto.roots import Root, RootProvider
from app.installation import open_installation
from app.jobs import register as jobs
from app.privacy import register as privacy
from app.projectkit import registry as projects
from app.reports import register as reports
from app.watching import register as watching
from app.web import work
from app.web.extensions import csrf, db, migrate
from app.web.help import install_help
from app.web.install import install_web
from app.web.uploads import install_uploads
from config.settings import Settings

MAX_REQUEST_BYTES: Final = 2 * 1024 * 1024


def build(settings: Settings, *, clock: Clock | None, roots: RootProvider | None) -> Flask:
    """See `app.create_app`."""
    settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    app = Flask("app", static_folder=None, template_folder="web/templates")
    app.config.from_mapping(
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
        MAX_CONTENT_LENGTH=MAX_REQUEST_BYTES,
        SETTINGS=settings,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_I18N_ENABLED=False,
    )
    db.init_app(app)
    migrate.init_app(app, db, directory="migrations")
    with app.app_context():
        configure(db.engine)
        try:
            services = open_installation(settings, db.engine, clock, roots)
        except BaseException:
            db.engine.dispose()
            raise
    if services is not None:
        app.extensions[work.KEY] = services
        app.secret_key = services.vault.roots.derive(Root.AUDIT, "web signing")
    try:
        _furnish(app, settings)
    except BaseException:
        # Refused after its databases were opened: close them, whoever asked may go on with another application.
        with app.app_context():
            db.engine.dispose()
        if services is not None:
            services.vault.keystore.engine.dispose()
        raise
    return app


def _furnish(app: Flask, settings: Settings) -> None:
    """Everything that answers requests and commands, and the seal over it."""
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    install_uploads(app)
    csrf.init_app(app)
    install_web(app, hsts=settings.is_production, with_styleguide=not settings.is_production)
    install_help(app)
    work.register(app)
    accounts.register(app)
    clients.register(app)
    cases.register(app)
    actionplan.register(app)
    privacy.register(app)
    projects.plug_in(app)
    reports.register(app)
    jobs.register(app)
    cli.register(app)
    watching.register(app)
    seal(app)
