"""The texts of the help as the files under config/help give them: pages, words, first day, releases."""

import csv
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from config import HELP_FOLDER


@dataclass(frozen=True)
class PageHelp:
    """What one page says of itself, and the words that it uses."""

    title: str
    text: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """One step of a first day, and the page where it is done."""

    title: str
    text: str
    endpoint: str


@dataclass(frozen=True)
class Release:
    """What one version brought."""

    version: str
    on: date
    title: str
    changes: tuple[str, ...]


@cache
def page_texts() -> dict[str, PageHelp]:
    """The explanation of each page that has one, by endpoint."""
    given = _toml("pages")
    return {name: PageHelp(page["title"], tuple(page["text"]), tuple(page["words"])) for name, page in given.items()}


@cache
def glossary() -> dict[str, str]:
    """What the words on the screens mean, in order of the alphabet."""
    with (HELP_FOLDER / "glossary.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["word"]: row["meaning"] for row in csv.DictReader(file)}
    return dict(sorted(rows.items(), key=lambda row: row[0].casefold()))


@cache
def first_day() -> dict[str, tuple[Step, ...]]:
    """The steps of each role; under an empty key those of everybody."""
    given = _toml("tour")
    parts = {"": given["everybody"], **given["roles"]}
    return {role: tuple(Step(**step) for step in part["steps"]) for role, part in parts.items()}


@cache
def releases() -> tuple[Release, ...]:
    """What is new, newest first."""
    given = _toml("releases")["release"]
    found = [Release(each["version"], each["on"], each["title"], tuple(each["changes"])) for each in given]
    return tuple(sorted(found, key=lambda each: each.on, reverse=True))


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((HELP_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
