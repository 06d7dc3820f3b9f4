"""Indicators that follow from others, targets, what a figure leaves out, and rules that changed."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from app.actionplan.catalogue import measure_named, measures_in
from app.actionplan.evaluation import evaluate, records
from app.actionplan.figure_page import figure_page
from app.actionplan.kinds import Direction, Verdict
from app.actionplan.listing import record_page
from app.actionplan.models_indicator import DerivedIndicator, IndicatorTarget
from app.actionplan.policy_indicators import load_indicators
from app.actionplan.queries_indicator import derived_rows
from app.actionplan.registry import all_measures
from app.actionplan.rules_target import verdict
from app.actionplan.service_close import close_year, submit_year
from app.core.errors import StartRefused
from app.core.period import Period
from app.imports.registry import importer_for
from app.imports.run import run_import
from app.reports.build import build_report
from app.reports.publication import Audience, for_audience
from config import POLICY_FOLDER
from tests.integration.actionplan.test_counts import entry, note_counts
from tests.oracle.register import write_csv
from tests.projects.woonclub.test_edges import home, row
from tests.support.people import sign_in

RATE = "derived.woning_gevonden_aandeel"


@pytest.fixture
def filled(app, work, tmp_path):
    rows = [row(name, "2018-01-10") for name in "ABCDEF"] + [row("G", "2018-02-11", **home("2018-05-01"))]
    assert not run_import(work, importer_for("woonclub"), write_csv(tmp_path / "register.csv", rows)).errors


@pytest.mark.parametrize(
    ("value", "direction", "expected"),
    [
        (100, Direction.AT_LEAST, Verdict.REACHED),
        (95, Direction.AT_LEAST, Verdict.NEARLY),
        (94, Direction.AT_LEAST, Verdict.MISSED),
        (100, Direction.AT_MOST, Verdict.REACHED),
        (105, Direction.AT_MOST, Verdict.NEARLY),
        (Decimal("105.1"), Direction.AT_MOST, Verdict.MISSED),
    ],
)
def test_where_a_value_is_against_its_target(value, direction, expected):
    assert verdict(value, Decimal(100), direction, Decimal(5)) is expected


def test_a_rate_of_two_figures_opens_like_any_figure(filled, work, as_actor):
    measure = measure_named(work.session, RATE, 2018)
    found = evaluate(work.session, measure, Period.of_year(2018))
    assert (found.numerator, found.denominator, found.records) == (1, 7, 7)
    assert round(found.value, 4) == Decimal("0.1429")
    assert records(work.session, measure, Period.of_year(2018)) == list("ABCDEFG")
    elsewhere = as_actor("social_worker", "woonclub", "34027")
    page = record_page(elsewhere, measure, Period.of_year(2018))
    assert page.hidden == page.total == 7


def test_every_declared_part_exists_and_every_derived_figure_adds_up(work):
    known = {measure.key: measure for measure in all_measures()}
    offered = {measure.key for measure in measures_in(work.session, 2024)}
    for each in derived_rows(work.session):
        assert f"derived.{each.key}" in offered
        assert {*each.parts.split(";"), *(each.of or each.parts).split(";")} <= known.keys()


def test_two_versions_are_never_one_series(filled, work, as_actor):
    one, other = as_actor("analyst"), as_actor("analyst")
    with one.transaction():
        submit_year(one, year=2018, note="nagekeken")
    with other.transaction():
        close_year(other, year=2018, reason="klaar")
    with work.transaction():
        old = work.session.get(DerivedIndicator, ("woning_gevonden_aandeel", 1))
        old.to_year = 2018
        values = {column.key: getattr(old, column.key) for column in DerivedIndicator.__table__.columns}
        new = {"version": 2, "from_year": 2019, "to_year": None, "definition": "Een andere regel."}
        work.session.add(DerivedIndicator(**(values | new)))
    page = figure_page(work.session, measure_named(work.session, RATE, 2019), 2019)
    assert "2018" not in [label for label, _ in page.series]
    assert [(year, shown) for year, shown, _ in page.other_rules] == [(2018, "14,29\N{NO-BREAK SPACE}%")]
    assert page.last_year == "–"


def test_a_figure_says_its_target_and_what_it_leaves_out(app, work):
    with work.transaction():
        note_counts(work, entries=[entry(work, "195000", place="")], reason="")
    page = sign_in(app.test_client(), "analyst").get("/cijfers/2024/counter.voedsel_ingezameld_kg").text
    assert "minstens <strong>200.000</strong>, bijna gehaald" in page
    assert "Laatste telling genoteerd op" in page
    woonclub = sign_in(app.test_client(), "analyst").get("/cijfers/2024/woonclub.new_households").text
    assert "0 ingetrokken, want bij vergissing geopend, 0 nog een klad" in woonclub
    report = build_report(work.session, work.clock, 2024)
    figures = {figure.key: figure for section in report.sections for figure in section.figures}
    assert figures["counter.voedsel_ingezameld_kg"].verdict == "nearly"


def test_what_follows_from_a_hidden_figure_is_hidden(filled, work):
    report = for_audience(build_report(work.session, work.clock, 2018), Audience.PUBLIC)
    figures = {figure.key: figure for section in report.sections for figure in section.figures}
    assert figures["woonclub.found_same_year"].hidden == "<5"
    assert (figures[RATE].value, figures[RATE].denominator) == (None, None)


WRONG = (
    ("targets.csv", "x.y,2020,,,5,0,W13,true,000", "targets.csv, rij 2: direction"),
    ("targets.csv", "x.y,2020,,sideways,5,0,W13,true,000", "direction is niet te lezen"),
    ("targets.csv", "x.y,2020,,at_least,5,0,W13,true,000\nx.y,2021,,at_least,6,0,W13,true,000", "twee rijen"),
    ("derived.csv", "k,1,2020,,AP09,rate,L,u,D,x.y,,0,W13,true,000", "noemer"),
    ("rules.csv", "digipunten,1,2020,,guess,D,true,W13,true,000", "rules.csv, rij 2: taken"),
    ("rules.csv", "niets,1,2020,,sum,D,true,W13,true,000", "er is geen indicator niets"),
)


def test_what_is_wrong_in_the_files_is_said_where_it_is_and_nothing_is_half_done(work, tmp_path):
    stored = everything(work)
    for place, (file, line, says) in enumerate(WRONG):
        folder = tmp_path / str(place) / "plan"
        folder.mkdir(parents=True)
        for name in ("derived.csv", "rules.csv", "targets.csv"):
            text = (POLICY_FOLDER / "plan" / name).read_text().splitlines()
            (folder / name).write_text("\n".join([text[0], *([line] if name == file else text[1:-1])]) + "\n")
        with pytest.raises(StartRefused, match=says), work.transaction():
            load_indicators(work.session, folder.parent)
        assert everything(work) == stored


def everything(work):
    """Every target and every derived indicator that is stored."""
    targets = [(each.key, each.value, each.direction) for each in work.session.scalars(select(IndicatorTarget))]
    return len(targets), sorted(map(str, targets)), sorted(each.key for each in derived_rows(work.session))
