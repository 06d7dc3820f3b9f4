"""The application for `flask --app wsgi` and for a WSGI server; says why when it may not start."""

import sys

from app import create_app
from app.core.errors import StartRefused
from config.logs import configure_logging
from config.settings import SettingsError, load_settings

configure_logging()
try:
    app = create_app(load_settings())
except (SettingsError, StartRefused) as refusal:
    sys.stderr.write(f"Regiodossier start niet:\n{refusal}\n")
    sys.exit(1)
