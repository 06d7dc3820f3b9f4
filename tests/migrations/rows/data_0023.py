"""Loans from contract to closing, and a dwelling that is coached."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

ROWS = [
    (
        "bank_statement",
        {
            "uid": UUID("00000000-0000-0000-0000-000000011170"),
            "account": "test",
            "number": "test",
            "closed_on": date(2026, 3, 16),
            "opening_cents": 1,
            "closing_cents": 1,
            "digest": "test",
            "imported_at": datetime(2026, 3, 16, 0, 0, tzinfo=UTC),
            "actor": "test",
        },
    ),
    (
        "letter_template",
        {
            "uid": UUID("00000000-0000-0000-0000-000000011171"),
            "kind": "test",
            "version": 1,
            "subject": "test",
            "body": "test",
            "made_by": "test",
            "made_at": datetime(2026, 3, 16, 0, 0, tzinfo=UTC),
        },
    ),
    (
        "payment_order",
        {
            "uid": UUID("00000000-0000-0000-0000-000000011172"),
            "kind": "inning",
            "reference": "test",
            "execution_on": date(2026, 3, 16),
            "total_cents": 1,
            "lines": 1,
            "made_by": "test",
            "made_at": datetime(2026, 3, 16, 0, 0, tzinfo=UTC),
            "version": 1,
        },
    ),
    (
        "coached_dwelling",
        {
            "uid": UUID("00000000-0000-0000-0000-000000011173"),
            "owner_uid": UUID("00000000-0000-0000-0000-000000000033"),
            "kind": "huis",
            "municipality": "test",
            "organisation": "test",
            "registered_on": date(2026, 3, 16),
        },
    ),
    (
        "bank_line",
        {
            "uid": UUID("00000000-0000-0000-0000-000000011174"),
            "statement_uid": UUID("00000000-0000-0000-0000-000000011170"),
            "place": 1,
            "value_on": date(2026, 3, 16),
            "amount_cents": 1,
            "standing": "open",
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
        },
    ),
    (
        "loan_ageing",
        {
            "on": date(2026, 3, 16),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "drawn_cents": 1,
            "balance_cents": 1,
            "arrears_cents": 1,
            "days_late": 1,
            "instalments_unpaid": 1,
            "age": "test",
        },
    ),
    (
        "loan_drawdown",
        {
            "uid": UUID("00000000-0000-0000-0000-000000011176"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "work": "test",
            "amount_cents": 1,
            "invoice_on": date(2026, 3, 16),
            "asked_on": date(2026, 3, 16),
            "entered_by": "test",
            "version": 1,
        },
    ),
    (
        "loan_event",
        {
            "uid": UUID("00000000-0000-0000-0000-000000011177"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "kind": "test",
            "on": date(2026, 3, 16),
            "actor": "test",
        },
    ),
    (
        "loan_letter",
        {
            "uid": UUID("00000000-0000-0000-0000-000000011178"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "kind": "test",
            "template_version": 1,
            "written_on": date(2026, 3, 16),
            "actor": "test",
        },
    ),
    (
        "loan_mandate",
        {
            "uid": UUID("00000000-0000-0000-0000-000000011179"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "reference": "test",
            "signed_on": date(2026, 3, 16),
            "entered_by": "test",
        },
    ),
    (
        "loan_terms",
        {
            "uid": UUID("00000000-0000-0000-0000-00000001117a"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "amount_cents": 1,
            "rate": Decimal("1.5"),
            "months": 1,
            "repayment": "annuity",
            "convention": "effective",
            "communication": "test",
            "sent_on": date(2026, 3, 16),
            "sent_by": "test",
            "version": 1,
        },
    ),
    ("loan_terms_work", {"case_uid": UUID("00000000-0000-0000-0000-00000000003d"), "work": "test"}),
    (
        "loan_entry",
        {
            "uid": UUID("00000000-0000-0000-0000-00000001117c"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "kind": "opname",
            "value_on": date(2026, 3, 16),
            "amount_cents": 1,
            "drawdown_uid": UUID("00000000-0000-0000-0000-000000011176"),
            "line_uid": UUID("00000000-0000-0000-0000-000000011174"),
            "booked_at": datetime(2026, 3, 16, 0, 0, tzinfo=UTC),
            "actor": "test",
        },
    ),
    (
        "payment_line",
        {
            "uid": UUID("00000000-0000-0000-0000-00000001117d"),
            "order_uid": UUID("00000000-0000-0000-0000-000000011172"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "amount_cents": 1,
            "mandate_uid": UUID("00000000-0000-0000-0000-000000011179"),
            "drawdown_uid": UUID("00000000-0000-0000-0000-000000011176"),
            "is_first": False,
        },
    ),
]
