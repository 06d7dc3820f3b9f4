"""Expectations of the Energiehuis after the decision: loans, the treasury, letters, coaching."""

from datetime import date
from uuid import UUID

from app.projects.energiehuis.arrears.service_ageing import age_portfolio
from app.projects.energiehuis.coaching.models import DwellingKind
from app.projects.energiehuis.coaching.service import register_dwelling
from app.projects.energiehuis.contract.queries import contract_of
from app.projects.energiehuis.ledger.rules_position import EntryKind
from app.projects.energiehuis.ledger.service import book
from app.projects.energiehuis.letters.rules import LetterKind
from app.projects.energiehuis.letters.service import write_letter
from tests.access.expectations import Expect, Values
from tests.access.world import World
from tests.support.cases import add_person
from tests.support.contracts import invoice, signed_loan
from tests.support.people import HouseClient

KEY, TREASURY, TEXTS = "energiehuis", "energiehuis.treasury", "energiehuis.letter_texts"
NOWHERE = {"uid": UUID(int=1)}
"""The account is the association's own: a role at one organisation finds no movement and no file of it."""


def a_loan(world: World, organisation: str, _client: HouseClient) -> Values:
    """A loan that is drawn, and late."""
    with world.work() as work, work.transaction():
        case = signed_loan(work, organisation=organisation)
        invoice(work, case, 100_000)
        book(work, case=case, kind=EntryKind.DRAWDOWN, value_on=date(2025, 2, 3), cents=500_000)
        return {"number": case.number}


def a_step(world: World, organisation: str, client: HouseClient) -> Values:
    """A step of it that asks something."""
    return {**a_loan(world, organisation, client), "key": "boeking"}


def an_entry(world: World, organisation: str, client: HouseClient) -> Values:
    """Its entry."""
    values = a_loan(world, organisation, client)
    with world.work() as work:
        return {**values, "uid": contract_of(work.session, _uid(work, values)).entries[0].uid}


def an_invoice(world: World, organisation: str, client: HouseClient) -> Values:
    """Its invoice."""
    values = a_loan(world, organisation, client)
    with world.work() as work:
        return {**values, "uid": contract_of(work.session, _uid(work, values)).drawdowns[0].uid}


def a_letter(world: World, organisation: str, _client: HouseClient) -> Values:
    """A letter of a loan."""
    with world.work() as work, work.transaction():
        case = signed_loan(work, organisation=organisation)
        return {"uid": write_letter(work, case=case, kind=LetterKind.CONTRACT).uid}


def a_late_loan(world: World, organisation: str, client: HouseClient) -> Values:
    """A loan that is late by the portfolio of today."""
    values = a_loan(world, organisation, client)
    with world.work() as work, work.transaction():
        age_portfolio(work, on=work.clock.today())
    return values


def a_dwelling(world: World, organisation: str, _client: HouseClient) -> Values:
    """A dwelling there."""
    with world.work() as work, work.transaction():
        owner = add_person(work, organisation=organisation)
        dwelling = register_dwelling(
            work, owner_uid=owner.uid, kind=DwellingKind.HOUSE, municipality=organisation, address="Nergens 1"
        )
        return {"uid": dwelling.uid}


def somebody(world: World, organisation: str, _client: HouseClient) -> Values:
    """Somebody whom that organisation wrote down."""
    with world.work() as work, work.transaction():
        return {"person_uid": add_person(work, organisation=organisation).uid}


def _uid(work, values):
    from app.cases.loading import get_case

    return get_case(work, values["number"]).uid


EXPECTED = {
    ("energiehuis.loan", "GET"): Expect("case.read", a_loan, project=KEY),
    ("energiehuis.schedule", "GET"): Expect("case.read", a_loan, project=KEY),
    ("energiehuis.loan_step", "GET"): Expect("case.write", a_step, project=KEY),
    ("energiehuis.loan_step", "POST"): Expect("case.write", a_step, status=422, project=KEY),
    ("energiehuis.undo_entry", "GET"): Expect("case.write", an_entry, project=KEY),
    ("energiehuis.undo_entry", "POST"): Expect("case.write", an_entry, status=422, project=KEY),
    ("energiehuis.withdraw_invoice", "GET"): Expect("case.write", an_invoice, project=KEY),
    ("energiehuis.withdraw_invoice", "POST"): Expect("case.write", an_invoice, status=303, project=KEY),
    ("energiehuis.late", "GET"): Expect("case.read", lists=a_late_loan),
    ("energiehuis.fund_page", "GET"): Expect("case.read"),
    ("energiehuis.promised", "GET"): Expect("case.read"),
    ("energiehuis.letter_new", "GET"): Expect("case.write", a_loan, project=KEY),
    ("energiehuis.letter_new", "POST"): Expect("case.write", a_loan, status=422, project=KEY),
    ("energiehuis.letter", "GET"): Expect("energiehuis.letters", a_letter, project=KEY),
    ("energiehuis.letter_file", "GET"): Expect(
        "energiehuis.letters",
        lambda world, organisation, client: {**a_letter(world, organisation, client), "kind": "docx"},
        project=KEY,
    ),
    ("energiehuis.templates", "GET"): Expect(TEXTS),
    ("energiehuis.template", "GET"): Expect(TEXTS, values={"kind": "premie"}),
    ("energiehuis.template", "POST"): Expect(TEXTS, values={"kind": "premie"}, status=422),
    ("energiehuis.bank", "GET"): Expect(TREASURY),
    ("energiehuis.read_statement", "GET"): Expect(TREASURY),
    ("energiehuis.read_statement", "POST"): Expect(TREASURY, status=422),
    ("energiehuis.place", "GET"): Expect(TREASURY, values=NOWHERE, status=404),
    ("energiehuis.place", "POST"): Expect(TREASURY, values=NOWHERE, status=404),
    ("energiehuis.make_order", "GET"): Expect(TREASURY),
    ("energiehuis.make_order", "POST"): Expect(TREASURY, status=422),
    ("energiehuis.order", "GET"): Expect(TREASURY, values=NOWHERE, status=404),
    ("energiehuis.order", "POST"): Expect(TREASURY, values=NOWHERE, status=404),
    ("energiehuis.withdraw", "POST"): Expect(TREASURY, values=NOWHERE, status=404),
    ("energiehuis.order_xml", "GET"): Expect(TREASURY, values=NOWHERE, status=404),
    ("energiehuis.dwellings", "GET"): Expect("case.read"),
    ("energiehuis.dwelling", "GET"): Expect("case.read", a_dwelling, project=KEY),
    ("energiehuis.dwelling_contact", "GET"): Expect("case.write", a_dwelling, project=KEY),
    ("energiehuis.dwelling_contact", "POST"): Expect("case.write", a_dwelling, status=422, project=KEY),
    ("energiehuis.dwelling_new", "GET"): Expect("case.write", somebody),
    ("energiehuis.dwelling_new", "POST"): Expect("case.write", somebody, status=422),
}
