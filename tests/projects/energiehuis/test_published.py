"""What others published of loans comes out here, at the decimals at which they said it; and pyxirr agrees."""

from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
import pyxirr

from app.projects.energiehuis.arithmetic.amortisation import Method, Movement, Step, amortise, level_instalment
from app.projects.energiehuis.arithmetic.apr import Flow, apr, apr_percent
from app.projects.energiehuis.arithmetic.intervals import Unit, years_between
from app.projects.energiehuis.arithmetic.rates import Convention, growth, monthly_rate
from tests.oracle.loan_published import PARTS, RATES, TABLES, TIMES, YEARS, spread, years


def nominal(percent: str, length: Fraction) -> Decimal:
    return growth(Decimal(percent), length, Convention.NOMINAL)


@pytest.mark.parametrize("name", RATES)
def test_annual_percentage_rates(name: str) -> None:
    _, drawn, paid, percent, places = RATES[name]
    flows = [Flow(Decimal(amount), time) for amount, time in spread(drawn)]
    flows += [Flow(-Decimal(amount), time) for amount, time in spread(paid)]
    assert str(apr_percent(flows, places)) == percent


@pytest.mark.parametrize(("first", "day", "unit", "expected"), TIMES)
def test_times(first: str, day: str, unit: str, expected: str) -> None:
    assert years_between(date.fromisoformat(first), date.fromisoformat(day), Unit(unit)) == years(expected)


@pytest.mark.parametrize("name", TABLES)
def test_tables(name: str) -> None:
    opening, percent, lengths, how, expected = TABLES[name]
    convention = Convention(how.get("convention", "nominal"))
    growths = [growth(Decimal(percent), years(length), convention) for length in lengths]
    drawn = {how["in_period"]: Decimal(how["drawn"])} if "drawn" in how else {}
    steps = [Step(each, (Movement(drawn[n], each),) if n in drawn else ()) for n, each in enumerate(growths, start=1)]
    agreed = Decimal(how["instalment"]) if "instalment" in how else None
    rows = amortise(Decimal(opening), steps, Method(how.get("method", "annuity")), instalment=agreed)
    for row, printed in zip(rows, expected, strict=True):
        ours = (row.instalment, row.interest, row.principal, row.balance)
        assert all(text == f"{value:.2f}" for value, text in zip(ours, printed, strict=True) if text), (row, printed)


def test_a_change_of_rate_spreads_the_balance_anew() -> None:
    """Seven percent for one month, four from then on (Fineract)."""
    first = amortise(Decimal(100), [Step(nominal("7", Fraction(1, 12)))] * 6)[0]
    rest = amortise(first.balance, [Step(nominal("4", Fraction(1, 12)))] * 5)
    assert [str(row.instalment) for row in (first, *rest)] == ["17.01", "16.88", "16.88", "16.88", "16.88", "16.89"]


def test_tables_in_full_digits() -> None:
    rows = amortise(Decimal(200_000), [Step(nominal("6", Fraction(1, 12)))] * 240, quantum=Decimal("1e-24"))
    for year, printed in YEARS.items():
        of_year = rows[year * 12 - 12 : year * 12]
        sums = [sum(getattr(row, part) for row in of_year) for part in ("instalment", "interest", "principal")]
        assert tuple(f"{value:.2f}" for value in sums) == printed
    for capital, percent, months, month, part, amount in PARTS:
        steps = [Step(nominal(percent, Fraction(1, 12)))] * months
        row = amortise(Decimal(capital), steps, quantum=Decimal("1e-24"))[month - 1]
        assert abs(getattr(row, part) - Decimal(amount)) < Decimal(10) ** Decimal(amount).as_tuple().exponent
    assert f"{level_instalment(Decimal(15_000), [monthly_rate(Decimal('1.19'))] * 60):.2f}" == "257.59"


@pytest.mark.parametrize(("cents", "percent", "months"), [(6_000_000, "2.75", 300), (99, "11", 2)])
def test_pyxirr_finds_the_same_instalment_parts_and_rate(cents: int, percent: str, months: int) -> None:
    amount, rate = Decimal(cents) / 100, monthly_rate(Decimal(percent))
    level = level_instalment(amount, [rate] * months)
    assert float(level) == pytest.approx(-pyxirr.pmt(float(rate), months, float(amount)), rel=1e-12)
    rows = amortise(amount, [Step(rate)] * months, quantum=Decimal("1e-20"))
    for n in {1, months // 2, months}:
        theirs = (
            -pyxirr.ppmt(float(rate), n, months, float(amount)),
            -pyxirr.ipmt(float(rate), n, months, float(amount)),
        )
        assert (float(rows[n - 1].principal), float(rows[n - 1].interest)) == pytest.approx(theirs, rel=1e-9)
    flows = [Flow(amount - Decimal("0.05"), Fraction(0)), *(Flow(-level, Fraction(n + 1, 12)) for n in range(months))]
    monthly = pyxirr.irr([float(flow.amount) for flow in flows])
    with localcontext() as wide:
        wide.prec = 30
        assert float(apr(flows)) == pytest.approx((1 + monthly) ** 12 - 1, rel=1e-9)
