"""Products and rates as dated policy: the row of the day, what is unknown, what a wrong file does."""

import shutil
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.core.errors import Refused, StartRefused
from app.policy.loader import load_policy
from app.projects.energiehuis.policy import load_products
from app.projects.energiehuis.products.models import LoanFigure, LoanProduct, LoanWork
from app.projects.energiehuis.products.queries import figures, income_limits, products, rates, works
from app.projects.energiehuis.products.rules import (
    figure_on,
    in_force,
    overlaps,
    product_on,
    rate_class,
    rate_nearest,
    rate_on,
    unconfirmed,
)
from config import POLICY_FOLDER


@dataclass
class Span:
    valid_from: date
    valid_to: date | None


@pytest.mark.parametrize(
    ("family", "applied_on", "code", "rate"),
    [
        ("EL2", "2017-09-30", "EL2_A", "2.00"),
        ("EL2", "2017-10-01", "EL2_B", "2.00"),
        ("EL0", "2022-08-31", "EL0_B", "0.00"),
        ("MVL", "2022-09-01", "MVL_22", "0.00"),
        ("MVL", "2023-01-31", "MVL_22", "0.00"),
        ("MVL", "2023-02-01", "MVL_23", "2.25"),
        ("MVL", "2024-02-23", "MVL_23", "2.25"),
        ("MVL", "2024-02-24", "MVL_24", "2.75"),
        ("NK", "2026-01-01", "NK_22", "0.00"),
    ],
)
def test_the_day_of_application_chooses_the_row(work, family, applied_on, code, rate):
    day = date.fromisoformat(applied_on)
    row = product_on(products(work.session), family, day)
    found = rate_on(rates(work.session), row.code, day)
    assert (row.code, found.rate) == (code, Decimal(rate))
    assert row.code == "NK_22" or unconfirmed(row, found) == []


@pytest.mark.parametrize(("family", "day"), [("EL2", "2019-01-01"), ("MVL", "2022-08-31"), ("MVL", "2032-08-01")])
def test_a_product_that_is_over_cannot_be_applied_for(work, family, day):
    with pytest.raises(Refused):
        product_on(products(work.session), family, date.fromisoformat(day))


def test_what_is_unknown_says_what_to_fill_in_and_where(work):
    by_code = {row.code: row for row in products(work.session)}
    open_ones = {code: unconfirmed(row, rate_on(rates(work.session), code, row.valid_from))
                 for code, row in by_code.items()}  # fmt: skip
    assert {code for code, said in open_ones.items() if said} == {"EL_VN", "MVL_25", "MVL_26", "NK_22", "RF"}
    assert any("minimumbedrag" in line and "products.csv" in line for line in open_ones["MVL_26"])
    assert any("rates.csv" in line for line in open_ones["MVL_26"])
    assert any("1,5 %" in line for line in open_ones["MVL_25"])


def test_a_rate_for_an_income_group_goes_first(work):
    row = rates(work.session)[0]
    low = type(row)(product=row.product, income_group="lowest", applied_from=row.applied_from, rate=Decimal(1))
    assert rate_on([row, low], row.product, row.applied_from, "lowest") is low
    assert rate_on([row, low], row.product, row.applied_from, "middle") is row
    assert rate_on([row, low], row.product, row.applied_from) is row


def test_the_nearest_rate_of_a_row_outside_its_days(work):
    every = rates(work.session)
    assert rate_nearest(every, "MVL_22", date(2024, 1, 1)).rate == 0
    assert rate_nearest(every, "MVL_24", date(2020, 1, 1)).rate == Decimal("2.75")
    assert rate_nearest(every, "XX", date(2020, 1, 1)) is None
    assert (rate_class(Decimal("0.00")), rate_class(Decimal("0.01")), rate_class(None)) == (
        "zero",
        "reduced",
        "reduced",
    )


def test_figures_of_law_by_day_and_amount(work):
    caps = figures(work.session, "apr_cap")
    assert [figure_on(caps, "apr_cap", date(2024, 1, 1), euro * 100).value for euro in (1250, 1251, 5000, 5001)] == [
        Decimal("21.5"), 16, 16, 13,
    ]  # fmt: skip
    assert figure_on(caps, "apr_cap", date(2012, 1, 1)) is None
    counts = figures(work.session, "drawdowns")
    assert figure_on(counts, "drawdowns", date(2025, 12, 31)).value == 6
    assert figure_on(counts, "drawdowns", date(2026, 1, 1)).value == 3


def test_limits_and_works(work):
    middle = in_force(income_limits(work.session, "MVL"), date(2023, 5, 1))
    assert [(row.category, row.single_cents, row.per_dependant_cents) for row in middle] == [
        ("middle", 5_184_000, 416_000)
    ]
    caps = {row.key: row.cap_cents for row in works(work.session, "MVL") if row.cap_cents}
    assert caps == {"interior": 500_000, "electricity_plumbing": 750_000}


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(1, 60), st.integers(1, 30)), max_size=6), st.integers(1, 100))
def test_rows_that_do_not_overlap_give_one_row_a_day(parts, day):
    rows = [Span(date.fromordinal(start), date.fromordinal(start + length)) for start, length in parts]
    if not overlaps(rows):
        assert len(in_force(rows, date.fromordinal(day))) <= 1
    else:
        assert any(len(in_force(rows, date.fromordinal(one))) > 1 for one in range(1, 100))


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(POLICY_FOLDER, tmp_path / "policy")
    return tmp_path / "policy"


def test_a_filled_in_rate_is_taken_over(work, folder):
    path = folder / "energiehuis" / "rates.csv"
    path.write_text(
        path.read_text().replace("MVL_26,all,2026-01-01,2032-08-01,,", "MVL_26,all,2026-01-01,2032-08-01,1.25,")
    )
    with work.transaction():
        assert load_policy(work.session, folder=folder) == ["energiehuis"]
        assert load_policy(work.session, folder=folder) == []
    assert rate_on(rates(work.session), "MVL_26", date(2026, 5, 1)).rate == Decimal("1.25")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("products", "2017-10-01,2019-01-01,,15000", "2017-09-01,2019-01-01,,15000"),
        ("products", ",annuity,", ",ooit,"),
        ("rates", "MVL_24,all,2024-02-24", "MVL_24,all,"),
        ("rates", "2.75", "twee"),
        ("figures", "drawdowns,0,2026-01-01", "drawdowns,0,2025-01-01"),
    ],
)
@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_mistake_in_a_file_stops_the_loading(work, folder, name, old, new):
    path = folder / "energiehuis" / f"{name}.csv"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    with pytest.raises(StartRefused), work.transaction():
        load_products(work.session, folder)


def test_every_row_names_its_source(work):
    for model in (LoanProduct, LoanWork, LoanFigure):
        rows = list(work.session.scalars(select(model)))
        assert rows and all(row.source for row in rows)
        assert all(row.confirmed or getattr(row, "missing", row.source) for row in rows)
