"""Reading camt.053, the statement of ISO 20022, whichever of its versions."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from app.core.errors import Refused
from app.projects.energiehuis.bank.rules_numbers import check_iban, is_communication, read_communication
from app.projects.energiehuis.bank.statement import Movement, Statement, Unreadable, check_parts, check_statement
from app.projects.energiehuis.bank.xml import Node

_ROOT: Final = re.compile(r"\{(urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.\d{2})\}Document")
_OPENING: Final = ("OPBD", "PRCD")
_NOT_PROVIDED: Final = "NOTPROVIDED"


def read_camt(content: bytes) -> list[Statement]:
    """The statements of a file; refused as a whole when anything of it is missing or does not add up."""
    try:
        root: Node = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        raise Unreadable("de XML is niet in orde of niet volledig") from None
    found = _ROOT.fullmatch(root.tag)
    if found is None:
        raise Unreadable("het is geen camt.053")
    for element in root.iter():
        element.tag = element.tag.removeprefix(f"{{{found[1]}}}")
    statements = [_statement(element) for element in root.iterfind("BkToCstmrStmt/Stmt")]
    if not statements:
        raise Unreadable("er staat geen afschrift in")
    return statements


def _statement(element: Node) -> Statement:
    balances = {_text(each, "Tp/CdOrPrtry/Cd"): each for each in element.iterfind("Bal")}
    opening = next((balances[code] for code in _OPENING if code in balances), None)
    closing = balances.get("CLBD")
    if opening is None or closing is None:
        raise Unreadable("een saldo ontbreekt")
    try:
        account = check_iban(_text(element, "Acct/Id/IBAN"))
    except Refused:
        raise Unreadable("de rekening heeft verkeerde controlecijfers") from None
    movements = tuple(
        movement for entry in element.iterfind("Ntry") if _status(entry) == "BOOK" for movement in _movements(entry)
    )
    closed_on = _day(closing)
    number = f"{closed_on.year}-{_text(element, 'LglSeqNb') or _text(element, 'ElctrncSeqNb') or _text(element, 'Id')}"
    return check_statement(Statement(account, number, closed_on, _amount(opening), _amount(closing), movements))


def _status(entry: Node) -> str:
    return _text(entry, "Sts/Cd") or _text(entry, "Sts")


def _movements(entry: Node) -> Iterator[Movement]:
    value_on = _day(entry, "ValDt") if entry.find("ValDt") is not None else _day(entry, "BookgDt")
    details = entry.findall("NtryDtls/TxDtls")
    if len(details) == 1:
        yield _movement(details[0], value_on, _amount(entry))
        return
    yield from check_parts(
        Movement(value_on, _amount(entry), None), [_movement(each, value_on, _part(each, entry)) for each in details]
    )


def _part(detail: Node, entry: Node) -> int:
    """The amount of one of several transactions; where it says no direction, that of its entry."""
    path = "Amt" if detail.find("Amt") is not None else "AmtDtls/TxAmt/Amt"
    direction = _text(detail, "CdtDbtInd") or _text(entry, "CdtDbtInd")
    return _cents(detail.find(path)) * _sign(direction)


def _movement(detail: Node, value_on: date, cents: int) -> Movement:
    reference = _text(detail, "Refs/EndToEndId")
    return Movement(value_on, cents, _communication(detail), None if reference in ("", _NOT_PROVIDED) else reference)


def _communication(detail: Node) -> str | None:
    for structured in detail.iterfind("RmtInf/Strd/CdtrRefInf"):
        digits = re.sub(r"\D", "", _text(structured, "Ref"))
        if _text(structured, "Tp/Issr") == "BBA" or _text(structured, "Tp/CdOrPrtry/Prtry") == "BBA":
            if not is_communication(digits):
                raise Unreadable("een gestructureerde mededeling heeft verkeerde controlecijfers")
            return digits
        if is_communication(digits):
            return digits
    return read_communication(" ".join(each.text or "" for each in detail.iterfind("RmtInf/Ustrd")))


def _amount(element: Node) -> int:
    return _cents(element.find("Amt")) * _sign(_text(element, "CdtDbtInd"))


def _sign(direction: str) -> int:
    if direction not in ("CRDT", "DBIT"):
        raise Unreadable("een bedrag zonder richting")
    return 1 if direction == "CRDT" else -1


def _cents(element: Node | None) -> int:
    try:
        amount = Decimal((element.text or "") if element is not None else "") * 100
    except InvalidOperation:
        raise Unreadable("een bedrag dat geen getal is") from None
    if element is None or element.get("Ccy") != "EUR" or not amount.is_finite() or amount != int(amount) or amount < 0:
        raise Unreadable("een bedrag dat niet in hele eurocenten is")
    return int(amount)


def _day(element: Node, place: str = "Dt") -> date:
    text = _text(element, f"{place}/Dt") or _text(element, f"{place}/DtTm") or _text(element, place)
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise Unreadable("een dag die niet bestaat") from None


def _text(element: Node, path: str) -> str:
    return (element.findtext(path) or "").strip()
