"""Rows of the tables of migration 0060."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

ROWS = [
    (
        "rate_entry",
        {
            "uid": UUID("00000000-0000-0000-0000-00000000ea60"),
            "product": "test",
            "income_group": "test",
            "applied_from": date(2026, 3, 16),
            "rate": Decimal("1.5"),
            "source": "test",
            "proposed_by": UUID("00000000-0000-0000-0000-00000000ea60"),
            "proposed_at": datetime(2026, 3, 16, 0, 0, tzinfo=UTC),
            "version": 1,
        },
    ),
    (
        "credit_borrower",
        {
            "uid": UUID("00000000-0000-0000-0000-00000000ea61"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "person_uid": UUID("00000000-0000-0000-0000-000000000033"),
            "role": "test",
        },
    ),
    (
        "credit_budget",
        {
            "uid": UUID("00000000-0000-0000-0000-00000000ea62"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "computed_at": datetime(2026, 3, 16, 0, 0, tzinfo=UTC),
            "formula": "test",
            "actor": "test",
            "inputs_cell": b"sealed",
            "result_cell": b"sealed",
        },
    ),
    (
        "credit_document",
        {
            "uid": UUID("00000000-0000-0000-0000-00000000ea63"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "document": "test",
            "received_on": date(2026, 3, 16),
            "version": 1,
        },
    ),
    (
        "credit_file",
        {
            "uid": UUID("00000000-0000-0000-0000-00000000ea64"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "months_requested": 1,
            "situations": [],
            "income_writers": [],
            "version": 1,
        },
    ),
    (
        "credit_money",
        {
            "uid": UUID("00000000-0000-0000-0000-00000000ea65"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "kind": "test",
            "entered_at": datetime(2026, 3, 16, 0, 0, tzinfo=UTC),
            "actor": "test",
            "amount_cell": b"sealed",
            "version": 1,
        },
    ),
    (
        "credit_quote",
        {
            "uid": UUID("00000000-0000-0000-0000-00000000ea66"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "work": "test",
            "amount_cents": 1,
            "by_contractor": False,
            "description_cell": b"sealed",
            "version": 1,
        },
    ),
    (
        "register_check",
        {
            "uid": UUID("00000000-0000-0000-0000-00000000ea67"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "consulted_on": date(2026, 3, 16),
            "default_cell": b"sealed",
            "credits_cell": b"sealed",
            "actor": "test",
        },
    ),
    (
        "credit_advice",
        {
            "uid": UUID("00000000-0000-0000-0000-00000000ea68"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "adviser_uid": UUID("00000000-0000-0000-0000-00000000ea68"),
            "advised_on": date(2026, 3, 16),
            "is_favourable": False,
            "amount_cents": 1,
            "months": 1,
            "budget_uid": UUID("00000000-0000-0000-0000-00000000ea62"),
            "text_cell": b"sealed",
        },
    ),
    (
        "credit_ruling",
        {
            "uid": UUID("00000000-0000-0000-0000-00000000ea69"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "advice_uid": UUID("00000000-0000-0000-0000-00000000ea68"),
            "verdict": "goedkeuren",
            "decider_uid": UUID("00000000-0000-0000-0000-00000000ea69"),
            "ruled_on": date(2026, 3, 16),
            "fact_cell": b"sealed",
            "policy_cell": b"sealed",
            "version": 1,
        },
    ),
]
