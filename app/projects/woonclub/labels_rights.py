"""The rights of a household in Dutch words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from app.access.work import Work
from app.cases.models import Case
from app.policy.models import Code
from app.policy.queries import code_labels, codes
from app.policy.workdays import calendar_of
from app.projects.woonclub.models_rights import GuaranteeLoan, Right
from app.projects.woonclub.queries_intake import earned, incomes_of, snapshot_of
from app.projects.woonclub.queries_policy import countable_sources, figures
from app.projects.woonclub.queries_rights import Rights, right_items, rights_of
from app.projects.woonclub.rules_intake import FigureRow, countable_income, income_limit
from app.projects.woonclub.rules_rights import FOLLOWS, GRANTED, REFUSED, Phase, RightState, decision_due
from app.projects.woonclub.service_loan import LOAN, loan_lacks, loan_terms
from app.web.formatting import date_nl, euro, number

NOT_CHECKED: Final = "Niet nagegaan"
STATES: Final = {
    RightState.POSSIBLE: "Mogelijk",
    RightState.APPLIED: "Aangevraagd",
    RightState.GRANTED: "Toegekend",
    RightState.REFUSED: "Geweigerd",
    RightState.ENJOYED: "Had het al",
    RightState.NOT_APPLICABLE: "Niet van toepassing",
}
PHASES: Final = {
    Phase.PREPARING: "In voorbereiding",
    Phase.SUBMITTED: "Ingediend",
    Phase.ADMISSIBLE: "Ontvankelijk",
    Phase.LISTED: "Aanvaard op de lijst",
    Phase.OFFERED: "Aanbod gekregen",
    Phase.ALLOCATED: "Toegewezen",
    Phase.REFUSED: "Geweigerd",
    Phase.WITHDRAWN: "Ingetrokken",
}
_KINDS: Final = {
    RightState.GRANTED: "done",
    RightState.ENJOYED: "done",
    RightState.APPLIED: "active",
    RightState.POSSIBLE: "attention",
    RightState.REFUSED: "danger",
}
_EXPLORER: Final = "rechtenverkenner"
_DECISIONS: Final = {GRANTED: "Toegekend", REFUSED: "Geweigerd"}


@dataclass(frozen=True)
class RightRow:
    """One line of the checklist."""

    item: str
    label: str
    granter: str
    state: str
    kind: str
    days: str
    next_check_on: date | None
    is_late: bool
    yearly: str
    estimate: str


@dataclass(frozen=True)
class CheckRow:
    """A right of some case that has to be looked at again."""

    number: str
    label: str
    state: str
    on: date | None
    is_late: bool


@dataclass(frozen=True)
class FileRow:
    """The file of a loan, a registration or an application: its heading, its facts and its days."""

    uid: UUID
    title: str
    pairs: list[tuple[str, str]]
    is_open: bool
    is_submitted: bool = False
    steps: tuple[tuple[date, str], ...] = ()


@dataclass(frozen=True)
class RightsPage:
    """The variables of the checklist of a household."""

    rows: list[RightRow]
    aside: list[RightRow]
    """What does not apply to this household."""
    scans: list[str]
    left: int
    total: str
    loans: list[FileRow]
    registrations: list[FileRow]
    applications: list[FileRow]
    may_write: bool
    may_loan: bool
    explorer: tuple[str, str] | None
    """Words and address of where one can search on."""


def rights_page(work: Work, case: Case) -> RightsPage:
    """Everything of the rights of a case that the actor opened."""
    known, today = rights_of(work, case.uid), work.clock.today()
    rows = [_row(code, known, today) for code in right_items(work)]
    not_applicable = STATES[RightState.NOT_APPLICABLE]
    worth = [
        right.yearly_cents
        for right in known.by_item.values()
        if right.yearly_cents and right.state in (RightState.GRANTED, RightState.POSSIBLE, RightState.APPLIED)
    ]
    return RightsPage(
        rows=[row for row in rows if row.state != not_applicable],
        aside=[row for row in rows if row.state == not_applicable],
        scans=[f"Volledig nagekeken op {date_nl(scan.completed_on)}" for scan in known.scans],
        left=sum(row.state == NOT_CHECKED for row in rows),
        total=euro(sum(worth)) if worth else "",
        loans=[_loan(work, case, loan) for loan in known.loans],
        registrations=_registrations(work, known),
        applications=_applications(work, known),
        may_write=case.closed_on is None and work.actor.holds("case.write", case.project, case.organisation),
        may_loan=known.running_loan is None,
        explorer=_explorer(work),
    )


def _explorer(work: Work) -> tuple[str, str] | None:
    found = [each for each in codes(work.session, "external_link", work.clock.today()) if each.key == _EXPLORER]
    return (found[0].label_nl, str(found[0].attrs["url"])) if found else None


def _row(code: Code, known: Rights, today: date) -> RightRow:
    item, right, granter = code.key, known.by_item.get(code.key), str(code.attrs.get("granter", ""))
    if right is None:
        return RightRow(item, code.label_nl, granter, NOT_CHECKED, "neutral", "", None, False, "", "")
    said = [each for each in known.events if each.item == item]
    since = f"sinds {date_nl(right.since)}"
    days = [f"{STATES[each.state].lower()} {date_nl(each.on)}" for each in said[:-1]]
    late = right.next_check_on is not None and right.next_check_on < today
    return RightRow(
        item=item,
        label=code.label_nl,
        granter=granter,
        state=STATES[right.state],
        kind=_KINDS.get(right.state, "ended"),
        days=", ".join([since, *days]),
        next_check_on=right.next_check_on,
        is_late=late,
        yearly=euro(right.yearly_cents) if right.yearly_cents is not None else "",
        estimate="raming uit de beleidsgegevens" if right.yearly_row else "",
    )


def right_pairs(work: Work, right: Right | None) -> list[tuple[str, str]]:
    """Where one right stands now."""
    if right is None:
        return [("Stand", NOT_CHECKED)]
    reasons = code_labels(work.session, "right_refusal")
    return [
        ("Stand", f"{STATES[right.state]} sinds {date_nl(right.since)}"),
        *([("Reden", reasons.get(right.refusal_reason, ""))] if right.refusal_reason else []),
        ("Per jaar", euro(right.yearly_cents)),
        ("Opnieuw nakijken", date_nl(right.next_check_on)),
    ]


def paper_pairs(work: Work, loan: GuaranteeLoan | None) -> list[tuple[str, str]]:
    """Which papers of a loan are there now, and the day of the lease."""
    labels = code_labels(work.session, "hwl_document")
    there = ", ".join(labels.get(key, key) for key in (loan.papers if loan else ()))
    return [("Huurcontract", date_nl(loan.lease_signed_on if loan else None)), ("Papieren", there or "nog geen")]


def check_rows(work: Work, found: Sequence[tuple[Right, Case]]) -> list[CheckRow]:
    """Rights that have to be looked at again, in words."""
    labels, today = code_labels(work.session, "right_item"), work.clock.today()
    return [
        CheckRow(
            case.number,
            labels.get(right.item, right.item),
            STATES[right.state],
            right.next_check_on,
            right.next_check_on is not None and right.next_check_on < today,
        )
        for right, case in found
    ]


def figure_lines(work: Work, item: str) -> list[str]:
    """The amounts and limits of a right today, each with its source."""
    rows = figures(work.session).of_right(item, work.clock.today())
    return [figure_words(row) for row in rows]


def figure_words(row: FigureRow) -> str:
    """Hoogste inkomen van een alleenstaande: 25.850 euro per jaar, sinds …"""
    known = "" if row.confirmed else ", nog niet bevestigd"
    value = number(row.value, None if row.value == int(row.value) else 2)
    return f"{row.label}: {value} {row.unit}, sinds {date_nl(row.valid_from)} ({row.source}{known})"


def _loan(work: Work, case: Case, loan: GuaranteeLoan) -> FileRow:
    terms, row = loan_terms(figures(work.session), loan.opened_on, loan.dependants)
    lacking = [] if loan.decided_on else loan_lacks(work, loan)
    pairs = [
        ("Gevraagd", f"{euro(loan.asked_cents)}, hoogstens {euro(terms.max_cents)} ({figure_words(row)})"),
        ("Huurcontract", date_nl(loan.lease_signed_on) if loan.lease_signed_on else "nog niet: principiële aanvraag"),
    ]
    if loan.decided_on is None:
        pairs += _income(work, case, loan)
        pairs.append(("Ontbreekt nog", ", ".join(lacking).lower() or "niets"))
    if loan.submitted_on:
        pairs.append(("Aangevraagd op", date_nl(loan.submitted_on)))
        if loan.decided_on is None:
            due = decision_due(loan.submitted_on, terms, calendar_of(work.session))
            pairs.append(("Beslissing verwacht tegen", date_nl(due)))
    if loan.decided_on:
        words = f"{_DECISIONS.get(loan.decision or '', 'Ingetrokken')} op {date_nl(loan.decided_on)}"
        pairs.append(("Beslissing", words + (f", {euro(loan.granted_cents)}" if loan.granted_cents else "")))
    return FileRow(
        loan.uid, f"Sinds {date_nl(loan.opened_on)}", pairs, loan.decided_on is None, loan.submitted_on is not None
    )


def _income(work: Work, case: Case, loan: GuaranteeLoan) -> list[tuple[str, str]]:
    """What the household told of its income, beside the limit of the loan: a warning, never a refusal."""
    if not work.actor.holds("person.read", case.project, case.organisation):
        return []
    told = countable_income(earned(incomes_of(work, case.uid)), countable_sources(work.session))
    alone = snapshot_of(work, case).adults == 1 and loan.dependants == 0
    limit = income_limit(figures(work.session), LOAN, loan.opened_on, alone=alone, dependants=loan.dependants)
    if told is None or limit is None:
        return [("Inkomen", "nog niet gekend: noteer het bij de intake")]
    words = "Te hoog: " if 12 * told > limit else ""
    return [("Inkomen", f"{words}{euro(12 * told)} per jaar, hoogstens {euro(limit)}")]


def _registrations(work: Work, known: Rights) -> list[FileRow]:
    companies, today = code_labels(work.session, "housing_company"), work.clock.today()
    return [
        FileRow(
            each.uid,
            companies.get(each.company, each.company),
            [
                ("Ingeschreven op", date_nl(each.registered_on)),
                ("Laatst vernieuwd", date_nl(each.renewed_on)),
                ("Te vernieuwen tegen", date_nl(each.renew_by) + (" (te laat)" if each.renew_by < today else "")),
            ],
            each.ended_on is None,
        )
        for each in known.registrations
    ]


def _applications(work: Work, known: Rights) -> list[FileRow]:
    companies = code_labels(work.session, "housing_company")
    groups = code_labels(work.session, "accelerated_group")
    return [
        FileRow(
            each.uid,
            companies.get(each.company, each.company),
            [("Doelgroep", groups.get(each.target_group, each.target_group)), ("Stand", PHASES[each.phase])],
            each.phase in FOLLOWS,
            steps=tuple((step.on, PHASES[step.phase]) for step in known.steps_of(each)),
        )
        for each in known.applications
    ]
