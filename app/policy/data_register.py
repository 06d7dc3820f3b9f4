"""The register of what is kept and why: every table and column with its class, purpose, ground and term."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import MetaData, Table

from app.core.classification import DATA_CLASSES, POLICY, TECHNICAL
from app.core.errors import StartRefused
from app.core.model import Base
from app.crypto.keystore import metadata as keystore_metadata
from config import POLICY_FOLDER

FILE: Final = POLICY_FOLDER / "data_register.toml"
KEYSTORE: Final = "keystore."
NO_GROUND: Final = "none"
_IMPERSONAL: Final = frozenset({POLICY["data_class"], TECHNICAL["data_class"]})
_ACTIVITY: Final = ("title", "purpose", "basis", "retention", "subjects", "recipients")


@dataclass(frozen=True)
class TableEntry:
    """One table: what it holds, and its columns by class."""

    name: str
    holds: str
    retention: str
    columns: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Activity:
    """One processing activity with its tables."""

    key: str
    title: str
    purpose: str
    basis: str
    retention: str
    subjects: str
    recipients: str
    tables: tuple[TableEntry, ...]


@dataclass(frozen=True)
class DataRegister:
    """The whole register."""

    controller: Mapping[str, str]
    bases: Mapping[str, Mapping[str, Any]]
    retentions: Mapping[str, Mapping[str, Any]]
    activities: tuple[Activity, ...]


def house_tables() -> dict[str, Table]:
    """Every table of both databases; those of the keystore are called `keystore.<name>`."""
    return tables_of(Base.metadata) | tables_of(keystore_metadata, KEYSTORE)


def tables_of(metadata: MetaData, prefix: str = "") -> dict[str, Table]:
    """The tables of one database by the name that the register gives them."""
    return {f"{prefix}{table.name}": table for table in metadata.sorted_tables}


def read_register(path: Path = FILE) -> dict[str, Any]:
    """The register file as it stands."""
    with path.open("rb") as file:
        return tomllib.load(file)


def problems(given: Mapping[str, Any], tables: Mapping[str, Table]) -> list[str]:
    """Everything that keeps the register from being complete and true; nothing when it is."""
    return [*_wrong_entries(given, tables), *_wrong_activities(given), *_wrong_columns(given, tables)]


def build(given: Mapping[str, Any], tables: Mapping[str, Table]) -> DataRegister:
    """The register over these tables; StartRefused lists all that is wrong with it."""
    wrong = problems(given, tables)
    if wrong:
        raise StartRefused("; ".join(wrong))
    activities = []
    for key, activity in given["activity"].items():
        own = {name: entry for name, entry in given["table"].items() if entry["activity"] == key}
        entries = tuple(
            TableEntry(name, entry["holds"], entry.get("retention", activity["retention"]), _by_class(tables[name]))
            for name, entry in own.items()
        )
        activities.append(Activity(key=key, tables=entries, **{name: activity[name] for name in _ACTIVITY}))
    return DataRegister(given["controller"], given["basis"], given["retention"], tuple(activities))


def _by_class(table: Table) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for column in table.columns:
        found.setdefault(column.info["data_class"], []).append(column.name)
    return {name: tuple(columns) for name, columns in sorted(found.items())}


def _wrong_entries(given: Mapping[str, Any], tables: Mapping[str, Table]) -> Iterator[str]:
    entries = given["table"]
    yield from (f"tabel {name} staat niet in het register" for name in sorted(set(tables) - set(entries)))
    yield from (f"het register noemt een onbekende tabel {name}" for name in sorted(set(entries) - set(tables)))
    for name, entry in entries.items():
        if entry.get("activity") not in given["activity"] or not entry.get("holds"):
            yield f"tabel {name}: activiteit of omschrijving ontbreekt"
        if entry.get("retention", next(iter(given["retention"]))) not in given["retention"]:
            yield f"tabel {name}: onbekende bewaartermijn"


def _wrong_activities(given: Mapping[str, Any]) -> Iterator[str]:
    for key, activity in given["activity"].items():
        yield from (f"activiteit {key}: {name} ontbreekt" for name in _ACTIVITY if not activity.get(name))
        if activity.get("basis") not in given["basis"]:
            yield f"activiteit {key}: onbekende rechtsgrond"
        if activity.get("retention") not in given["retention"]:
            yield f"activiteit {key}: onbekende bewaartermijn"


def _wrong_columns(given: Mapping[str, Any], tables: Mapping[str, Table]) -> Iterator[str]:
    for name, table in tables.items():
        key = given["table"].get(name, {}).get("activity", "")
        is_personal = given["activity"].get(key, {}).get("basis") != NO_GROUND
        for column in table.columns:
            kind = column.info.get("data_class")
            if kind not in DATA_CLASSES:
                yield f"kolom {name}.{column.name} heeft geen klasse"
            elif not is_personal and kind not in _IMPERSONAL:
                yield f"kolom {name}.{column.name} ({kind}) is persoonlijk, en activiteit {key} heeft geen rechtsgrond"
            if "sealing" in column.info:
                yield f"kolom {name}.{column.name} is nog niet klaar met verzegelen ({column.info['sealing']})"
