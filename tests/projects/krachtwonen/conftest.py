"""Registers of Kracht.Wonen imported into a fresh installation."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from app.access.work import Work
from app.imports.registry import importer_for
from app.imports.run import ImportResult, run_import
from tests.oracle.housing import ORDER, Registers, Row, write_csv


@pytest.fixture
def load(app: object, work: Work, tmp_path: Path) -> Callable[..., ImportResult]:
    """Import rows of one kind; refuses to go on with errors unless they are expected."""

    def run(kind: str, rows: Sequence[Row], *, sound: bool = True, dry_run: bool = False) -> ImportResult:
        path = write_csv(tmp_path / f"{kind}.csv", rows)
        result = run_import(work, importer_for(kind), path, dry_run=dry_run)
        assert not sound or not result.errors, (kind, result.errors[:5])
        return result

    return run


@pytest.fixture
def load_all(load: Callable[..., ImportResult]) -> Callable[[Registers], dict[str, ImportResult]]:
    """Import every register, each after what it refers to."""
    return lambda registers: {kind: load(kind, registers[kind]) for kind in ORDER if registers.get(kind)}
