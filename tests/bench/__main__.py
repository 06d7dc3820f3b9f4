"""`python -m tests.bench`: measures, prints a table, writes bench.json."""

import argparse
import json
import os
import platform
import sys
import time
from pathlib import Path

from tests.bench import (
    figures,
    fuzz,
    housing,
    imports,
    keys,
    loans,
    lookup,
    nights,
    pages,
    protection,
    reads,
    whole_year,
    workday,
)
from tests.bench.ground import ground
from tests.bench.row import Row, table
from tests.support.databases import ENGINES
from tests.support.postgres import server_binaries

BENCHMARKS = {
    "reads": reads.measure,
    "lookup": lookup.measure,
    "pages": pages.measure,
    "figures": figures.measure,
    "whole_year": whole_year.measure,
    "housing": housing.measure,
    "nights": nights.measure,
    "imports": imports.measure,
    "keys": keys.measure,
    "workday": workday.measure,
    "loans": loans.measure,
    "protection": protection.measure,
    "fuzz": fuzz.measure,
}


def main() -> int:
    options = _options()
    engines = ENGINES if options.engine == "both" else (options.engine,)
    measured: dict[str, list[Row]] = {}
    for engine in engines:
        if engine == "postgresql" and server_binaries() is None:
            print("PostgreSQL is not on this machine: not measured")
            continue
        measured[engine] = _measure(engine, options.only or list(BENCHMARKS), options.rows)
    rows = [row for found in measured.values() for row in found]
    options.output.write_text(json.dumps(_report(measured, options.rows), indent=1) + "\n")
    print(f"written: {options.output}")
    return 1 if any(row.ok is False for row in rows) and options.rows is None else 0


def _measure(engine: str, names: list[str], limit: int | None) -> list[Row]:
    found = []
    for name in names:
        start = time.perf_counter()
        with ground(engine, limit) as prepared:
            rows = list(BENCHMARKS[name](prepared))
        print(f"\n{engine}, {name} ({time.perf_counter() - start:.0f} s in all)\n{table(rows)}", flush=True)
        found += rows
    return found


def _report(measured: dict[str, list[Row]], limit: int | None) -> dict[str, object]:
    return {
        "python": platform.python_version(),
        "machine": f"{os.cpu_count()} x {platform.machine()}",
        "rows_limited_to": limit,
        "engines": {engine: [row.as_json() for row in rows] for engine, rows in measured.items()},
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--engine", choices=(*ENGINES, "both"), default="both")
    parser.add_argument("--rows", type=int, help="at most this many rows of each kind; bars then count for nothing")
    parser.add_argument("--only", action="append", choices=BENCHMARKS, help="this benchmark; may be given again")
    parser.add_argument("--output", type=Path, default=Path("bench.json"))
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
