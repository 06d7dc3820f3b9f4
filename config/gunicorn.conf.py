"""The WSGI server: a few workers with threads, behind a proxy or alone on the loopback address."""

import gc
import os
import sys

from gunicorn.arbiter import Arbiter

bind = f"127.0.0.1:{os.environ.get('REGIODOSSIER_PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
accesslog = "-"
timeout = 60
graceful_timeout = 20
max_requests = 5000
max_requests_jitter = 500
control_socket_disable = True

# The application is made once, in the parent: a refusal to start is then one message and one exit code.
preload_app = True

# %(U)s is the path alone: a query string may hold what somebody typed to find a person.
access_log_format = '{"at":"%(t)s","method":"%(m)s","path":"%(U)s","status":%(s)s,"bytes":"%(B)s","ms":%(M)s}'
logconfig_dict: dict[str, object] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "config.logs.JsonFormatter"}, "ready": {"format": "%(message)s"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "json"},
        "access": {"class": "logging.StreamHandler", "formatter": "ready", "stream": "ext://sys.stdout"},
    },
    "root": {"level": "INFO", "handlers": ["stderr"]},
    "loggers": {
        "gunicorn.error": {"level": "WARNING", "handlers": ["stderr"], "propagate": False},
        "gunicorn.access": {"level": "INFO", "handlers": ["access"], "propagate": False},
    },
}


def when_ready(server: Arbiter) -> None:
    """Before the first worker: stop without an installation, and hand no open connection to a worker."""
    from app.web.extensions import db
    from app.web.work import KEY

    app = server.app.wsgi()
    if KEY not in app.extensions:
        sys.stderr.write(
            "Regiodossier start niet:\nhier is nog geen installatie; maak ze met `flask --app wsgi init`\n"
        )
        sys.exit(1)
    with app.app_context():
        db.engine.dispose()
    app.extensions[KEY].vault.keystore.engine.dispose()
    # What is there before the first request stays: looking through it for garbage costs more than a request.
    gc.collect()
    gc.freeze()
