"""Counts by hand: imported, entered, corrected; measured with their dimensions; refused where they are wrong."""

import json
import re
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from app.actionplan.catalogue import measure_named
from app.actionplan.evaluation import evaluate, records
from app.actionplan.importers import COUNTS
from app.actionplan.models_count import Count, CountCorrection
from app.actionplan.queries_count import indicators
from app.actionplan.queries_tree import node_uids
from app.actionplan.service_count import Entry, note_counts
from app.core.errors import Refused, Stale
from app.core.period import Period
from app.imports.run import run_import
from app.reports.build import build_report
from tests.support.people import sign_in
from tests.support.plan_files import write_csv

YEAR = Period.of_year(2024)


def line(key="overkop_huis_contacten", action="A0702", day="2024-03-31", value="12", place="", series=""):
    return {
        "action": action, "indicator_key": key, "date": day, "value": value, "municipality": place, "breakdown": series,
    }  # fmt: skip


@pytest.fixture
def load(app, work, tmp_path):
    def run(rows, *, dry_run=False):
        return run_import(work, COUNTS, write_csv(tmp_path / "counts.csv", rows), dry_run=dry_run)

    return run


def entry(work, value="5", *, place="34022", before=None, day=date(2024, 1, 31)):
    return Entry(
        action="A0501",
        node_uid=node_uids(work.session)["2020-2025", "A0501"],
        key="voedsel_ingezameld_kg",
        indicator_uid=indicators(work.session)["voedsel_ingezameld_kg"],
        on=day,
        value=Decimal(value),
        municipality=place,
        before=before,
    )


def test_counts_are_summed_over_the_year_by_every_dimension(load, work):
    rows = [
        line(series="huis=Menen", place="34027"),
        line(day="2024-04-30", value="30", series="huis=Menen;soort=nieuw", place="34027"),
        line(value="7", series="huis=Kortrijk"),
        line(day="2023-12-31", value="1000"),
        line("voedsel_ingezameld_kg", "A0501", value="0,5"),
    ]
    assert load(rows).counts.created == 5
    found = evaluate(work.session, measure_named(work.session, "counter.overkop_huis_contacten"), YEAR)
    assert found.value == 49
    assert found.by == {
        "huis": {"Kortrijk": 7, "Menen": 42},
        "municipality": {"34027": 42, "unknown": 7},
        "soort": {"nieuw": 30, "unknown": 19},
    }
    refs = records(work.session, found.measure, YEAR, {"huis": "Kortrijk"})
    assert refs == ["A0702:overkop_huis_contacten:2024-03-31::huis=Kortrijk"]
    kilos = evaluate(work.session, measure_named(work.session, "counter.voedsel_ingezameld_kg"), YEAR)
    assert kilos.value == Decimal("0.5")


def test_the_same_file_again_changes_nothing_and_another_value_is_a_correction(load, work):
    load([line(), line(day="2024-04-30")])
    assert load([line(), line(day="2024-04-30")]).counts.unchanged == 2
    assert load([line(value="13")], dry_run=True).counts.updated == 1
    assert load([line(value="13")]).counts.updated == 1
    (correction,) = work.session.scalars(select(CountCorrection))
    assert (correction.before, correction.after, correction.reason) == (12, 13, "import")


WRONG = [
    (line(key="bestaat_niet"), "indicator_key"),
    (line(action="A9999"), "action"),
    (line(action="A0501"), "indicator_key"),
    (line(day=""), "date"),
    (line(day="2024-02-30"), "date"),
    (line(value="-1"), "value"),
    (line(value="veel"), "value"),
    (line(place="99999"), "municipality"),
    (line(series="Menen"), "breakdown"),
]


@pytest.mark.parametrize(("row", "column"), WRONG, ids=[column + str(place) for place, (_, column) in enumerate(WRONG)])
def test_a_wrong_row_is_named_and_nothing_is_written(load, work, row, column):
    result = load([line("voedsel_ingezameld_kg", "A0501"), row])
    assert [(error.row, error.column) for error in result.errors] == [(3, column)]
    assert work.session.scalar(select(func.count()).select_from(Count)) == 0


def test_the_same_count_twice_in_a_file_is_refused(load):
    assert load([line(), line()]).errors


def test_a_correction_asks_for_its_reason(work, as_actor):
    worker = as_actor("counter_worker")
    with worker.transaction():
        note_counts(worker, entries=[entry(worker)], reason=None)
    with pytest.raises(Refused, match="waarom"), worker.transaction():
        note_counts(worker, entries=[entry(worker, "6")], reason=" ")
    with worker.transaction():
        note_counts(worker, entries=[entry(worker, "6")], reason="bonnen nageteld")
    (count,) = work.session.scalars(select(Count))
    assert (count.value, count.version) == (6, 2)


def test_a_count_that_a_colleague_changed_is_not_overwritten(as_actor):
    worker = as_actor("counter_worker")
    with worker.transaction():
        note_counts(worker, entries=[entry(worker)], reason=None, as_shown=True)
    with pytest.raises(Stale), worker.transaction():
        note_counts(worker, entries=[entry(worker, "9")], reason="x", as_shown=True)


def test_a_counter_worker_of_one_place_writes_there_only(as_actor):
    worker = as_actor("counter_worker", None, "34022")
    with worker.transaction():
        note_counts(worker, entries=[entry(worker)], reason=None)
    for place in ("34023", ""):
        with pytest.raises(Refused, match="gemeente"), worker.transaction():
            note_counts(worker, entries=[entry(worker, place=place)], reason=None)
    assert not worker.actor.holds("figure.read")
    assert not worker.actor.holds("case.read")


@pytest.mark.parametrize("value", ["-1", "1000000001", "0.00001"])
def test_what_is_no_count(as_actor, value):
    worker = as_actor("counter_worker")
    with pytest.raises(Refused), worker.transaction():
        note_counts(worker, entries=[entry(worker, value)], reason=None)


def test_the_command_and_the_report_name_the_source(app, load, work, tmp_path):
    load([line("voedsel_ingezameld_kg", "A0501", value="477714", day="2024-12-31")])
    run = app.test_cli_runner().invoke
    wrong = write_csv(tmp_path / "wrong.csv", [line(), line(day="")])
    refused = run(args=["import", "counts", str(wrong)])
    assert refused.exit_code == 1
    assert re.search(r"rij 3.*date", refused.stdout + refused.stderr)
    assert work.session.scalar(select(func.count()).select_from(Count)) == 1
    document = json.loads(run(args=["measure", "--year", "2024", "--json"]).stdout)
    found = next(each for each in document["measures"] if each["key"] == "counter.voedsel_ingezameld_kg")
    assert found == {
        "key": "counter.voedsel_ingezameld_kg", "action": "A0501", "label": found["label"], "unit": "kg",
        "value": 477714, "numerator": None, "denominator": None, "source": "counter", "by": {},
    }  # fmt: skip
    refs = json.loads(run(args=["records", found["key"], "--year", "2024", "--json"]).stdout)["refs"]
    assert refs == ["A0501:voedsel_ingezameld_kg:2024-12-31::"]
    section = next(each for each in build_report(work.session, work.clock, 2024).sections if each.code == "A0501")
    counted = [figure for figure in section.figures if figure.source == "counter"]
    assert [(figure.key, figure.value, figure.published) for figure in counted] == [(found["key"], 477714, 477714)]
    assert not [figure for figure in section.figures if figure.key == "voedsel_ingezameld_kg"]


def test_its_page_and_list_show_the_counts_in_their_unit(app, load):
    load([line("voedsel_ingezameld_kg", "A0501", value="12,5", day="2024-12-31", series="soort=brood")])
    analyst = sign_in(app.test_client(), "analyst")
    page = analyst.get("/cijfers/2024/counter.voedsel_ingezameld_kg").text
    assert "12,5" in page
    assert "brood" in page
    listed = analyst.get("/cijfers/2024/counter.voedsel_ingezameld_kg/lijst").text
    assert '<td class="num" data-label="Telt voor">12,5</td>' in listed


def test_a_counter_without_counts_in_a_year_leaves_the_printed_figure_alone(load, work):
    load([line("voedsel_ingezameld_kg", "A0501", value="5", day="2023-12-31")])
    section = next(each for each in build_report(work.session, work.clock, 2024).sections if each.code == "A0501")
    assert [figure.source for figure in section.figures if "voedsel" in figure.key] == ["published"]
