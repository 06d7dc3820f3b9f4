"""One import: the whole file is checked first, then written in chunks in one transaction."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from app.access.work import Work
from app.core.db import few_pages
from app.core.errors import Refused
from app.core.upsert import Counts
from app.imports.files import open_table
from app.imports.importer import FileCheck, Importer, RowsRefused
from app.imports.schema import Layout, Schema
from app.imports.tables import Table, TableBroken
from app.imports.unique import UniqueKey
from app.imports.values import ImportRow, RowError

CHUNK = 500

Progress = Callable[[str, int, int | None], None]
"""Told the phase, the rows done and, once it is known, how many there are."""

_Lines = Iterator[tuple[int, list[str]]]
_CHANGED = "Het bestand veranderde terwijl het gelezen werd; er is niets geschreven."


@dataclass(frozen=True)
class ImportResult:
    """What an import did, or every reason why it did nothing."""

    kind: str
    rows: int
    counts: Counts = field(default_factory=Counts)
    errors: Sequence[RowError] = ()
    dry_run: bool = False

    @property
    def refused(self) -> bool:
        return bool(self.errors)

    def as_json(self) -> dict[str, Any]:
        """The form that `import --json` prints; a dry run says so."""
        result: dict[str, Any] = {
            "kind": self.kind,
            "rows": self.rows,
            "created": self.counts.created,
            "updated": self.counts.updated,
            "unchanged": self.counts.unchanged,
            "errors": [error.as_json() for error in self.errors],
        }
        return result | {"dry_run": True} if self.dry_run else result


def run_import(
    work: Work,
    importer: Importer,
    path: Path,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportResult:
    """Check the whole file with reads only; a file without any error is then written, or with `dry_run` compared.

    The write is one transaction with one audit record of the file itself beside those of the verbs.
    """
    tell = progress or (lambda _phase, _done, _total: None)
    table = open_table(path)
    kind, schema = importer.kind, importer.schema(work.session)
    checked = _Check(work, importer, schema, tell).run(table)
    if checked.errors:
        return ImportResult(kind, checked.rows, errors=_in_order(schema, checked.errors), dry_run=dry_run)
    try:
        with ExitStack() as stack:
            if not dry_run:
                stack.enter_context(work.transaction())
                stack.enter_context(few_pages(work.session))
            counts = _second_pass(work, importer, schema, table, checked.rows, tell, dry_run=dry_run)
    except RowsRefused as refused:
        return ImportResult(kind, checked.rows, errors=_in_order(schema, refused.errors), dry_run=dry_run)
    return ImportResult(kind, checked.rows, counts, dry_run=dry_run)


def _second_pass(
    work: Work, importer: Importer, schema: Schema, table: Table, rows: int, tell: Progress, *, dry_run: bool
) -> Counts:
    """Write (or compare) every chunk, and put the file itself on record."""
    counts, done = Counts(), 0
    for chunk in _chunks(schema, table):
        counts += importer.preview(work.session, chunk) if dry_run else _write(work, importer, chunk)
        done += len(chunk)
        tell("vergelijken" if dry_run else "schrijven", done, rows)
    if done != rows:
        raise Refused(_CHANGED)
    if not dry_run:
        detail = f"{counts.created} nieuw, {counts.updated} gewijzigd, {counts.unchanged} gelijk"
        work.trail.record("import", importer.kind, detail=detail)
    return counts


def _write(work: Work, importer: Importer, chunk: Sequence[ImportRow]) -> Counts:
    counts = importer.write(work, chunk)
    # The trail is written per chunk, so that memory does not grow with the file.
    work.trail.write(work.session)
    return counts


def _in_order(schema: Schema, errors: Sequence[RowError]) -> list[RowError]:
    order = {column.name: place for place, column in enumerate(schema.columns)}
    return sorted(errors, key=lambda error: (error.row, order.get(error.column, -1), error.column))


@dataclass
class _Check:
    """The first pass over a file."""

    work: Work
    importer: Importer
    schema: Schema
    tell: Progress
    rows: int = 0
    errors: list[RowError] = field(default_factory=list)

    def run(self, table: Table) -> "_Check":
        """Read the whole file and gather every error."""
        lines = table.numbered()
        try:
            header = next(lines, None)
            if header is None:
                self.errors.append(RowError(1, "", "het bestand is leeg"))
                return self
            layout, self.errors = self.schema.layout(header[1], fixed_width=table.fixed_width)
            if not self.errors:
                self._data(layout, lines)
        except TableBroken as broken:
            self.errors.append(RowError(broken.row, "", broken.message))
        return self

    def _data(self, layout: Layout, lines: _Lines) -> None:
        with ExitStack() as stack:
            checks: list[FileCheck] = [UniqueKey(self.schema.key)]
            checks.extend(self.importer.file_checks(self.work.session))
            for check in checks:
                stack.enter_context(closing(check))
            for batch in _batches(lines):
                self._chunk(layout, batch, checks)
                self.tell("nakijken", self.rows, None)
            for check in checks:
                self.errors.extend(check.finish())

    def _chunk(self, layout: Layout, batch: Sequence[tuple[int, list[str]]], checks: Sequence[FileCheck]) -> None:
        sound: list[ImportRow] = []
        for number, cells in batch:
            row, errors, bad = layout.read(number, cells)
            self.errors.extend(errors)
            for check in checks:
                if not bad.intersection(check.columns):
                    self.errors.extend(check.add(row))
            if not errors:
                sound.append(row)
        self.rows += len(batch)
        self.errors.extend(self.importer.check(self.work.session, sound))


def _batches(lines: _Lines) -> Iterator[list[tuple[int, list[str]]]]:
    while batch := list(islice(lines, CHUNK)):
        yield batch


def _chunks(schema: Schema, table: Table) -> Iterator[list[ImportRow]]:
    """The rows of a file that was found sound, read a second time."""
    lines = table.numbered()
    header = next(lines, (1, []))[1]
    layout, wrong = schema.layout(header, fixed_width=table.fixed_width)
    for batch in _batches(lines):
        rows = []
        for number, cells in batch:
            row, errors, _ = layout.read(number, cells)
            wrong.extend(errors)
            rows.append(row)
        if wrong:
            raise Refused(_CHANGED)
        yield rows
