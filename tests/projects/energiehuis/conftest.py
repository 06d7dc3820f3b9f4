"""Registers of the Energiehuis imported into a fresh installation."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from app.access.work import Work
from app.imports.registry import importer_for
from app.imports.run import ImportResult, run_import
from tests.oracle.loan_register import APPLICATION, CONTACT, Row, write_csv


@pytest.fixture
def load(app: object, work: Work, tmp_path: Path) -> Callable[..., ImportResult]:
    """Import rows of a register; refuses to go on with errors unless they are expected."""

    def run(kind: str, rows: Sequence[Row], *, sound: bool = True, dry_run: bool = False) -> ImportResult:
        columns = {"loan-applications": [*APPLICATION, "national_number", "birth_date"], "owner-contacts": CONTACT}
        path = write_csv(tmp_path / "register.csv", rows, columns[kind])
        result = run_import(work, importer_for(kind), path, dry_run=dry_run)
        assert not sound or not result.errors, result.errors[:5]
        return result

    return run
