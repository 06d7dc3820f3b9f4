"""Which charts a section gets, and that a hidden part has no bar."""

from app.reports.charts_of import AimChart, aim_charts, money_chart, place_charts
from app.reports.model import Column, Figure, MoneyTable, Section

NAMES = {"34022": "Kortrijk", "34027": "Menen"}
COLUMNS = (Column("Rek 2023", 2023, "rekening"), Column("Rek 2024", 2024, "rekening"), Column("Mjp 2024", 2024, "mjp"))


def section(level="ap", figures=(), expenses=(5, 7, 9)):
    money = MoneyTable("exploitatie", COLUMNS, (1, None, 3), expenses, (None, None, None))
    texts = {"statement": None, "description": None, "indicator": None, "priority": None, "narrative": ()}
    return Section(
        code="AP09", parent=None, level=level, depth=0, title="Wonen", money=(money,), figures=tuple(figures), **texts
    )


def test_money_is_drawn_from_the_accounts_of_what_is_no_action():
    chart = money_chart(section())
    assert (chart.expenses, chart.receipts) == ([("2023", 5), ("2024", 7)], [("2023", 1), ("2024", None)])
    assert money_chart(section("actie")) is None
    assert money_chart(section(expenses=(5, None, 9))) is None


def test_counts_are_drawn_by_municipality_frozen_before_now():
    by = {"municipality": {"34022": 3, "34027": 9, "unknown": 1}}
    count = Figure("k", "Huishoudens", "huishouden", "records", 13, is_count=True, by=by)
    (chart,) = place_charts(section(figures=[count]), NAMES)
    assert chart.items == [("Kortrijk", 3), ("Menen", 9), ("Onbekend", 1)]
    hidden = Figure("k", "H", "h", "records", 13, is_count=True, by={"municipality": {"34022": None, "34027": 9}})
    assert place_charts(section(figures=[hidden]), NAMES) == []
    rate = Figure("k", "H", "h", "records", 1, by=by)
    assert place_charts(section(figures=[rate]), NAMES) == []


def test_a_figure_is_drawn_against_its_target_unless_it_is_hidden_or_a_share():
    shown = Figure("k", "Voedsel", "kg", "counter", 190, last_year=150, target=200, frozen=180, revision=1)
    hidden = Figure("k", "Voedsel", "kg", "counter", None, target=200, hidden="<5")
    share = Figure("k", "Aandeel", "aandeel", "records", 1, target=1, denominator=9)
    assert aim_charts(section(figures=[shown, hidden, share])) == [AimChart("Voedsel", 180, 200, 150)]
