"""Reading CODA, the coded statement of Belgian banks: fixed records of 128 characters, version 2."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from app.core.errors import Refused
from app.projects.energiehuis.bank.rules_numbers import check_iban, is_communication, read_communication
from app.projects.energiehuis.bank.statement import Movement, Statement, Unreadable, check_parts, check_statement

_WIDTH: Final = 128
_STRUCTURED: Final = frozenset({"101", "102"})
_COUNTED: Final = ("1", "2", "3", "8")


@dataclass
class _Line:
    """A movement record with the records that continue it."""

    sequence: str
    detail: str
    value_on: date
    cents: int
    kind: str
    """Kind of the structured communication; empty when it is free."""
    text: str
    reference: str = ""

    def movement(self) -> Movement:
        """The movement, its communication checked."""
        return Movement(self.value_on, self.cents, self._communication(), self.reference.strip() or None)

    def _communication(self) -> str | None:
        if self.kind not in _STRUCTURED:
            return read_communication(self.text)
        digits = self.text[:12]
        if not is_communication(digits):
            raise Unreadable("een gestructureerde mededeling heeft verkeerde controlecijfers")
        return digits


@dataclass
class _Open:
    """A statement while its records are read."""

    account: str = ""
    number: str = ""
    opening: int = 0
    closing: int | None = None
    closed_on: date | None = None
    lines: list[_Line] = field(default_factory=list)
    counted: int = 0


def read_coda(content: bytes) -> list[Statement]:
    """The statements of a file; refused as a whole when anything of it is missing or does not add up."""
    records = content.decode("latin-1").replace("\r\n", "\n").rstrip("\n\x1a").split("\n")
    if any(len(record) != _WIDTH for record in records):
        raise Unreadable("een regel heeft geen 128 tekens")
    statements, current, is_last = [], None, False
    for record in records:
        if record[0] == "0":
            if current is not None or is_last or record[127] != "2":
                raise Unreadable("de kop staat op een verkeerde plaats of is van een andere versie")
            current = _Open()
            continue
        if current is None:
            raise Unreadable("de kop ontbreekt")
        if record[0] == "9":
            statements.append(_closed(current, record))
            current, is_last = None, record[127] == "2"
            continue
        _take(current, record)
    if current is not None or not is_last:
        raise Unreadable("het einde ontbreekt")
    return statements


def _take(current: _Open, record: str) -> None:
    current.counted += record[0] in _COUNTED
    if record[0] == "1":
        current.account = _account(record)
        current.number = record[125:128]
        current.opening = _signed(record[42], record[43:58])
    elif record[:2] == "21":
        current.lines.append(_movement(record))
    elif record[0] == "2":
        _go_on(current, record)
    elif record[0] == "8":
        current.closing = _signed(record[41], record[42:57])
        current.closed_on = _day(record[57:63])
    elif record[0] not in "34":
        raise Unreadable(f"een regel van de onbekende soort {record[0]}")


def _movement(record: str) -> _Line:
    is_structured = record[61] == "1"
    return _Line(
        sequence=record[2:6],
        detail=record[6:10],
        value_on=_day(record[47:53]),
        cents=_signed(record[31], record[32:47]),
        kind=record[62:65] if is_structured else "",
        text=record[65:115] if is_structured else record[62:115],
    )


def _go_on(current: _Open, record: str) -> None:
    """Records 22 and 23 continue the movement before them."""
    if record[1] not in "23" or not current.lines or current.lines[-1].sequence != record[2:6]:
        raise Unreadable("een vervolgregel zonder haar beweging")
    line = current.lines[-1]
    if record[1] == "2":
        line.text += record[10:63]
        line.reference = record[63:98]
    else:
        line.text += record[82:125]


def _closed(current: _Open, trailer: str) -> Statement:
    if current.closing is None or current.closed_on is None or not current.account:
        raise Unreadable("een saldo ontbreekt")
    if _number(trailer[16:22]) != current.counted:
        raise Unreadable("er ontbreken regels")
    wholes = [line for line in current.lines if line.detail == "0000"]
    for sign, place in ((-1, slice(22, 37)), (1, slice(37, 52))):
        if sum(line.cents for line in wholes if line.cents * sign > 0) * sign != _cents(trailer[place]):
            raise Unreadable("het totaal van de bewegingen klopt niet")
    # The bank numbers its statements anew every year.
    number = f"{current.closed_on.year}-{current.number}"
    movements = tuple(_movements(wholes, current.lines))
    statement = Statement(current.account, number, current.closed_on, current.opening, current.closing, movements)
    return check_statement(statement)


def _movements(wholes: Sequence[_Line], lines: Sequence[_Line]) -> Iterator[Movement]:
    details: dict[str, list[_Line]] = {}
    for line in lines:
        if line.detail != "0000":
            details.setdefault(line.sequence, []).append(line)
    if details.keys() - {line.sequence for line in wholes}:
        raise Unreadable("een detail zonder zijn beweging")
    for line in wholes:
        parts = [part.movement() for part in details.get(line.sequence, ())]
        yield from check_parts(line.movement(), parts)


def _account(record: str) -> str:
    if record[1] not in "23":
        raise Unreadable("de rekening is geen IBAN")
    try:
        return check_iban(record[5:39] if record[1] == "3" else record[5:21])
    except Refused:
        raise Unreadable("de rekening heeft verkeerde controlecijfers") from None


def _signed(sign: str, digits: str) -> int:
    if sign not in "01":
        raise Unreadable("een bedrag zonder teken")
    return -_cents(digits) if sign == "1" else _cents(digits)


def _cents(digits: str) -> int:
    thousandths = _number(digits)
    if thousandths % 10:
        raise Unreadable("een bedrag met een deel van een cent")
    return thousandths // 10


def _number(digits: str) -> int:
    if not digits.isascii() or not digits.isdigit():
        raise Unreadable("op de plaats van een getal staat iets anders")
    return int(digits)


def _day(digits: str) -> date:
    try:
        return date(2000 + _number(digits[4:6]), _number(digits[2:4]), _number(digits[:2]))
    except ValueError:
        raise Unreadable("een dag die niet bestaat") from None
