"""The web layer by itself: no database, no accounts, nobody signed in."""

from flask import Flask
from flask_login import LoginManager

from app.web.install import install_web


def bare_web() -> Flask:
    """An application that shows the style guide and the error pages, and nothing else."""
    app = Flask("app", static_folder=None, template_folder="web/templates")
    app.config.update(SECRET_KEY="only for tests", WTF_CSRF_ENABLED=False)
    app.jinja_env.globals["csrf_token"] = lambda: "token-for-tests"
    LoginManager(app).user_loader(lambda _key: None)
    install_web(app, hsts=False, with_styleguide=True)
    return app
