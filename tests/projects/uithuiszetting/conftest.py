"""Registers of evictions imported into a fresh installation, and reports made at the desk."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from app.access.work import Work
from app.cases.models import Case
from app.clients.models import Person
from app.imports.registry import importer_for
from app.imports.run import ImportResult, run_import
from app.projects.uithuiszetting.rules import Told
from app.projects.uithuiszetting.service import report_eviction
from tests.oracle.evictions import write_csv
from tests.oracle.register import Row
from tests.support.clients import registered

TOLD = Told(
    reported_on=date(2026, 3, 2),
    municipality="34022",
    reporter="verhuurder",
    problems=("huurachterstand",),
    stage="formal_notice",
    adults=1,
    children=2,
    address="Verzonnenstraat 1",
)


@pytest.fixture
def load(app: object, work: Work, tmp_path: Path) -> Callable[..., ImportResult]:
    """Import rows of a register; refuses to go on with errors unless they are expected."""

    def run(rows: Sequence[Row], *, sound: bool = True, dry_run: bool = False) -> ImportResult:
        path = write_csv(tmp_path / "register.csv", rows)
        result = run_import(work, importer_for("evictions"), path, dry_run=dry_run)
        assert not sound or not result.errors, result.errors[:5]
        return result

    return run


@pytest.fixture
def person(work: Work) -> Person:
    return registered(work)


@pytest.fixture
def case(app: object, work: Work, person: Person) -> Case:
    with work.transaction():
        return report_eviction(work, person_uid=person.uid, told=TOLD, organisation="34022")
