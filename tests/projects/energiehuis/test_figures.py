"""The figures of the Energiehuis against the published ones and against the recount, on both engines."""

from decimal import Decimal

import pytest

from app.actionplan.evaluation import evaluate, evaluate_all, records
from app.core.period import Period
from app.projects.energiehuis.figures.measures import MEASURES
from tests.oracle.loan_register import (
    Figure,
    golden,
    golden_contacts,
    random_applications,
    random_contacts,
    recount,
    recount_owners,
)

BY_KEY = {measure.key.partition(".")[2]: measure for measure in MEASURES}


def figure(work, key, year):
    return evaluate(work.session, BY_KEY[key], Period.of_year(year))


def test_the_published_figures(work, load):
    assert load("loan-applications", golden()).counts.created == 343 + 322
    assert load("owner-contacts", golden_contacts()).counts.created == 542
    received = figure(work, "applications_received", 2018)
    assert received.value == 343
    assert received.by["rate_class"] == {"zero": 153, "reduced": 190}
    assert figure(work, "applications_received", 2024).value == 222
    assert figure(work, "credits_approved", 2024).value == 278
    assert figure(work, "amount_approved", 2024).value == 278 * Decimal("12500.50")
    assert figure(work, "owners_reached", 2024).value == 212
    assert figure(work, "owners_reached", 2025).value == 1
    assert figure(work, "credits_approved", 2018).value == 0


@pytest.mark.parametrize("seed", [1, 2])
def test_random_registers_equal_the_recount(work, load, seed):
    applications, contacts = random_applications(seed), random_contacts(seed)
    load("loan-applications", applications)
    load("owner-contacts", contacts)
    for year in (2017, 2018, 2022, 2023, 2024, 2025):
        period = Period.of_year(year)
        expected = recount(applications, year) | {"owners_reached": recount_owners(contacts, year)}
        for key, found in zip(BY_KEY, evaluate_all(work.session, list(BY_KEY.values()), period), strict=True):
            assert found == evaluate(work.session, BY_KEY[key], period)
            same(work, found, expected[key])


def same(work, found, expected: Figure):
    where = f"{found.measure.key} {found.period}"
    assert found.value == expected.value, where
    assert dict(found.by) == {name: dict(parts) for name, parts in expected.by.items()}, where
    assert records(work.session, found.measure, found.period) == expected.refs, where
    assert found.records == len(expected.refs), where
    for parts in found.by.values():
        assert sum(parts.values()) == found.value, where


def test_the_rate_of_the_day_of_application_stays(work, load):
    """A product booked under its old row after the change keeps the rate of that row."""
    load(
        "loan-applications",
        [
            {"ref": "late", "received_on": "2023-02-10", "product": "MVL_22", "municipality": "34022",
             "amount_requested": "5000"},
            {"ref": "unknown", "received_on": "2026-02-10", "product": "MVL_26", "municipality": "34022",
             "amount_requested": "5000"},
        ],
    )  # fmt: skip
    assert figure(work, "applications_received", 2023).by["rate_class"] == {"zero": 1}
    assert figure(work, "applications_received", 2026).by["rate_class"] == {"reduced": 1}
