"""Reading a policy file: CSV with a header, every mistake named by file and row."""

import csv
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from app.core.errors import StartRefused

T = TypeVar("T")


class PolicyRow:
    """One row of a policy file, read field by field; an empty field is None."""

    def __init__(self, place: str, fields: Mapping[str, str]) -> None:
        self._place = place
        self.fields = fields

    def text(self, name: str) -> str:
        """A field that must be filled."""
        value = self.optional_text(name)
        if value is None:
            raise StartRefused(f"{self._place}: {name} is leeg")
        return value

    def optional_text(self, name: str) -> str | None:
        if name not in self.fields:
            raise StartRefused(f"{self._place}: kolom {name} ontbreekt")
        return self.fields[name].strip() or None

    def number(self, name: str) -> int | None:
        return self._read(name, int)

    def decimal(self, name: str) -> Decimal | None:
        return self._read(name, Decimal)

    def day(self, name: str) -> date | None:
        return self._read(name, date.fromisoformat)

    def required_day(self, name: str) -> date:
        """A day that must be filled."""
        return self._converted(name, self.text(name), date.fromisoformat)

    def choice(self, name: str, kind: Callable[[str], T]) -> T:
        """A word of an enumeration, that must be filled."""
        return self._converted(name, self.text(name), kind)

    def flag(self, name: str) -> bool | None:
        return self._read(name, {"true": True, "false": False}.__getitem__)

    def _read(self, name: str, convert: Callable[[str], T]) -> T | None:
        value = self.optional_text(name)
        return None if value is None else self._converted(name, value, convert)

    def _converted(self, name: str, value: str, convert: Callable[[str], T]) -> T:
        try:
            return convert(value)
        except (ArithmeticError, ValueError, KeyError):
            raise StartRefused(f"{self._place}: {name} is niet te lezen") from None


def policy_rows(path: Path) -> Iterator[PolicyRow]:
    """The rows of one policy file."""
    with path.open(encoding="utf-8", newline="") as file:
        for number, fields in enumerate(csv.DictReader(file, strict=True), start=2):
            if None in fields or None in fields.values():
                raise StartRefused(f"beleidsbestand {path.name}, rij {number}: verkeerd aantal kolommen")
            yield PolicyRow(f"beleidsbestand {path.name}, rij {number}", fields)
