"""What support needs to see of an installation, in one document without secrets and without anybody in it."""

import json
import platform
from collections import deque
from collections.abc import Iterable
from importlib.metadata import distributions
from pathlib import Path
from shutil import disk_usage
from typing import Any, Final

from sqlalchemy import Engine

from app.access.work import Services, Work
from app.watching.queries import jobs, made_for, present_schema, rows_per_table, server_version
from config.settings import Settings

LAST_LINES: Final = 500
_KEPT: Final = frozenset(
    {"at", "level", "logger", "request_id", "endpoint", "method", "status", "duration_ms", "ms", "exception", "frames"}
)
_OURS: Final = ("app.", "config.")


def bundle(work: Work, services: Services, settings: Settings, log: Path | None) -> dict[str, Any]:
    """The document. Lines of a log are kept by their technical fields alone."""
    engine = work.session.get_bind()
    databases = [server_version(each) for each in (engine, services.vault.keystore.engine) if isinstance(each, Engine)]
    return {
        "made_at": work.clock.now().isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "databases": databases,
        "packages": dict(sorted((each.name, each.version) for each in distributions())),
        "settings": _settings(settings),
        "free_bytes": disk_usage(settings.home).free,
        "migrations": {"program": vars(made_for()), "databases": vars(present_schema(services))},
        "rows": rows_per_table(work.session),
        "jobs": [
            {
                "kind": job.kind,
                "state": job.state.value,
                "due": job.due.isoformat(),
                "attempts": job.attempts,
                "error": job.error,
            }
            for job in jobs(services)
        ],
        "log": _lines_of(log) if log else [],
    }


def _lines_of(log: Path) -> list[dict[str, Any]]:
    with log.open(errors="replace") as lines:
        return log_lines(lines)


def log_lines(lines: Iterable[str]) -> list[dict[str, Any]]:
    """The technical fields of the last lines; a line that is not one of the program's own is left out.

    A path can hold a file number and a message of somebody else's library can quote a value: neither comes along.
    """
    found = []
    for line in deque(lines, LAST_LINES):
        try:
            record = json.loads(line)
        except ValueError:
            continue
        if isinstance(record, dict):
            kept = {name: value for name, value in record.items() if name in _KEPT}
            if str(record.get("logger", "")).startswith(_OURS):
                kept["message"] = record.get("message")
            found.append(kept)
    return found


def _settings(settings: Settings) -> dict[str, object]:
    """Which choices were made; no address, name or secret."""
    return {
        "environment": settings.environment.value,
        "proxies": settings.proxies,
        "roots": settings.roots.place.value,
        "documents": "bucket" if settings.s3 else "folder",
        "sign_in_provider": settings.openid is not None,
        "operator_named": bool(settings.operator),
        "anchors": settings.watch.anchor_file is not None,
        "metrics_token": settings.watch.metrics_token_file is not None,
    }
