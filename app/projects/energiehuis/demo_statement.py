"""The demo of the bank: a made-up statement with payments that find their loan, and movements that do not."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from markupsafe import escape
from sqlalchemy import select

from app.access.work import Work
from app.projects.energiehuis.bank.lender import lender
from app.projects.energiehuis.bank.models import BankLine, BankStatement, LineStanding
from app.projects.energiehuis.bank.rules_numbers import communication_of
from app.projects.energiehuis.bank.service import import_statements, set_aside
from app.projects.energiehuis.contract.queries import find_contracts

_OPENING: Final = 18_450_075
_COSTS: Final = -1_250
_NO_LOAN: Final = "EH-1999-9999"
"""A number that no case has: somebody copied another communication."""


@dataclass(frozen=True)
class _Told:
    """One movement."""

    cents: int
    communication: str = ""
    text: str = ""


def read_demo_statement(treasurer: Work, paying: list[UUID], late: list[UUID]) -> None:
    """Read the statement of yesterday: who pays, who forgot the communication, who copied a wrong one, the bank."""
    yesterday = treasurer.clock.today() - timedelta(days=1)
    told = []
    for contract in find_contracts(treasurer.session, paying):
        cents = sum(due.cents for due in contract.position(yesterday).unpaid)
        told += [_Told(cents, contract.terms.communication)] if cents else []
    forgot = [due for one in find_contracts(treasurer.session, late) for due in one.position(yesterday).unpaid[:1]]
    told += [_Told(due.cents, text="afbetaling lening dak, sorry voor het wachten") for due in forgot]
    told += [_Told(10_000, communication_of(_NO_LOAN)), _Told(_COSTS, text="beheerskosten rekening")]
    import_statements(treasurer, content=_camt(told, yesterday))
    query = (
        select(BankLine.uid)
        .join(BankStatement, BankStatement.uid == BankLine.statement_uid)
        .where(
            BankStatement.closed_on == yesterday,
            BankLine.standing == LineStanding.OPEN,
            BankLine.amount_cents == _COSTS,
        )
    )
    for uid in treasurer.session.scalars(query):
        set_aside(treasurer, uid=uid, why="bankkosten")


def _camt(told: list[_Told], on: date) -> bytes:
    closing = _OPENING + sum(each.cents for each in told)
    entries = "".join(
        f"<Ntry>{_money(each.cents)}<Sts>BOOK</Sts><BookgDt><Dt>{on}</Dt></BookgDt><ValDt><Dt>{on}</Dt></ValDt>"
        f"<NtryDtls><TxDtls><RmtInf>{_remittance(each)}</RmtInf></TxDtls></NtryDtls></Ntry>"
        for each in told
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">'
        "<BkToCstmrStmt><GrpHdr><MsgId>DEMO</MsgId></GrpHdr><Stmt><Id>DEMO</Id>"
        f"<LglSeqNb>{on.timetuple().tm_yday}</LglSeqNb><Acct><Id><IBAN>{lender().iban}</IBAN></Id></Acct>"
        f"{_balance('OPBD', _OPENING, on)}{_balance('CLBD', closing, on)}{entries}"
        "</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def _money(cents: int) -> str:
    side = "DBIT" if cents < 0 else "CRDT"
    return f'<Amt Ccy="EUR">{abs(cents) // 100}.{abs(cents) % 100:02}</Amt><CdtDbtInd>{side}</CdtDbtInd>'


def _balance(code: str, cents: int, on: date) -> str:
    return f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>{_money(cents)}<Dt><Dt>{on}</Dt></Dt></Bal>"


def _remittance(told: _Told) -> str:
    if not told.communication:
        return f"<Ustrd>{escape(told.text)}</Ustrd>"
    kind = "<Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry><Issr>BBA</Issr></Tp>"
    return f"<Strd><CdtrRefInf>{kind}<Ref>{told.communication}</Ref></CdtrRefInf></Strd>"
