"""The verbs of building a file: open an application, write down the dwelling, the household, works, money, papers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import select

from app.access.work import Work
from app.cases.loading import require_writable
from app.cases.models import Case
from app.cases.rules import check_not_future
from app.cases.service import open_case
from app.clients.household import current_household, take_snapshot
from app.clients.queries import members_on, person_for
from app.core.errors import NotFound, Refused
from app.organisations.queries import municipalities
from app.policy.queries import code_keys, codes
from app.projects.energiehuis.counted import PROJECT_KEY
from app.projects.energiehuis.file.models import CreditBorrower, CreditDocument, CreditFile, CreditMoney, CreditQuote
from app.projects.energiehuis.file.queries import Dossier, dossier_of, papers_of
from app.projects.energiehuis.file.queries_dwelling import has_loan_already
from app.projects.energiehuis.file.rules_checks import works_on
from app.projects.energiehuis.file.rules_papers import checked_iban
from app.projects.energiehuis.lifecycle.rules import State
from app.projects.energiehuis.models import LoanApplication
from app.projects.energiehuis.products.models import LoanProduct
from app.projects.energiehuis.products.queries import products, rates, works
from app.projects.energiehuis.products.rules import check_request, product_on, rate_on

BUILDING: Final = frozenset({State.REGISTERED, State.INTAKE, State.BUILDING})
"""States in which what the household said may still be written."""
DWELLINGS: Final = ("house", "apartment")
EPC_LABELS: Final = ("A+", "A", "B", "C", "D", "E", "F")
_OLDEST: Final = 1500
_MOST_DEPENDANTS: Final = 20


@dataclass(frozen=True)
class Wish:
    """What somebody asks for."""

    received_on: date
    family: str
    amount_cents: int
    months: int
    municipality: str
    adults: int
    children: int


@dataclass(frozen=True)
class Dwelling:
    """What is known of the dwelling, for whom the loan is, and where the money comes from and goes to."""

    group: str
    kind: str
    address: str
    building_year: int | None
    epc_label: str | None
    epc_on: date | None
    iban: str
    situations: Sequence[str] = ()


@dataclass(frozen=True)
class Household:
    """Who lives of the income that was assessed, in euro a year."""

    couple: bool
    dependants: int
    assessed: Decimal | None
    assessment_year: int | None


def open_application(
    work: Work, *, person_uid: UUID, wish: Wish, organisation: str, worker_uid: UUID | None = None
) -> Case:
    """Open a file for a loan. The day of application chooses the product row and freezes its rate."""
    person = person_for(work, person_uid, "person.write")
    check_not_future(wish.received_on, work.clock.today(), "received_on")
    if wish.municipality not in {place.nis5 for place in municipalities(work.session, wish.received_on)}:
        raise Refused("Kies een gemeente uit de lijst.", "municipality")
    if wish.adults + wish.children < 1 or min(wish.adults, wish.children) < 0:
        raise Refused("Een gezin heeft minstens één persoon.", "adults")
    row = product_on(products(work.session), wish.family, wish.received_on)
    if wish.amount_cents <= 0 or wish.months <= 0:
        raise Refused("Een bedrag en een looptijd zijn meer dan 0.", "amount")
    check_request(row, wish.amount_cents, wish.months)
    household = current_household(work, person_uid=person.uid, on=wish.received_on)
    case = open_case(
        work,
        project=PROJECT_KEY,
        organisation=organisation,
        municipality=wish.municipality,
        snapshot=take_snapshot(
            work, household_uid=household.uid, on=wish.received_on, adults=wish.adults, children=wish.children
        ),
        reference_person=person,
        opened_on=wish.received_on,
        worker_uid=worker_uid,
    )
    _begin_file(work, case, row, wish)
    return case


def _begin_file(work: Work, case: Case, row: LoanProduct, wish: Wish) -> None:
    rate = rate_on(rates(work.session), row.code, wish.received_on)
    work.session.add(
        LoanApplication(
            uid=case.uid,
            product=row.code,
            received_on=wish.received_on,
            amount_requested_cents=wish.amount_cents,
            rate=rate.rate if rate else None,
        )
    )
    work.session.flush()
    file = CreditFile(case_uid=case.uid, months_requested=wish.months, situations=[], income_writers=[])
    work.session.add_all(
        [file, CreditBorrower(case_uid=case.uid, person_uid=case.reference_person_uid, role="borrower")]
    )
    work.trail.record("loan.apply", "credit_file", file.uid, case_uid=case.uid, detail=row.code)
    work.session.flush()


def save_dwelling(work: Work, *, case: Case, dwelling: Dwelling) -> None:
    """Write down the dwelling, the target group, what asks for papers, and the account for repayment."""
    found = _in_building(work, case)
    day = found.application.received_on
    groups = codes(work.session, "loan_target_group", day)
    if dwelling.group not in {code.key for code in groups if code.attrs.get("family") == found.product.family}:
        raise Refused("Kies een doelgroep van deze lening.", "group")
    if not set(dwelling.situations) <= code_keys(work.session, "loan_situation"):
        raise Refused("Kies situaties uit de lijst.", "situations")
    file = found.file
    if not dwelling.address.strip():  # whoever may not see a protected address leaves it as it is
        kept = CreditFile.address.open_unseen(file.uid, file.keyholder_uid, file.address_cell)
        dwelling = replace(dwelling, address=kept or "")
    _check_dwelling(dwelling, work.clock.today())
    if has_loan_already(
        work, found, kind=dwelling.kind, building_year=dwelling.building_year, address=dwelling.address
    ):
        raise Refused("Voor deze woning loopt al zo'n lening. Een nieuwe kan pas als die terugbetaald is.", "address")
    file.target_group, file.situations = dwelling.group, sorted(set(dwelling.situations))
    file.dwelling_kind, file.building_year = dwelling.kind, dwelling.building_year
    file.epc_label, file.epc_on = dwelling.epc_label, dwelling.epc_on
    file.address, file.iban = dwelling.address, checked_iban(dwelling.iban)
    work.trail.record(
        "loan.dwelling", "credit_file", file.uid, case_uid=case.uid, fields=["target_group", "address", "iban"]
    )
    work.session.flush()


def _check_dwelling(dwelling: Dwelling, today: date) -> None:
    if dwelling.kind not in DWELLINGS:
        raise Refused("Kies huis of appartement.", "kind")
    if not dwelling.address.strip():
        raise Refused("Vul het adres van de woning in.", "address")
    if dwelling.building_year is not None and not _OLDEST <= dwelling.building_year <= today.year:
        raise Refused(f"Het bouwjaar ligt tussen {_OLDEST} en {today.year}.", "building_year")
    if dwelling.epc_label is not None and dwelling.epc_label not in EPC_LABELS:
        raise Refused("Kies een EPC-label uit de lijst.", "epc_label")
    if dwelling.epc_on is not None:
        check_not_future(dwelling.epc_on, today, "epc_on")


def save_household(work: Work, *, case: Case, household: Household) -> None:
    """Write down who is dependent and the income of the latest assessment."""
    file = _in_building(work, case).file
    if not 0 <= household.dependants <= _MOST_DEPENDANTS:
        raise Refused(f"Het aantal personen ten laste ligt tussen 0 en {_MOST_DEPENDANTS}.", "dependants")
    if household.assessed is not None and household.assessed < 0:
        raise Refused("Een inkomen is niet negatief.", "assessed")
    if (household.assessed is None) != (household.assessment_year is None):
        raise Refused("Vul het inkomen en het aanslagjaar samen in.", "assessment_year")
    file.household = {"couple": int(household.couple), "dependants": household.dependants}
    file.assessed, file.assessment_year = household.assessed, household.assessment_year
    _wrote_income(work, file)
    work.trail.record("loan.household", "credit_file", file.uid, case_uid=case.uid, fields=["household", "assessed"])
    work.session.flush()


def add_co_borrower(work: Work, *, case: Case, person_uid: UUID) -> CreditBorrower:
    """Somebody of the household signs too."""
    found = _in_building(work, case)
    people = {member.person.uid for member in members_on(work, case.household_uid, work.clock.today())}
    if person_uid not in people:
        raise Refused("Kies iemand van het gezin.", "person")
    if person_uid in {person.uid for _, person in found.borrowers}:
        raise Refused("Deze persoon leent al mee.", "person")
    borrower = CreditBorrower(case_uid=case.uid, person_uid=person_uid, role="co_borrower")
    work.session.add(borrower)
    work.trail.record("loan.co_borrower", "credit_borrower", borrower.uid, case_uid=case.uid)
    work.session.flush()
    return borrower


def take_co_borrower_off(work: Work, *, case: Case, uid: UUID) -> None:
    """Somebody does not sign after all; whoever asked for the loan stays."""
    row = next((each for each, _ in _in_building(work, case).borrowers if each.uid == uid), None)
    if row is None or row.role != "co_borrower":
        raise NotFound
    work.session.delete(row)
    work.trail.record("loan.co_borrower_off", "credit_borrower", uid, case_uid=case.uid)
    work.session.flush()


def add_quote(
    work: Work, *, case: Case, kind: str, amount_cents: int, by_contractor: bool, description: str
) -> CreditQuote:
    """Write down a quote for one kind of work."""
    found = _in_building(work, case)
    known = works(work.session, found.product.family)
    if known and kind not in works_on(known, found.application.received_on):
        raise Refused("Dit soort werk staat niet op de lijst van deze lening.", "work")
    if amount_cents <= 0:
        raise Refused("Het bedrag van een offerte is meer dan 0 euro.", "amount")
    quote = CreditQuote(
        case_uid=case.uid, work=kind, amount_cents=amount_cents, by_contractor=by_contractor, description=description
    )
    work.session.add(quote)
    work.trail.record("loan.quote", "credit_quote", quote.uid, case_uid=case.uid, detail=kind)
    work.session.flush()
    return quote


def add_money(work: Work, *, case: Case, kind: str, amount: Decimal, note: str | None = None) -> CreditMoney:
    """Write down an income, a charge or a running credit, in euro a month."""
    file = _in_building(work, case).file
    if kind not in {code.key for code in codes(work.session, "loan_money", work.clock.today())}:
        raise Refused("Kies een soort uit de lijst.", "kind")
    if amount <= 0 or amount != round(amount, 2):
        raise Refused("Vul een bedrag per maand in, meer dan 0, met hoogstens twee cijfers na de komma.", "amount")
    line = CreditMoney(
        case_uid=case.uid, kind=kind, entered_at=work.clock.now(), actor=work.actor.key, amount=amount, note=note
    )
    work.session.add(line)
    _wrote_income(work, file)
    work.trail.record("loan.money", "credit_money", line.uid, case_uid=case.uid, detail=kind)
    work.session.flush()
    return line


def take_off(work: Work, *, case: Case, uid: UUID) -> None:
    """Take a quote or an amount off the file, which stays stored with the day; or somebody who would sign too."""
    found = _in_building(work, case)
    if uid in {borrower.uid for borrower, _ in found.borrowers}:
        take_co_borrower_off(work, case=case, uid=uid)
        return
    rows: list[CreditQuote | CreditMoney] = [*found.quotes, *found.money]
    row = next((row for row in rows if row.uid == uid), None)
    if row is None:
        raise NotFound
    row.removed_on = work.clock.today()
    if isinstance(row, CreditMoney):
        _wrote_income(work, found.file)
    work.trail.record("loan.take_off", row.__tablename__, row.uid, case_uid=case.uid, fields=["removed_on"])
    work.session.flush()


def note_paper(work: Work, *, case: Case, document: str, received_on: date, is_checked: bool) -> CreditDocument:
    """A paper of the checklist came in, and perhaps was looked at by whoever notes it."""
    found = dossier_of(work, case)
    require_writable(work, case)
    if case.phase not in BUILDING:
        raise Refused(_LOCKED)
    if document not in {paper.key for paper in papers_of(work.session, found)}:
        raise Refused("Dit stuk hoort niet bij deze aanvraag.", "document")
    check_not_future(received_on, work.clock.today(), "received_on")
    query = select(CreditDocument).where(CreditDocument.case_uid == case.uid, CreditDocument.document == document)
    row = work.session.scalars(query).one_or_none()
    if row is None:
        row = CreditDocument(case_uid=case.uid, document=document, received_on=received_on)
        work.session.add(row)
    row.received_on = received_on
    row.checked_on, row.checked_by = (work.clock.today(), work.actor.user_uid) if is_checked else (None, None)
    work.trail.record("loan.paper", "credit_document", row.uid, case_uid=case.uid, detail=document)
    work.session.flush()
    return row


_LOCKED: Final = "Dit dossier is niet meer in opbouw. Zet het eerst terug naar opbouw."


def _in_building(work: Work, case: Case) -> Dossier:
    require_writable(work, case)
    found = dossier_of(work, case)
    if case.closed_on is not None or case.phase not in BUILDING:
        raise Refused(_LOCKED)
    return found


def _wrote_income(work: Work, file: CreditFile) -> None:
    writer = str(work.actor.user_uid) if work.actor.user_uid else work.actor.key
    if writer not in file.income_writers:
        file.income_writers = [*file.income_writers, writer]
