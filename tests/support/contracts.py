"""Approved loans to test with, and files of a bank that does not exist."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.access.work import Work
from app.cases.models import Case
from app.projects.energiehuis.contract.service import Signature, add_mandate, send_contract, sign_contract
from app.projects.energiehuis.contract.service_drawdown import Asked, ask_drawdown
from app.projects.energiehuis.models import LoanApplication, LoanDecision, Outcome
from app.projects.energiehuis.products.models import LoanProduct
from tests.support.cases import add_case

IBAN = "BE62510007547061"
OTHER_IBAN = "BE71096123456769"


def approved_loan(
    work: Work,
    *,
    product: str = "MVL_24",
    cents: int = 1_000_000,
    months: int = 60,
    rate: str | None = "2.75",
    received_on: date = date(2024, 3, 1),
    organisation: str = "34022",
) -> Case:
    """A loan that was just approved."""
    case = add_case(work, project="energiehuis", opened_on=received_on, organisation=organisation, phase="goedgekeurd")
    work.session.add(
        LoanApplication(
            uid=case.uid,
            product=product,
            received_on=received_on,
            amount_requested_cents=cents,
            rate=None if rate is None else Decimal(rate),
        )
    )
    work.session.flush()
    work.session.add(
        LoanDecision(
            application_uid=case.uid,
            outcome=Outcome.APPROVED,
            decided_on=received_on,
            amount_cents=cents,
            months=months,
        )
    )
    work.session.flush()
    return case


def signed_loan(
    work: Work, *, signed_on: date = date(2025, 1, 10), first_due_on: date = date(2025, 3, 1), **more: object
) -> Case:
    """A loan of which the contract is signed, with a mandate."""
    case = approved_loan(work, **more)  # type: ignore[arg-type]
    kinds = ("roof", "windows") if work.session.get(LoanProduct, case_product(work, case)) else ()
    send_contract(work, case=case, on=signed_on, kinds_of_work=kinds)
    sign_contract(work, case=case, signature=Signature(signed_on, signed_on, first_due_on))
    add_mandate(work, case=case, signed_on=signed_on, iban=OTHER_IBAN, holder="Proef Voorbeeld")
    return case


def case_product(work: Work, case: Case) -> str:
    return work.session.get_one(LoanApplication, case.uid).product


def invoice(doing: Work, case: Case, cents: int, *, on: date | None = None, **more: str) -> object:
    """An invoice of a contractor that does not exist."""
    told = {"work": "roof", "invoice": "F-1", "payee": "Dakwerken Nergens", "iban": IBAN} | more
    day = on or doing.clock.today()
    return ask_drawdown(doing, case=case, asked=Asked(on=day, invoice_on=day, cents=cents, **told))


@dataclass(frozen=True)
class Line:
    """A movement on a made-up statement."""

    cents: int
    communication: str = ""
    text: str = ""
    on: date = date(2026, 3, 10)


def coda(
    lines: list[Line], *, opening: int = 100_000, number: int = 1, account: str = IBAN, on: date = date(2026, 3, 12)
) -> bytes:
    """A CODA file with these movements."""
    closing = opening + sum(line.cents for line in lines)
    sign = lambda cents: "1" if cents < 0 else "0"  # noqa: E731
    amount = lambda cents: f"{abs(cents) * 10:015}"  # noqa: E731
    rows = [
        f"0{'0000'}{on:%d%m%y}51005{' ':8}{' ':10}{'W13':26}KREDBEBB   00000000097 00000".ljust(127) + "2",
        f"12{number:03}{account:16}{' ':18}EUR{sign(opening)}{amount(opening)}{on:%d%m%y}".ljust(125) + f"{number:03}",
    ]
    for place, line in enumerate(lines, start=1):
        free = line.communication == ""
        told = line.text.ljust(53) if free else f"101{line.communication}".ljust(53)
        rows.append(
            f"21{place:04}0000{'REF':21}{sign(line.cents)}{amount(line.cents)}{line.on:%d%m%y}00150000"
            f"{'0' if free else '1'}{told}{line.on:%d%m%y}{number:03}00 0"
        )
    rows.append(f"8{number:03}{account:16}{' ':18}EUR{sign(closing)}{amount(closing)}{on:%d%m%y}".ljust(127) + "0")
    debit = -sum(line.cents for line in lines if line.cents < 0)
    credit = sum(line.cents for line in lines if line.cents > 0)
    rows.append(f"9{' ':15}{len(lines) + 2:06}{amount(debit)}{amount(credit)}".ljust(127) + "2")
    assert all(len(row) == 128 for row in rows), [len(row) for row in rows]
    return ("\r\n".join(rows) + "\r\n").encode("latin-1")


def camt(
    lines: list[Line], *, opening: int = 100_000, number: int = 1, account: str = IBAN, on: date = date(2026, 3, 12)
) -> bytes:
    """A camt.053 file with these movements."""
    closing = opening + sum(line.cents for line in lines)

    def money(cents: int) -> str:
        side = "DBIT" if cents < 0 else "CRDT"
        return f'<Amt Ccy="EUR">{abs(cents) / 100:.2f}</Amt><CdtDbtInd>{side}</CdtDbtInd>'

    def balance(code: str, cents: int) -> str:
        return f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>{money(cents)}<Dt><Dt>{on}</Dt></Dt></Bal>"

    def told(line: Line) -> str:
        if not line.communication:
            return f"<Ustrd>{line.text}</Ustrd>"
        kind = "<Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry><Issr>BBA</Issr></Tp>"
        return f"<Strd><CdtrRefInf>{kind}<Ref>{line.communication}</Ref></CdtrRefInf></Strd>"

    entries = "".join(
        f"<Ntry>{money(line.cents)}<Sts>BOOK</Sts><BookgDt><Dt>{line.on}</Dt></BookgDt><ValDt><Dt>{line.on}</Dt></ValDt>"
        f"<NtryDtls><TxDtls><RmtInf>{told(line)}</RmtInf></TxDtls></NtryDtls></Ntry>"
        for line in lines
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">'
        f"<BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr><Stmt><Id>S{number}</Id><ElctrncSeqNb>{number}</ElctrncSeqNb>"
        f"<Acct><Id><IBAN>{account}</IBAN></Id></Acct>{balance('OPBD', opening)}{balance('CLBD', closing)}{entries}"
        "</Stmt></BkToCstmrStmt></Document>"
    ).encode()
