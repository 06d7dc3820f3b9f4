"""The file of an application in words: what was written down, what it is held against, what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from app.access.work import Work
from app.accounts.queries import user_names
from app.cases.labels import may_write, person_name
from app.cases.models import Case
from app.cases.queries_privacy import may_read_home
from app.clients.labels import PROTECTED
from app.policy.queries import code_labels
from app.projects.energiehuis.decision.models import CreditRuling
from app.projects.energiehuis.decision.rules_budget import Budget, budget_of_text
from app.projects.energiehuis.details import percent
from app.projects.energiehuis.file.queries import Dossier, checks_of, lacking_in, papers_of, policy_for, sides_of
from app.projects.energiehuis.file.rules_checks import Check
from app.projects.energiehuis.file.rules_papers import Paper
from app.projects.energiehuis.file.service import BUILDING
from app.projects.energiehuis.labels import DWELLINGS, PHASES, RULED
from app.projects.energiehuis.letters.queries import letters_of
from app.projects.energiehuis.letters.rules import LetterKind
from app.projects.energiehuis.letters.words import LETTER_WORDS
from app.projects.energiehuis.lifecycle.rules import MOVES, State
from app.projects.energiehuis.products.queries import works
from app.web.formatting import date_nl, euro

_BY_HAND = frozenset({State.INTAKE, State.BUILDING, State.COMPLETE, State.EXAMINED})
"""Moves that are made with a button on the file; advice and decisions have pages of their own."""


@dataclass(frozen=True)
class AmountLine:
    """A quote or a monthly amount."""

    uid: UUID
    label: str
    amount: Decimal
    note: str
    side: str = ""


@dataclass(frozen=True)
class BudgetView:
    """A budget with its formula and where its reference comes from."""

    result: Budget
    formula: str
    computed_at: object
    source: str
    is_confirmed: bool

    @property
    def bars(self) -> list[tuple[str, Decimal]]:
        """What stands in the chart."""
        kept = self.result
        return [
            ("Inkomen", kept.income),
            ("Lasten", kept.charges),
            ("Lopende kredieten", kept.credits),
            ("Nieuwe afbetaling", kept.instalment),
            ("Blijft over", kept.left),
            ("Referentiebudget", kept.reference),
        ]


@dataclass(frozen=True)
class RulingView:
    """A decision in words."""

    verdict: str
    on: date
    by: str
    amount: str
    law: str
    fact: str
    condition: str
    special: str
    met_on: date | None


@dataclass(frozen=True)
class FilePage:
    """Everything of a file, for the officer and for whoever decides."""

    number: str
    version: int
    asked: list[tuple[str, str]]
    people: list[str]
    co_borrowers: list[tuple[UUID, str]]
    dwelling: list[tuple[str, str]]
    household: list[tuple[str, str]]
    quotes: list[AmountLine]
    money: list[AmountLine]
    checks: Sequence[Check]
    papers: Sequence[Paper]
    checkers: dict[str, str]
    register: list[tuple[str, str]]
    budget: BudgetView | None
    advice: list[tuple[str, str]]
    ruling: RulingView | None
    letters: list[tuple[UUID, str, date]]
    lacking: list[str]
    phase: str
    moves: list[tuple[str, str]]
    is_building: bool
    is_examined: bool
    may_consult: bool


def file_page(work: Work, found: Dossier) -> FilePage:
    """The page of one file; what it opens is on record."""
    case, may = found.case, may_write(work, found.case) and found.case.closed_on is None
    here = State(case.phase) if case.phase in set(State) else None
    names = _names(work, found)
    return FilePage(
        number=case.number,
        version=case.version,
        asked=_asked(work, found),
        people=[person_name(person) for _, person in found.borrowers],
        co_borrowers=[(row.uid, person_name(who)) for row, who in found.borrowers if row.role == "co_borrower"],
        dwelling=_dwelling(work, found),
        household=_household(found),
        quotes=_quotes(work, found),
        money=_money(work, found),
        checks=checks_of(work.session, found),
        papers=papers_of(work.session, found),
        checkers={key: names.get(row.checked_by, "") for key, row in found.documents.items() if row.checked_by},
        register=_register(found),
        budget=_budget(found),
        advice=_advice(found, names),
        ruling=_ruling(found.ruling, names),
        letters=[(each.uid, LETTER_WORDS[LetterKind(each.kind)], each.written_on) for each in letters_of(work, case)],
        lacking=lacking_in(work.session, found) if here in BUILDING else [],
        phase=PHASES.get(here, "Afgesloten") if here else "Afgesloten",
        moves=_moves(case, here) if may else [],
        is_building=may and here in BUILDING,
        is_examined=may and here is State.EXAMINED,
        may_consult=may and here in (State.EXAMINED, State.APPROVED, State.CONTRACT_SENT),
    )


def _moves(case: Case, here: State | None) -> list[tuple[str, str]]:
    if here is None or here is State.ADVISED:
        return []
    return [(to.value, PHASES[to]) for to in PHASES if to in MOVES[here] and to in _BY_HAND]


def _names(work: Work, found: Dossier) -> dict[UUID, str]:
    uids = [row.checked_by for row in found.documents.values() if row.checked_by]
    uids += [found.advice.adviser_uid] if found.advice else []
    uids += [found.ruling.decider_uid] if found.ruling else []
    return user_names(work.session, uids)


def _asked(work: Work, found: Dossier) -> list[tuple[str, str]]:
    rate = policy_for(work.session, found).rate
    return [
        ("Lening", found.product.label),
        ("Aanvraag van", date_nl(found.application.received_on)),
        ("Gevraagd", f"{euro(found.application.amount_requested_cents)} op {found.file.months_requested} maanden"),
        ("Rentevoet", percent(rate.rate if rate else None)),
    ]


def _dwelling(work: Work, found: Dossier) -> list[tuple[str, str]]:
    file = found.file
    situations = code_labels(work.session, "loan_situation")
    epc = f"{file.epc_label} van {date_nl(file.epc_on)}" if file.epc_label else ""
    return [
        ("Doelgroep", code_labels(work.session, "loan_target_group").get(file.target_group or "", "")),
        ("Woning", DWELLINGS.get(file.dwelling_kind or "", "")),
        ("Adres", (file.address or "") if may_read_home(work, found.case) else PROTECTED),
        ("Bouwjaar", str(file.building_year or "")),
        ("EPC", epc),
        ("Rekening", file.iban or ""),
        ("Van toepassing", ", ".join(situations.get(key, key) for key in file.situations)),
    ]


def _household(found: Dossier) -> list[tuple[str, str]]:
    file = found.file
    household = file.household
    if household is None:
        return []
    return [
        ("Partner", "ja" if household["couple"] else "nee"),
        ("Personen ten laste", str(household["dependants"])),
        ("Belastbaar inkomen", f"{euro(file.assessed)} (aanslagjaar {file.assessment_year})" if file.assessed else ""),
    ]


def _quotes(work: Work, found: Dossier) -> list[AmountLine]:
    labels = {row.key: row.label for row in works(work.session, found.product.family)}
    return [
        AmountLine(
            quote.uid,
            labels.get(quote.work, "Energiewerken"),
            Decimal(quote.amount_cents) / 100,
            f"{quote.description}{'' if quote.by_contractor else ', zelf uitgevoerd'}",
        )
        for quote in found.quotes
    ]


def _money(work: Work, found: Dossier) -> list[AmountLine]:
    labels, sides = code_labels(work.session, "loan_money"), sides_of(work.session)
    return [
        AmountLine(line.uid, labels.get(line.kind, line.kind), line.amount or Decimal(0), line.note or "",
                   sides.get(line.kind, ""))
        for line in found.money
    ]  # fmt: skip


def _register(found: Dossier) -> list[tuple[str, str]]:
    check = found.register
    if check is None:
        return []
    return [
        ("Geraadpleegd op", date_nl(check.consulted_on)),
        ("Lopende kredieten", str((check.credits or {}).get("count", ""))),
        ("Open wanbetaling", euro(check.default)),
    ]


def _budget(found: Dossier) -> BudgetView | None:
    kept = found.budget
    if kept is None or kept.result is None or kept.inputs is None:
        return None
    return BudgetView(
        budget_of_text(kept.result),
        kept.formula,
        kept.computed_at,
        str(kept.inputs["source"]),
        bool(kept.inputs["confirmed"]),
    )


def _advice(found: Dossier, names: dict[UUID, str]) -> list[tuple[str, str]]:
    advice = found.advice
    if advice is None:
        return []
    return [
        ("Advies", "gunstig" if advice.is_favourable else "ongunstig"),
        ("Bedrag en looptijd", f"{euro(advice.amount_cents)} op {advice.months} maanden"),
        ("Van", f"{names.get(advice.adviser_uid, 'een collega')}, {date_nl(advice.advised_on)}"),
        ("Waarom", advice.text or ""),
    ]


def _ruling(ruling: CreditRuling | None, names: dict[UUID, str]) -> RulingView | None:
    if ruling is None:
        return None
    amount = f"{euro(ruling.amount_cents)} op {ruling.months} maanden" if ruling.amount_cents else ""
    return RulingView(
        verdict=RULED[ruling.verdict],
        on=ruling.ruled_on,
        by=names.get(ruling.decider_uid, "een collega"),
        amount=amount,
        law=ruling.law or "",
        fact=ruling.fact or "",
        condition=ruling.condition or "",
        special=ruling.special or "",
        met_on=ruling.met_on,
    )
