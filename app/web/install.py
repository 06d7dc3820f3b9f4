"""Puts the web layer on an application: static files, templates, error pages, headers, style guide."""

from flask import Flask

from app.web import styleguide
from app.web.addresses import install_addresses
from app.web.error_pages import install_error_pages
from app.web.headers import install_headers
from app.web.static_files import install_static
from app.web.templating import install_templates


def install_web(app: Flask, *, hsts: bool, with_styleguide: bool) -> None:
    """Called once by the factory, before the seal; the style guide only in demo and tests."""
    install_addresses(app)
    install_static(app)
    install_templates(app)
    install_error_pages(app)
    install_headers(app, hsts=hsts)
    if with_styleguide:
        app.register_blueprint(styleguide.blueprint())
