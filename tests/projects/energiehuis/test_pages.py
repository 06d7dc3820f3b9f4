"""Pages of the Energiehuis: the products with what is missing, and the loan on the case page."""

import pytest

from app.cases.models import Case
from tests.oracle.loan_register import application
from tests.support.people import sign_in


@pytest.fixture
def officer(app):
    return sign_in(app.test_client(), "loan_officer")


def test_products_say_what_is_missing(officer):
    page = officer.get("/energiehuis/leningen").text
    assert "Mijn VerbouwLening 2024" in page
    assert "2,75" in page
    assert "config/policy/energiehuis/rates.csv" in page
    assert "van 24/02/2024 tot 01/01/2025" in page


def test_the_loan_is_on_its_case(officer, work, load):
    rows = [
        application("A", "2018-01-10", "EL2_B", decision="goedgekeurd", decided_on="2018-03-01",
                    amount_approved="9000", months="60", signed_on="2018-03-05", first_due_on="2018-04-05"),
        application("B", "2026-01-10", "MVL_26"),
    ]  # fmt: skip
    load("loan-applications", rows)
    numbers = {case.source_ref: case.number for case in work.session.query(Case)}
    page = officer.get(f"/dossiers/{numbers['A']}").text
    for words in ("Energielening 2%", "9.000,00", "60 maanden", "05/04/2018", "2,00 % per jaar"):
        assert words in page, words
    assert "nog niet gekend" in officer.get(f"/dossiers/{numbers['B']}").text
