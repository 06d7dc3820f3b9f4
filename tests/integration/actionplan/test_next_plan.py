"""What outlives a plan, a rule or a municipality: series by indicator, rules in versions, mergers and history."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.actionplan.catalogue import measure_named, measures_in
from app.actionplan.count_grid import grid_of
from app.actionplan.evaluation import evaluate
from app.actionplan.figure_page import figure_page
from app.actionplan.importers import COUNTS
from app.actionplan.kinds import Taken
from app.actionplan.models import Level, PlanNode, PlanPeriod
from app.actionplan.models_indicator import IndicatorRule
from app.actionplan.queries_tree import nodes_in_order
from app.actionplan.rules_lineage import ancestors, place_in
from app.actionplan.service_count import note_counts
from app.core.errors import Refused
from app.core.period import Period
from app.imports.registry import importer_for
from app.imports.run import run_import
from app.organisations.models import Municipality
from app.reports.build import build_report
from app.reports.comparison import of_municipality
from tests.integration.actionplan.test_counts import entry, line
from tests.oracle.register import write_csv as write_register
from tests.projects.woonclub.test_edges import row
from tests.support.people import sign_in
from tests.support.plan_files import write_csv

NEXT = {
    "code": "2026-2031",
    "title": "Beleidsplan 2026-2031",
    "first_day": date(2026, 1, 1),
    "last_day": date(2031, 12, 31),
    "source": "test",
}
TREE = [
    ("D1", "", "sd", "Samen sterk", ""),
    ("D1.1", "D1", "od", "Zorg", ""),
    ("P1", "D1.1", "ap", "Wonen en eten", ""),
    ("W1", "P1", "actie", "Woonclub", "A0901"),
    ("E1", "P1", "actie", "Voedsel", "A0501"),
    ("E2", "P1", "actie", "Voedsel in de buurt", "A0501"),
]


def test_where_the_work_under_a_code_stands_in_a_later_plan():
    plans = ["1", "2", "3"]
    lineage = {("2", "W1"): "A1;A2", ("3", "V1"): "W1", ("3", "V2"): "W1"}
    assert [place_in(plans, lineage, "1", code, "3") for code in ("A1", "A2")] == ["V1", "V1"]
    assert place_in(plans, lineage, "1", "A3", "2") == "1 A3"
    assert place_in(plans, lineage, "2", "W1", "2") == "W1"
    assert list(ancestors(plans, lineage, "3", "V2")) == [("2", "W1"), ("1", "A1"), ("1", "A2")]


@pytest.fixture
def next_plan(work, tmp_path):
    """The plan of 2026-2031: other codes for the Woonclub and for food, which was split; nothing for the rest."""
    with work.transaction():
        work.session.add(PlanPeriod(**NEXT))
    rows = [
        dict(zip(("code", "parent", "level", "title", "continues"), each, strict=True)) | {"plan": NEXT["code"]}
        for each in TREE
    ]
    assert run_import(work, importer_for("plan"), write_csv(tmp_path / "plan.csv", rows)).counts.created == len(rows)
    return rows


def test_a_recoded_action_keeps_its_indicator_and_its_series(work, next_plan, tmp_path, as_actor):
    days = {"A": "2025-05-02", "B": "2025-06-02", "C": "2026-02-03"}
    register = [row(name, day) for name, day in days.items()]
    assert not run_import(work, importer_for("woonclub"), write_register(tmp_path / "r.csv", register)).errors
    counts = [
        line("voedsel_ingezameld_kg", "A0501", "2025-03-31", "100"),
        line("voedsel_ingezameld_kg", "E1", "2026-01-31"),
    ]
    assert not run_import(work, COUNTS, write_csv(tmp_path / "c.csv", counts)).errors
    elsewhere = run_import(
        work, COUNTS, write_csv(tmp_path / "c.csv", [counts[0] | {"action": "W1", "date": "2026-01-02"}])
    )
    assert [(error.column, error.message) for error in elsewhere.errors] == [("indicator_key", "hoort bij E1, E2")]
    by_year = {year: build_report(work.session, work.clock, year) for year in (2025, 2026)}
    stands = {
        year: {
            figure.key: (section.code, figure.value, figure.last_year)
            for section in report.sections
            for figure in section.figures
        }
        for year, report in by_year.items()
    }
    assert stands[2025]["woonclub.new_households"] == ("A0901", 2, 0)
    assert stands[2026]["woonclub.new_households"] == ("W1", 1, 2)
    # Nobody counted the year before: that is unknown, not zero.
    assert stands[2025]["counter.voedsel_ingezameld_kg"] == ("A0501", 100, None)
    assert stands[2026]["counter.voedsel_ingezameld_kg"] == ("E1", 12, 100)
    # Work that the new plan does not name is not lost: it stands under the plan as a whole.
    assert stands[2026]["crisis.nights"][0] == NEXT["code"]
    key = "woonclub.new_households"
    page = figure_page(work.session, measure_named(work.session, key, 2026), 2026)
    assert page.measure.action == "W1"
    assert page.series[-2:] == [("2025", 2), ("2026", 1)]
    grid = sign_in_counter(as_actor, work)
    assert grid("E1") and grid("E2")


def sign_in_counter(as_actor, work):
    """Whether the grid of an action of 2026 offers to count food."""
    worker = as_actor("counter_worker")
    return lambda code: "voedsel_ingezameld_kg" in [each.series.key for each in grid_of(worker, 2026, code).rows]


def test_what_a_plan_goes_on_from_must_be_there(work, next_plan, tmp_path):
    wrong = [next_plan[3] | {"continues": "A0901;A9999"}]
    result = run_import(work, importer_for("plan"), write_csv(tmp_path / "wrong.csv", wrong))
    assert [(error.row, error.column) for error in result.errors] == [(2, "continues")]
    assert "A9999" in result.errors[0].message
    (stored,) = work.session.scalars(select(PlanNode.continues).where(PlanNode.code == "W1"))
    assert stored == "A0901"
    assert [node.level for node in nodes_in_order(work.session, NEXT["code"])][:3] == [
        Level.GOAL,
        Level.OBJECTIVE,
        Level.PLAN,
    ]


def test_a_state_is_its_last_count_and_a_value_is_given_once(app, work, as_actor, tmp_path):
    rows = [
        line("digipunten", "A0604", "2024-03-31", "40", "34022"),
        line("digipunten", "A0604", "2024-11-30", "44", "34022"),
        line("digipunten", "A0604", "2024-06-30", "3", "34027"),
        line("voedsel_kg_per_dag", "A0501", "2024-02-01", "1100"),
        line("voedsel_kg_per_dag", "A0501", "2024-10-01", "1250,5"),
    ]
    assert not run_import(work, COUNTS, write_csv(tmp_path / "c.csv", rows)).errors
    points = evaluate(work.session, measure_named(work.session, "counter.digipunten", 2024), Period.of_year(2024))
    assert (points.value, points.by) == (47, {"municipality": {"34022": 44, "34027": 3}})
    half = Period(date(2024, 1, 1), date(2024, 6, 30))
    assert evaluate(work.session, points.measure, half).value == 43
    daily = evaluate(
        work.session, measure_named(work.session, "counter.voedsel_kg_per_dag", 2024), Period.of_year(2024)
    )
    assert (daily.value, daily.records, daily.measure.is_count) == (Decimal("1250.5"), 1, False)
    page = sign_in(app.test_client(), "analyst").get("/cijfers/2024/counter.voedsel_kg_per_dag").text
    assert "1.250,5" in page and "met de hand opgegeven" in page
    part = replace(entry(work, "7", place="34022"), key="voedsel_kg_per_dag")
    with pytest.raises(Refused, match="telt niet op"), work.transaction():
        note_counts(work, entries=[part], reason="")


def test_a_changed_rule_is_another_line(app, work, tmp_path):
    """Food was weighed until 2024 and is estimated by the crate from 2025 on: two definitions, two series."""
    rows = [
        line("voedsel_ingezameld_kg", "A0501", f"{year}-03-31", value)
        for year, value in ((2023, "5"), (2024, "9"), (2025, "700"))
    ]
    assert not run_import(work, COUNTS, write_csv(tmp_path / "c.csv", rows)).errors
    with work.transaction():
        old = work.session.get(IndicatorRule, ("voedsel_ingezameld_kg", 1))
        old.to_year = 2024
        work.session.add(
            IndicatorRule(
                key=old.key,
                version=2,
                from_year=2025,
                taken=Taken.SUM,
                definition="Kratten maal tien.",
                of_people=False,
                owner="test",
                confirmed=True,
                source="test",
            )
        )
    key = "counter.voedsel_ingezameld_kg"
    page = figure_page(work.session, measure_named(work.session, key, 2025), 2025)
    assert [value for label, value in page.series if label in {"2023", "2024"}] == []
    assert [(year, shown) for year, shown, _ in page.other_rules] == [(2023, "5"), (2024, "9")]
    assert (page.last_year, page.delta) == ("–", None)
    figures = {f.key: f for s in build_report(work.session, work.clock, 2025).sections for f in s.figures}
    assert (figures[key].value, figures[key].last_year) == (700, None)
    assert [each.version for each in measures_in(work.session, 2024) if each.key == key] == [1]
    text = sign_in(app.test_client(), "analyst").get(f"/cijfers/2025/{key}").text
    assert "In 2024 gold een andere regel" in text
    so_far = sign_in(app.test_client(), "analyst").get("/overzicht/2025/tot-nu").text
    cells = re.findall(r"<td[^>]*>(.*?)</td>", next(r for r in so_far.split("<tr>") if key in r))
    assert cells[1] == "–"


@pytest.fixture
def merged(work):
    """The mergers of 1 January 2025 around Tielt: Meulebeke went up in it, and both codes ended."""
    end = date(2025, 1, 1)
    common = {"kind": "stad", "postcode": "8700", "arrondissement": "Tielt", "inhabitants": 1, "inhabitants_year": 2024}
    with work.transaction():
        for code, name, first, last, successor in (
            ("37015", "Tielt (oud)", date(1977, 1, 1), end, "37022"),
            ("37007", "Meulebeke", date(1977, 1, 1), end, "37022"),
            ("37022", "Tielt", end, None, None),
        ):
            work.session.add(
                Municipality(
                    nis5=code,
                    name=name,
                    valid_from=first,
                    valid_to=last,
                    successor=successor,
                    source="REFNIS",
                    **common,
                )
            )


def test_a_merger_of_municipalities_keeps_its_history(app, work, merged, tmp_path):
    places = (("A", "2024-02-01", "37007"), ("B", "2024-03-01", "37015"), ("C", "2025-02-01", "37022"))
    rows = [row(name, day, municipality=place) for name, day, place in places]
    assert not run_import(work, importer_for("woonclub"), write_register(tmp_path / "r.csv", rows)).errors
    found = {each.measure.key: each for each in of_municipality(work.session, 2025, "37022")}
    assert (found["woonclub.new_households"].now, found["woonclub.new_households"].before) == (1, 2)
    assert found["woonclub.new_households"].difference == -1
    alone = {each.measure.key: each for each in of_municipality(work.session, 2024, "37007")}
    assert alone["woonclub.new_households"].now == 1
    analyst = sign_in(app.test_client(), "analyst")
    assert "ging op 01/01/2025 op in" in analyst.get("/overzicht/2024/gemeente/37007").text
    assert "zo loopt de reeks door" in analyst.get("/overzicht/2025/gemeente/37022").text
    links = {year: analyst.get(f"/overzicht/{year}").text for year in (2024, 2025)}
    assert "gemeente/37007" in links[2024] and "gemeente/37022" not in links[2024]
    assert "gemeente/37007" not in links[2025] and "gemeente/37022" in links[2025]
    page = analyst.get("/cijfers/2024/woonclub.new_households").text
    assert "Meulebeke" in page and "Tielt (oud)" in page
