"""Importing registers of Woonclub and of evictions: rows per second, and the peak of memory for a longer file."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.bench.ground import Ground
from tests.bench.row import Row
from tests.oracle import evictions
from tests.oracle.register import MUNICIPALITIES, impossible_number, write_csv

SHORT, LONG, EVICTIONS = 10_000, 100_000, (5_000, 50_000)
BAR_ROWS = 2_000
BAR_MEMORY = 1.15


def measure(ground: Ground) -> Iterator[Row]:
    """Rows of the table for one engine; each file is imported by a process of its own."""
    short, long = ground.scaled(SHORT), ground.scaled(LONG)
    first, second = (_import(ground, "woonclub", _register(ground, *span)) for span in ((0, short), (short, long)))
    bar = BAR_ROWS if ground.engine_name == "sqlite" else None
    yield Row(f"register of {long:,} rows imported", "rows/s", long / second["seconds"], bar=bar, higher_is_better=True)
    yield Row(f"peak memory, {long:,} against {short:,} rows", "MB", second["peak"], first["peak"], BAR_MEMORY)
    few, many = (ground.scaled(count) for count in EVICTIONS)
    first, second = (_import(ground, "evictions", _reports(ground, count)) for count in (few, many))
    yield Row(f"{many:,} reports of evictions imported", "rows/s", many / second["seconds"], higher_is_better=True)
    yield Row(f"peak memory, {many:,} against {few:,} reports", "MB", second["peak"], first["peak"], BAR_MEMORY)


def _register(ground: Ground, start: int, count: int) -> Path:
    rows = [_row(number) for number in range(start, start + count)]
    return write_csv(ground.settings.home / f"register-{count}.csv", rows)


def _reports(ground: Ground, count: int) -> Path:
    return evictions.write_csv(ground.settings.home / f"evictions-{count}.csv", evictions.random_register(count, count))


def _import(ground: Ground, kind: str, path: Path) -> dict[str, Any]:
    environment = os.environ | {
        "REGIODOSSIER_ENV": ground.settings.environment.value,
        "REGIODOSSIER_HOME": str(ground.settings.home),
        "DATABASE_URL": ground.settings.database_url,
        "KEYSTORE_URL": ground.settings.keystore_url,
    }
    command = [sys.executable, "-m", "tests.bench.imports", kind, str(path)]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def _row(number: int) -> dict[str, str]:
    national = impossible_number(number)
    registered = date(2020, 1, 1) + timedelta(days=number % 1800)
    return {
        "ref": f"B-{number:06d}",
        "registered_on": registered.isoformat(),
        "municipality": MUNICIPALITIES[number % len(MUNICIPALITIES)],
        "adults": str(1 + number % 2),
        "children": str(number % 4),
        "situation": "rent_private",
        "main_reason": "own_feet",
        "first_name": "Proef",
        "last_name": f"Voorbeeld-{number}",
        "birth_date": f"2091-{national[2:4]}-{national[4:6]}",
        "national_number": national,
    }


def _run(kind: str, path: Path) -> dict[str, Any]:
    """What the process of one import does and tells."""
    from app import create_app
    from app.cli.command import system_work
    from app.imports.registry import importer_for
    from app.imports.run import run_import
    from config.settings import load_settings

    app = create_app(load_settings())
    start = time.perf_counter()
    with system_work(app) as work:
        result = run_import(work, importer_for(kind), path)
    if result.refused or not result.counts.created:
        raise RuntimeError(f"the register was refused: {result.errors[:3]}")
    peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return {"seconds": time.perf_counter() - start, "peak": int(peak.split()[1]) / 1024}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_run(sys.argv[1], Path(sys.argv[2]))))
