"""The two imports of the Energiehuis: what is written, what is refused and where."""

import pytest
from sqlalchemy import func, select

from app.cases.models import Case, PhaseChange
from app.clients.models import Person
from app.projects.energiehuis.models import LoanApplication, LoanContract, LoanDecision, OwnerContact
from tests.oracle.loan_register import application, contact, golden_contacts, random_applications
from tests.oracle.register import impossible_number

TABLES = (Case, PhaseChange, Person, LoanApplication, LoanDecision, LoanContract, OwnerContact)
APPROVED = {"decision": "goedgekeurd", "decided_on": "2018-03-01", "amount_approved": "9000", "months": "60"}
LOANS, OWNERS = "loan-applications", "owner-contacts"


def sizes(work):
    return {table.__tablename__: work.session.scalar(select(func.count()).select_from(table)) for table in TABLES}


def test_the_same_file_again_changes_nothing(work, load):
    for kind, rows in ((LOANS, random_applications(7)), (OWNERS, golden_contacts())):
        load(kind, rows)
        before = sizes(work)
        assert load(kind, rows, dry_run=True).counts.unchanged == len(rows)
        again = load(kind, rows).counts
        assert (again.created, again.updated, again.unchanged) == (0, 0, len(rows))
        assert sizes(work) == before


def test_a_row_that_changed_is_brought_up_to_date(work, load):
    load(LOANS, [application("A", "2018-01-10", "EL2_B"), application("B", "2018-01-10", "EL2_B")])
    later = application("A", "2018-01-10", "EL0_B", signed_on="2018-03-05", **APPROVED)
    assert load(LOANS, [later], dry_run=True).counts.updated == 1
    assert load(LOANS, [later]).counts.updated == 1
    asked, decision, contract = work.session.execute(
        select(LoanApplication, LoanDecision, LoanContract)
        .join(LoanDecision, LoanDecision.application_uid == LoanApplication.uid)
        .join(LoanContract, LoanContract.uid == LoanApplication.uid)
    ).one()
    assert (asked.product, asked.rate, decision.amount_cents, decision.months) == ("EL0_B", 0, 900_000, 60)
    assert contract.signed_on.isoformat() == "2018-03-05"
    # An empty cell does not wipe out what is known.
    assert load(LOANS, [application("A", "2018-01-10", "EL0_B")]).counts.unchanged == 1


def test_what_became_of_an_application_is_on_its_case(work, load):
    load(
        LOANS,
        [
            application("open", "2018-01-10", "EL2_B"),
            application("yes", "2018-01-10", "EL2_B", signed_on="2018-04-01", **APPROVED),
            application("no", "2018-01-10", "EL2_B", decision="geweigerd", decided_on="2018-02-01"),
        ],
    )
    found = {case.source_ref: (case.phase, case.close_reason) for case in work.session.scalars(select(Case))}
    assert found == {"open": ("aangemeld", None), "yes": ("ondertekend", None), "no": ("afgesloten", "refused")}


def test_a_decision_that_comes_later_moves_the_case(work, load):
    load(LOANS, [application("A", "2018-01-10", "EL2_B"), application("B", "2018-01-10", "EL2_B")])
    load(
        LOANS,
        [
            application("A", "2018-01-10", "EL2_B", decision="ingetrokken", decided_on="2018-02-01"),
            application("B", "2018-01-10", "EL2_B", **APPROVED),
        ],
    )
    found = {case.source_ref: (case.phase, case.close_reason) for case in work.session.scalars(select(Case))}
    assert found == {"A": ("afgesloten", "withdrawn"), "B": ("goedgekeurd", None)}
    assert sizes(work)["phase_change"] == 4


WRONG = [
    ({"received_on": "2018-02-30"}, "received_on"),
    ({"product": "EL9"}, "product"),
    ({"municipality": "11001"}, "municipality"),
    ({"amount_requested": "-5"}, "amount_requested"),
    ({"amount_requested": "0"}, "amount_requested"),
    ({"amount_requested": "0.001"}, "amount_requested"),
    ({"amount_requested": "99999999999"}, "amount_requested"),
    ({"decision": "misschien", "decided_on": "2018-03-01"}, "decision"),
    ({"decision": "goedgekeurd"}, "decided_on"),
    ({"decided_on": "2018-03-01"}, "decided_on"),
    (APPROVED | {"decided_on": "2018-01-09"}, "decided_on"),
    (APPROVED | {"months": "0"}, "months"),
    (APPROVED | {"decision": "geweigerd"}, "amount_approved"),
    (APPROVED | {"signed_on": "2018-02-28"}, "signed_on"),
    (APPROVED | {"signed_on": "2018-03-28", "first_due_on": "2018-03-01"}, "first_due_on"),
    (APPROVED | {"first_due_on": "2018-03-01"}, "first_due_on"),
    ({"signed_on": "2018-03-28"}, "signed_on"),
    ({"national_number": "91010100112"}, "national_number"),
    ({"birth_date": "2018-01-11"}, "birth_date"),
    ({"ref": "A"}, "ref"),
]


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_everything_wrong_is_named_and_nothing_is_written(work, load):
    before = sizes(work)
    rows = [application("A", "2018-01-10", "EL2_B")]
    rows += [application(f"R{n}", "2018-01-10", "EL2_B") | wrong for n, (wrong, _) in enumerate(WRONG)]
    result = load(LOANS, rows, sound=False)
    found = {(error.row, error.column) for error in result.errors}
    assert {(place + 3, column) for place, (_, column) in enumerate(WRONG)} <= found
    assert 2 not in {error.row for error in result.errors}
    assert sizes(work) == before


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        ({"person_ref": ""}, "person_ref"),
        ({"contacted_on": "31/04/2024"}, "contacted_on"),
        ({"qualifying": "misschien"}, "qualifying"),
        ({"municipality": "1"}, "municipality"),
        ({"ref": "A"}, "ref"),
    ],
)
def test_a_wrong_contact_is_refused(work, load, wrong, column):
    rows = [contact("A", "o1", "2024-01-01", "1"), contact("B", "o1", "2024-01-01", "1") | wrong]
    result = load(OWNERS, rows, sound=False)
    assert [(error.row, error.column) for error in result.errors] == [(3, column)]
    assert sizes(work)["owner_contact"] == 0


def test_an_owner_is_one_person_with_and_without_a_loan(work, load):
    load(LOANS, [application("A", "2018-01-10", "EL2_B", person_ref="o1", national_number=impossible_number(1))])
    load(OWNERS, [contact("c1", "o1", "2024-01-01", "1"), contact("c2", "o2", "2024-01-01", "1")])
    assert sizes(work)["person"] == 2
    # The register was wrong about whom it was: the contact moves to the other owner.
    assert load(OWNERS, [contact("c1", "o2", "2024-01-01", "1")]).counts.updated == 1
    assert work.session.scalar(select(func.count(OwnerContact.person_uid.distinct()))) == 1
