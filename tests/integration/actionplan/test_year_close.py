"""Closing a year: two persons, figures that nothing changes, revisions, and exactly what changed since."""

import json

import pytest
from sqlalchemy import delete, insert, text, update
from sqlalchemy.exc import DBAPIError, StatementError

from app.actionplan.comparing import compare_year
from app.actionplan.models_measurement import Measurement, MeasurementRecord, YearClose
from app.actionplan.queries_measurement import frozen_figures, frozen_rows, revisions
from app.actionplan.service_close import close_year, return_year, submit_year
from app.clients.models import Person
from app.core.errors import Refused
from app.imports.registry import importer_for
from app.imports.run import run_import
from tests.oracle.register import write_csv
from tests.projects.woonclub.test_edges import ONE, home, row
from tests.support.people import add_person, email_of

KEY = "woonclub.new_households"
ROWS = [
    row("A", "2018-01-10", **ONE),
    row("B", "2018-02-11"),
    row("C", "2018-03-12", **home("2018-05-01")),
    row("D", "2019-03-12"),
]
CHANGES = (
    update(Measurement).values(value="710"),
    delete(Measurement),
    update(MeasurementRecord).values(ref="Z"),
    delete(MeasurementRecord),
    update(YearClose).values(reason="anders"),
    delete(YearClose),
)


@pytest.fixture
def load(app, work, tmp_path):
    """Imports rows of the Woonclub; the file is the whole register as it is known then."""

    def write(rows):
        result = run_import(work, importer_for("woonclub"), write_csv(tmp_path / "register.csv", rows))
        assert not result.errors

    return write


@pytest.fixture
def closed(load, work, as_actor):
    """2018, submitted by one analyst and closed by another."""
    load(ROWS)
    one, other = as_actor("analyst"), as_actor("analyst")
    with one.transaction():
        submit_year(one, year=2018, note="nagekeken")
    with other.transaction():
        close_year(other, year=2018, reason="alles ingevoerd")
    return one, other


def of(found, key=KEY):
    return next(each for each in found if each.measurement.measure_key == key)


def test_a_closed_year_keeps_value_parts_records_and_rule_whatever_is_tried(closed, work):
    check_what_is_kept(work)
    assert changed(work) == []
    with work.transaction():
        work.session.execute(update(Person).values(family_name_cell=None, given_name_cell=None))
    assert changed(work) == []
    for statement in CHANGES:
        with pytest.raises((DBAPIError, StatementError)), work.transaction():
            work.session.execute(statement)
        assert frozen_figures(work.session, 2018)[KEY].value == "3", statement
    check_nothing_joins(work)


def changed(work):
    return [each.measurement.measure_key for each in compare_year(work.session, 2018) if not each.is_empty]


def check_what_is_kept(work):
    figure = frozen_figures(work.session, 2018)[KEY]
    assert (figure.number, figure.revision, figure.definition_version, figure.records) == (3, 1, 1, 3)
    assert sum(figure.by["municipality"].values()) == 3
    assert sorted(frozen_rows(work.session, figure.uid)) == ["A", "B", "C"]
    assert "aanmelding" in figure.definition
    assert len(figure.hash) == 64


def test_compare_names_exactly_what_was_added_removed_and_changed(closed, load, work):
    load([row("E", "2018-12-31"), row("B", "2018-02-11", situation="shelter_caw"), row("C", "2019-03-12")])
    found = of(compare_year(work.session, 2018))
    assert (found.measurement.number, found.now) == (3, 3)
    assert (found.added, found.removed, found.changed) == (["E"], ["C"], ["B"])


def test_what_is_refused(as_actor):
    analyst, worker = as_actor("analyst"), as_actor("social_worker", "woonclub", "34022")
    for actor, verb, says in (
        (analyst, lambda w: submit_year(w, year=2018, note=" "), "Schrijf kort"),
        (analyst, lambda w: submit_year(w, year=2026, note="te vroeg"), "loopt nog"),
        (analyst, lambda w: close_year(w, year=2018, reason="x"), "niet ingediend"),
        (worker, lambda w: submit_year(w, year=2018, note="x"), "rol"),
    ):
        with pytest.raises(Refused, match=says), actor.transaction():
            verb(actor)


def test_who_submitted_does_not_close_and_a_returned_year_is_submitted_again(load, as_actor):
    load(ROWS)
    one, other = as_actor("analyst"), as_actor("coordinator")
    with one.transaction():
        submit_year(one, year=2018, note="nagekeken")
    with pytest.raises(Refused, match="collega"), one.transaction():
        close_year(one, year=2018, reason="toch maar")
    assert frozen_figures(one.session, 2018) == {}
    for step in (
        lambda: return_year(other, year=2018, reason="er ontbreekt een punt"),
        lambda: submit_year(one, year=2018, note="punt erbij"),
    ):
        doing = other if "return" in step.__code__.co_names[0] else one
        with doing.transaction():
            step()
    with other.transaction():
        assert close_year(other, year=2018, reason="klopt nu").revision == 1


def check_nothing_joins(work):
    figure = frozen_figures(work.session, 2018)[KEY]
    with pytest.raises(DBAPIError), work.transaction():
        row = {"measurement_uid": figure.uid, "ref": "Z", "counted": "1"}
        work.session.execute(insert(MeasurementRecord).values(row))
    with pytest.raises(DBAPIError), work.transaction():
        columns = "close_uid, measure_key, year, revision, action, label, unit, source, definition"
        more = "definition_version, value, numerator, denominator, breakdown, records, hash, computed_at"
        copied = f"SELECT x, {columns}, {more} FROM measurement"
        work.session.execute(text(f"INSERT INTO measurement (uid, {columns}, {more}) {copied.replace('x,', 'uid,')}"))


def test_a_correction_is_a_revision_with_its_reason_for_what_differs(closed, load, work):
    one, other = closed
    load([*ROWS, row("E", "2018-12-31")])
    with other.transaction():
        submit_year(other, year=2018, note="een aanmelding van december ontbrak")
    with one.transaction():
        assert close_year(one, year=2018, reason="gezien op papier").revision == 2
    history = revisions(work.session, 2018, KEY)
    assert [(figure.number, close.revision) for figure, close in history] == [(3, 1), (4, 2)]
    assert history[1][1].note == "een aanmelding van december ontbrak"
    assert len(revisions(work.session, 2018, "woonclub.points_active")) == 1
    assert [each for each in compare_year(work.session, 2018) if not each.is_empty] == []
    with one.transaction():
        submit_year(one, year=2018, note="nog eens")
    with pytest.raises(Refused, match="Geen enkel cijfer"), other.transaction():
        close_year(other, year=2018, reason="nog eens")


def test_the_commands(app, load, work):
    load(ROWS)
    email = email_of(app, add_person(app, "analyst"))
    run = app.test_cli_runner().invoke
    assert run(args=["compare", "--year", "2018", "--json"]).exit_code == 1
    assert run(args=["measure", "--year", "2018", "--frozen", "--json"]).exit_code == 1
    assert run(args=["close-year", "2018", "--by", "niemand@voorbeeld.test", "--reason", "x"]).exit_code == 1
    closing = run(args=["close-year", "2018", "--by", email, "--reason", "alles ingevoerd"])
    assert (closing.exit_code, closing.stdout) == (0, "")
    live = json.loads(run(args=["measure", "--year", "2018", "--json"]).stdout)
    frozen = json.loads(run(args=["measure", "--year", "2018", "--frozen", "--json"]).stdout)
    names = ("key", "action", "label", "unit", "value", "numerator", "denominator", "source", "by")
    assert [{name: each[name] for name in names} for each in frozen["measures"]] == live["measures"]
    load([*ROWS, row("E", "2018-12-31")])
    document = json.loads(run(args=["compare", "--year", "2018", "--json"]).stdout)
    changed = next(each for each in document["measures"] if each["key"] == KEY)
    assert changed == {"key": KEY, "frozen": 3, "now": 4, "added": ["E"], "removed": [], "changed": []}
    assert document["year"] == 2018


def test_who_submitted_is_refused_by_the_command_as_well(app, load, as_actor, work, services):
    load(ROWS)
    uid = add_person(app, "analyst")
    with work.transaction():
        submitted = submit_year(work, year=2018, note="x")
        submitted.submitted_by = f"user:{uid}"
    answer = app.test_cli_runner().invoke(args=["close-year", "2018", "--by", email_of(app, uid), "--reason", "ik ook"])
    assert answer.exit_code == 1
    assert "collega" in answer.stderr
