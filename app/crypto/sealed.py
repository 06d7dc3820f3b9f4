"""Sealed attributes: plain Python values on the outside, cells bound to row, column and keyholder in the table."""

import json
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, Protocol, TypeVar, overload
from uuid import UUID

from app.core.model import Identified
from app.crypto import cell
from app.crypto.context import current
from app.crypto.errors import HolderErased, SealBroken, SealError
from app.crypto.vault import KeyRing

T = TypeVar("T")


class SealedRow(Identified):
    """Mixin of a row with sealed attributes; `keyholder_uid` says under whose key they are."""

    def __init__(self, **values: Any) -> None:
        sealed_names = {name for name in values if isinstance(getattr(type(self), name, None), Sealed)}
        super().__init__(**{name: value for name, value in values.items() if name not in sealed_names})
        for name in sealed_names:
            setattr(self, name, values[name])

    @property
    def keyholder_uid(self) -> UUID:
        """The person or case whose data key seals this row."""
        raise NotImplementedError


class _Holder(Protocol):
    uid: Any

    @property
    def keyholder_uid(self) -> UUID: ...


@dataclass(frozen=True)
class Codec(Generic[T]):
    """How a value becomes bytes and back; one canonical form each."""

    encode: Callable[[T], bytes]
    decode: Callable[[bytes], T]
    block: int


def _day(value: date) -> bytes:
    if isinstance(value, datetime):
        raise TypeError("a day has no time")
    return value.isoformat().encode()


def _amount(value: Decimal) -> bytes:
    if not value.is_finite():
        raise ValueError("an amount is a finite number")
    return format(value, "f").encode()


def _data(value: object) -> bytes:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode()


TEXT: Codec[str] = Codec(lambda v: unicodedata.normalize("NFC", v).encode(), bytes.decode, 16)
NOTE: Codec[str] = Codec(lambda v: unicodedata.normalize("NFC", v).encode(), bytes.decode, 256)
DAY: Codec[date] = Codec(_day, lambda b: date.fromisoformat(b.decode()), 16)
AMOUNT: Codec[Decimal] = Codec(_amount, lambda b: Decimal(b.decode()), 16)
DATA: Codec[Any] = Codec(_data, json.loads, 256)
"""JSON: what comes back is what went in only for dictionaries with string keys, lists, text, numbers and None."""


class Sealed(Generic[T]):
    """Descriptor over a LargeBinary column of a SealedRow.

    Reading opens the cell lazily, needs an access context and leaves a consultation in it. Writing seals
    at once. None stays NULL (that something is unknown is not hidden); the empty string is sealed.
    """

    def __init__(self, column: str, codec: Codec[T]) -> None:
        self.column = column
        self.codec = codec

    def __set_name__(self, owner: type, name: str) -> None:
        # The place is part of what a cell is bound to: a table that is inherited or filled in later will not do.
        table = vars(owner).get("__tablename__")
        if table is None or self.column not in vars(owner):
            raise TypeError(f"{owner.__name__}.{name}: table and column of a sealed attribute stand in its own class")
        self.table = table
        self.where = cell.place(table, self.column)
        self.label = f"{table}.{name}"

    @overload
    def __get__(self, row: None, owner: type) -> "Sealed[T]": ...
    @overload
    def __get__(self, row: _Holder, owner: type) -> T | None: ...
    def __get__(self, row: _Holder | None, owner: type) -> "Sealed[T] | T | None":
        if row is None:
            return self
        # What is loaded stands in the object's own dictionary; the mapper is asked for the rest only.
        loaded = vars(row)
        stored: bytes | None = loaded[self.column] if self.column in loaded else getattr(row, self.column)
        if stored is None:
            return None
        context = current()
        holder: UUID = row.keyholder_uid
        value = self._open(context.ring, row.uid, holder, stored)
        if value is not None:
            context.note(holder, self.label)
        return value

    def __set__(self, row: _Holder, value: T | None) -> None:
        stored = None if value is None else self.seal_for(row.uid, row.keyholder_uid, value)
        setattr(row, self.column, stored)

    def seal_for(self, row_uid: UUID, holder: UUID, value: T) -> bytes:
        """The cell of a row that is written without its model object (bulk inserts)."""
        return current().ring.seal(self.where, row_uid, holder, self.codec.encode(value), self.codec.block)

    def open_unseen(self, row_uid: UUID, holder: UUID, stored: bytes | None) -> T | None:
        """The value for comparing in memory, without a consultation: nobody sees what did not match a search.

        Whoever shows the value afterwards reads the attribute itself.
        """
        return None if stored is None else self._open(current().ring, row_uid, holder, stored)

    def open_seen(self, row_uid: UUID, holder: UUID, stored: bytes | None) -> T | None:
        """The value of a row that was read by its columns, for a page that shows it; leaves a consultation."""
        if stored is None:
            return None
        context = current()
        value = self._open(context.ring, row_uid, holder, stored)
        if value is not None:
            context.note(holder, self.label)
        return value

    def _open(self, ring: KeyRing, row: UUID, holder: UUID, stored: bytes) -> T | None:
        try:
            return self.codec.decode(ring.unseal(self.where, row, holder, stored))
        except HolderErased:
            # Destroyed on purpose, and an older copy of the cell came back: as empty as the erasure left it.
            return None
        except SealError as error:
            error.add_note(f"{self.label} of row {row}")
            raise
        except (ValueError, ArithmeticError):
            # The message of a failed conversion repeats the value.
            raise SealBroken(f"{self.label} of row {row}: not a value of its type") from None


def sealed_attributes(model: type) -> dict[str, "Sealed[Any]"]:
    """The sealed attributes of a model, by name."""
    return {name: item for name, item in vars(model).items() if isinstance(item, Sealed)}


def load_keys(rows: Iterable[_Holder]) -> None:
    """Fetch the keys of many rows in one query, before a list shows some of their sealed attributes."""
    current().ring.load(row.keyholder_uid for row in rows)
