"""Do all keys open, and the cells under them? Asked of a whole installation, or of a restored copy of one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.clients.models import SearchToken
from app.crypto.errors import KeyMissing, SealBroken
from app.crypto.keystore import WrappedKey, data_key
from app.crypto.resealing import Headers, newest_generations, read_headers
from app.crypto.rewrapping import BATCH, Progress
from app.crypto.roots import Root, Wrapping
from app.crypto.sealed_models import SealedModel, sealed_models
from app.crypto.vault import KEY_BYTES, KeyRing, Vault, key_associated_data

SAMPLE: Final = 200
"""Rows of each table that are opened, unless all are."""
_NAMED: Final = 20


@dataclass
class KeyReport:
    """What was opened, and what did not open. Places are named by uid, never by content."""

    keys: int = 0
    keys_by_root: dict[int, int] = field(default_factory=dict)
    bad_keys: list[str] = field(default_factory=list)
    cells: int = 0
    opened: int = 0
    keyless: int = 0
    bad_cells: list[str] = field(default_factory=list)
    headers: Headers = field(default_factory=Headers)
    strange_tokens: int = 0
    """Tokens of a generation of the search root that is not held: nobody is found by them."""
    unproven: list[str] = field(default_factory=list)
    """Generations of roots that the keystore has no proof of."""

    @property
    def ok(self) -> bool:
        return not (self.bad_keys or self.bad_cells or self.strange_tokens)

    def as_json(self) -> dict[str, Any]:
        return {
            "ok": self.ok,
            "keys": {
                "total": self.keys,
                "by_root_generation": {str(one): self.keys_by_root[one] for one in sorted(self.keys_by_root)},
                "failed": len(self.bad_keys),
                "failed_places": self.bad_keys[:_NAMED],
            },
            "cells": {
                "total": sum(self.headers.by_column.values()),
                "under_older_keys": self.headers.older,
                "checked": self.cells,
                "opened": self.opened,
                "without_key": self.keyless,
                "failed": len(self.bad_cells),
                "failed_places": self.bad_cells[:_NAMED],
            },
            "tokens": {"of_unknown_generation": self.strange_tokens},
            "roots_without_canary": self.unproven,
        }


def check(vault: Vault, session: Session, sample: int | None, progress: Progress) -> KeyReport:
    """Unwrap every key, and open the cells of `sample` rows of each table (None: of all)."""
    report = KeyReport()
    _check_keys(vault, report, progress)
    report.headers = read_headers(session, newest_generations(vault))
    for model in sealed_models():
        for rows in _rows(session, model, sample):
            _check_cells(vault.ring(), model, rows, report)
            progress(model.name, report.cells, report.cells)
    held = vault.roots.generations(Root.SEARCH)
    strange = select(func.count()).select_from(SearchToken).where(SearchToken.generation.not_in(held))
    report.strange_tokens = session.scalar(strange) or 0
    proven = {(name, generation) for name, generation, _ in vault.keystore.canaries()}
    every = ((root.value, generation) for root in Root for generation in vault.roots.generations(root))
    report.unproven = [f"{name} {generation}" for name, generation in every if (name, generation) not in proven]
    return report


def _check_keys(vault: Vault, report: KeyReport, progress: Progress) -> None:
    columns = (data_key.c.holder_uid, data_key.c.generation, data_key.c.root_generation, data_key.c.wrapped)
    query = select(*columns).order_by(data_key.c.holder_uid, data_key.c.generation)
    with vault.keystore.engine.connect() as connection:
        total = connection.scalar(select(func.count()).select_from(data_key)) or 0
        for rows in connection.execute(query.execution_options(yield_per=BATCH)).partitions():
            keys = [WrappedKey(*row) for row in rows]
            report.keys += len(keys)
            for key in keys:
                report.keys_by_root[key.root_generation] = report.keys_by_root.get(key.root_generation, 0) + 1
            report.bad_keys += _bad_keys(vault, keys)
            progress("sleutels", report.keys, max(total, report.keys))


def _bad_keys(vault: Vault, keys: Sequence[WrappedKey]) -> list[str]:
    items = [
        Wrapping(key.root_generation, key.wrapped, key_associated_data(key.holder, key.generation)) for key in keys
    ]
    try:
        if all(len(opened) == KEY_BYTES for opened in vault.roots.unwrap_many(items)):
            return []
    except SealBroken:
        pass
    return [f"{key.holder} {key.generation}" for key in keys if not _opens(vault, key)]


def _opens(vault: Vault, key: WrappedKey) -> bool:
    try:
        vault.unwrap(key)
    except SealBroken:
        return False
    return True


def _rows(session: Session, model: SealedModel, sample: int | None) -> Iterator[Sequence[Any]]:
    if sample is not None:
        some = or_(*(column.is_not(None) for column in model.cells))
        picked = select(model.table.c.uid, model.holder, *model.cells).where(some).order_by(func.random()).limit(sample)
        yield session.execute(picked).all()
        return
    after: UUID | None = None
    while rows := session.execute(model.rows_after(after, BATCH)).all():
        yield rows
        after = rows[-1].uid


def _check_cells(ring: KeyRing, model: SealedModel, rows: Sequence[Any], report: KeyReport) -> None:
    """Open without showing: what comes out is decoded and dropped."""
    ring.load(row[1] for row in rows)
    for row, holder, *cells in rows:
        for attribute, stored in zip(model.attributes, cells, strict=True):
            if stored is None:
                continue
            report.cells += 1
            if ring.newest(holder) is None:
                report.keyless += 1
                continue
            try:
                attribute.codec.decode(ring.unseal(attribute.where, row, holder, stored))
                report.opened += 1
            except (SealBroken, KeyMissing, ValueError, ArithmeticError):
                report.bad_cells.append(f"{attribute.label} {row}")
