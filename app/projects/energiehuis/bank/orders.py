"""Writing orders for the bank: pain.008 to collect, pain.001 to pay, and a check of what was written."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from app.core.errors import Refused
from app.projects.energiehuis.bank.rules_numbers import check_iban, is_communication, is_creditor
from app.projects.energiehuis.bank.xml import Element, written

_COLLECT: Final = "urn:iso:std:iso:20022:tech:xsd:pain.008.001.08"
_PAY: Final = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
_OUTSIDE: Final = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")
_NAME: Final = 70
_FREE: Final = 140
_IDENTIFIER: Final = 35


@dataclass(frozen=True, slots=True)
class Party:
    """Who holds an account."""

    name: str
    iban: str


@dataclass(frozen=True, slots=True)
class Collection:
    """One direct debit."""

    end_to_end: str
    cents: int
    debtor: Party
    mandate: str
    mandate_signed_on: date
    is_first: bool
    communication: str
    """Twelve digits of a structured communication."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """One payment."""

    end_to_end: str
    cents: int
    creditor: Party
    text: str


@dataclass(frozen=True, slots=True)
class Head:
    """What a file says once: which one it is, for whom, when."""

    reference: str
    made_at: datetime
    execution_on: date
    own: Party


def collect_file(head: Head, creditor_id: str, lines: Sequence[Collection]) -> bytes:
    """A file of direct debits under the core scheme, first and later collections apart."""
    _check_head(head, [line.cents for line in lines])
    if not is_creditor(creditor_id):
        raise Refused("De schuldeiserscode van de kredietgever heeft verkeerde controlecijfers.")
    root, body = _document(_COLLECT, "CstmrDrctDbtInitn")
    _group_header(body, head, [line.cents for line in lines])
    for first, kind in ((True, "FRST"), (False, "RCUR")):
        own = [line for line in lines if line.is_first is first]
        if own:
            block = _block(body, head, f"{head.reference}-{kind}", "DD", [line.cents for line in own])
            _scheme(block, kind)
            _text(block, "ReqdColltnDt", head.execution_on.isoformat())
            _own_party(block, head.own, "Cdtr")
            _creditor_scheme(block, creditor_id)
            for line in own:
                _collection(block, line)
    return written(root)


def pay_file(head: Head, lines: Sequence[Transfer]) -> bytes:
    """A file of credit transfers."""
    _check_head(head, [line.cents for line in lines])
    root, body = _document(_PAY, "CstmrCdtTrfInitn")
    _group_header(body, head, [line.cents for line in lines])
    block = _block(body, head, f"{head.reference}-1", "TRF", [line.cents for line in lines])
    kind = block.add("PmtTpInf").add("SvcLvl")
    _text(kind, "Cd", "SEPA")
    _text(block.add("ReqdExctnDt"), "Dt", head.execution_on.isoformat())
    _own_party(block, head.own, "Dbtr")
    _text(block, "ChrgBr", "SLEV")
    for line in lines:
        _transfer(block, line)
    return written(root)


def latin(text: str, most: int) -> str:
    """The text in the characters that every bank takes, no longer than allowed."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return " ".join(_OUTSIDE.sub(" ", plain).split())[:most].strip() or "-"


def _check_head(head: Head, amounts: Sequence[int]) -> None:
    if not amounts:
        raise Refused("Er is niets om in een bestand te zetten.")
    if any(cents <= 0 for cents in amounts):
        raise Refused("Een bedrag in een betaalbestand is meer dan 0 euro.")
    if len(head.reference) > _IDENTIFIER - 5 or _OUTSIDE.search(head.reference):
        raise Refused("De referentie van dit bestand is te lang of heeft vreemde tekens.")
    check_iban(head.own.iban)


def _document(namespace: str, name: str) -> tuple[Element, Element]:
    root = Element("Document", {"xmlns": namespace})
    return root, root.add(name)


def _group_header(body: Element, head: Head, amounts: Sequence[int]) -> None:
    header = body.add("GrpHdr")
    _text(header, "MsgId", head.reference)
    _text(header, "CreDtTm", head.made_at.strftime("%Y-%m-%dT%H:%M:%S"))
    _text(header, "NbOfTxs", str(len(amounts)))
    _text(header, "CtrlSum", _euro(sum(amounts)))
    _text(header.add("InitgPty"), "Nm", latin(head.own.name, _NAME))


def _block(body: Element, head: Head, reference: str, method: str, amounts: Sequence[int]) -> Element:
    block = body.add("PmtInf")
    _text(block, "PmtInfId", reference)
    _text(block, "PmtMtd", method)
    # Each line apart on the statement, so that each is matched on its own communication.
    _text(block, "BtchBookg", "false")
    _text(block, "NbOfTxs", str(len(amounts)))
    _text(block, "CtrlSum", _euro(sum(amounts)))
    return block


def _scheme(block: Element, sequence: str) -> None:
    kind = block.add("PmtTpInf")
    _text(kind.add("SvcLvl"), "Cd", "SEPA")
    _text(kind.add("LclInstrm"), "Cd", "CORE")
    _text(kind, "SeqTp", sequence)


def _own_party(block: Element, own: Party, role: str) -> None:
    _text(block.add(role), "Nm", latin(own.name, _NAME))
    _account(block, f"{role}Acct", own.iban)
    _no_bank(block, f"{role}Agt")


def _creditor_scheme(block: Element, creditor_id: str) -> None:
    _text(block, "ChrgBr", "SLEV")
    other = block.add("CdtrSchmeId").add("Id").add("PrvtId").add("Othr")
    _text(other, "Id", creditor_id)
    _text(other.add("SchmeNm"), "Prtry", "SEPA")


def _collection(block: Element, line: Collection) -> None:
    one = block.add("DrctDbtTxInf")
    _text(one.add("PmtId"), "EndToEndId", _identifier(line.end_to_end))
    _money(one, line.cents)
    mandate = one.add("DrctDbtTx").add("MndtRltdInf")
    _text(mandate, "MndtId", _identifier(line.mandate))
    _text(mandate, "DtOfSgntr", line.mandate_signed_on.isoformat())
    _no_bank(one, "DbtrAgt")
    _text(one.add("Dbtr"), "Nm", latin(line.debtor.name, _NAME))
    _account(one, "DbtrAcct", line.debtor.iban)
    if not is_communication(line.communication):
        raise Refused("Een gestructureerde mededeling heeft verkeerde controlecijfers.")
    reference = one.add("RmtInf").add("Strd").add("CdtrRefInf")
    kind = reference.add("Tp")
    _text(kind.add("CdOrPrtry"), "Cd", "SCOR")
    _text(kind, "Issr", "BBA")
    _text(reference, "Ref", line.communication)


def _transfer(block: Element, line: Transfer) -> None:
    one = block.add("CdtTrfTxInf")
    _text(one.add("PmtId"), "EndToEndId", _identifier(line.end_to_end))
    _money(one.add("Amt"), line.cents)
    _text(one.add("Cdtr"), "Nm", latin(line.creditor.name, _NAME))
    _account(one, "CdtrAcct", line.creditor.iban)
    _text(one.add("RmtInf"), "Ustrd", latin(line.text, _FREE))


def _money(parent: Element, cents: int) -> None:
    parent.add("InstdAmt", Ccy="EUR").text = _euro(cents)


def _account(parent: Element, name: str, iban: str) -> None:
    _text(parent.add(name).add("Id"), "IBAN", check_iban(iban))


def _no_bank(parent: Element, name: str) -> None:
    """Within the area the account alone is enough."""
    other = parent.add(name).add("FinInstnId").add("Othr")
    _text(other, "Id", "NOTPROVIDED")


def _identifier(text: str) -> str:
    if len(text) > _IDENTIFIER or _OUTSIDE.search(text) or text.startswith("/") or "//" in text:
        raise Refused("Een referentie is te lang of heeft vreemde tekens.")
    return text


def _euro(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"


def _text(parent: Element, name: str, text: str) -> None:
    parent.add(name).text = text


def amounts_in(content: bytes) -> Iterator[int]:
    """The amounts that a written file asks, for counting it once more before it leaves."""
    for text in re.findall(rb'<InstdAmt Ccy="EUR">(\d+\.\d\d)</InstdAmt>', content):
        yield int(text.replace(b".", b""))
