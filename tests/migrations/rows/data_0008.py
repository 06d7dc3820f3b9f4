"""A loan product with its rate, an application with its decision and contract, an owner reached."""

from datetime import date
from uuid import UUID

ROWS = [
    (
        "loan_figure",
        {
            "key": "test",
            "above_euro": 1,
            "valid_from": date(2026, 3, 16),
            "unit": "test",
            "label": "test",
            "source": "test",
            "confirmed": False,
        },
    ),
    (
        "loan_income_limit",
        {
            "scheme": "test",
            "category": "test",
            "applied_from": date(2026, 3, 16),
            "single_cents": 1,
            "several_cents": 1,
            "per_dependant_cents": 1,
            "measured": "test",
            "source": "test",
            "confirmed": False,
        },
    ),
    (
        "loan_product",
        {
            "code": "test",
            "family": "test",
            "label": "test",
            "valid_from": date(2026, 3, 16),
            "repayment": "annuity",
            "convention": "effective",
            "wer_vii": False,
            "target": "test",
            "source": "test",
            "confirmed": False,
        },
    ),
    (
        "loan_work",
        {
            "key": "test",
            "scheme": "test",
            "valid_from": date(2026, 3, 16),
            "label": "test",
            "contractor_required": False,
            "min_home_years": 1,
            "source": "test",
            "confirmed": False,
        },
    ),
    (
        "loan_rate",
        {
            "product": "test",
            "income_group": "test",
            "applied_from": date(2026, 3, 16),
            "rule": "test",
            "source": "test",
            "confirmed": False,
        },
    ),
    (
        "owner_contact",
        {
            "uid": UUID("00000000-0000-0000-0000-000000001f45"),
            "person_uid": UUID("00000000-0000-0000-0000-000000000033"),
            "contacted_on": date(2026, 3, 16),
            "qualifying": False,
            "organisation": "test",
            "version": 1,
        },
    ),
    (
        "loan_application",
        {
            "uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "product": "test",
            "received_on": date(2026, 3, 16),
            "amount_requested_cents": 1,
            "version": 1,
        },
    ),
    (
        "loan_contract",
        {"uid": UUID("00000000-0000-0000-0000-00000000003d"), "signed_on": date(2026, 3, 16), "version": 1},
    ),
    (
        "loan_decision",
        {
            "uid": UUID("00000000-0000-0000-0000-000000001f48"),
            "application_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "outcome": "goedgekeurd",
            "decided_on": date(2026, 3, 16),
            "version": 1,
        },
    ),
]
