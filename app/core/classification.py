"""The classes of data that a column can hold; every mapped column names one in its `info`."""

from enum import StrEnum
from typing import Final

ColumnInfo = dict[str, str]
"""What `mapped_column(info=…)` of this project carries."""


IDENTITY: Final[ColumnInfo] = {"data_class": "identity"}
"""Sealed identity of a person: name, national number, birth date, address, phone, mail."""

SEALED: Final[ColumnInfo] = {"data_class": "sealed"}
"""Sealed free text, amount or document that says something about a person."""

TOKEN: Final[ColumnInfo] = {"data_class": "token"}
"""Keyed digest by which a sealed value is found."""

FACT: Final[ColumnInfo] = {"data_class": "fact"}
"""Plain value that counting may read: date, municipality, code, amount, age class."""

STAFF: Final[ColumnInfo] = {"data_class": "staff"}
"""Work data of a colleague: name, work address, function."""

POLICY: Final[ColumnInfo] = {"data_class": "policy"}
"""Public or organisational data: codes, plan, money, published figures."""

TECHNICAL: Final[ColumnInfo] = {"data_class": "technical"}
"""Keys, links, versions and instants that the program needs."""

DATA_CLASSES: Final = frozenset(
    info["data_class"] for info in (IDENTITY, SEALED, TOKEN, FACT, STAFF, POLICY, TECHNICAL)
)


class Sealing(StrEnum):
    """How far a column is on its way from plain to sealed; none may be on its way in a release."""

    DUAL_WRITE = "dual_write"
    BACKFILL = "backfill"
    READ_SEALED = "read_sealed"


def moving(info: ColumnInfo, stage: Sealing) -> ColumnInfo:
    """The class of a column that is being sealed: `info=moving(IDENTITY, Sealing.DUAL_WRITE)`."""
    return info | {"sealing": stage.value}
