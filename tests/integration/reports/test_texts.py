"""Texts of the report: filled by measurements, typed figures pointed out, versions, approval by a second person."""

import pytest

from app.core.errors import Refused, Stale
from app.imports.registry import importer_for
from app.imports.run import run_import
from app.reports.build import build_report
from app.reports.publication import Audience, for_audience
from app.reports.rules_text import checked, placeholders, typed_figures
from app.reports.service_text import approve_text, write_text
from tests.oracle.register import write_csv
from tests.projects.woonclub.test_edges import home, row
from tests.support.people import post, sign_in

TEXT = "In 2018 waren er [[woonclub.new_households]] huishoudens; [[woonclub.found_same_year]] vond een woning."
WHERE = {"year": 2018, "code": "A0901"}


@pytest.fixture
def filled(app, work, tmp_path):
    rows = [row(name, "2018-01-10") for name in "ABCDEF"] + [row("G", "2018-02-11", **home("2018-05-01"))]
    assert not run_import(work, importer_for("woonclub"), write_csv(tmp_path / "register.csv", rows)).errors
    return work


def printed(work, audience=Audience.INTERNAL):
    work.session.rollback()
    report = for_audience(build_report(work.session, work.clock, 2018), audience)
    return next(section.narrative for section in report.sections if section.code == "A0901")


def test_what_a_text_asks_for_and_what_was_typed():
    assert placeholders("a [[x.y]] b [[ x.y ]] [[z]]") == ["x.y", "z"]
    assert typed_figures("In 2024 waren er 709 huishoudens, 1.234,5 kg, A0901 en [[x.y1]].") == ["709", "1.234,5"]
    for text in ("", "[[niets]]", "een [[ open", "x" * 8001):
        with pytest.raises(Refused):
            checked(text, {"x.y"})


def test_only_an_approved_text_is_printed_filled_by_the_report_itself(filled, as_actor):
    one, other = as_actor("analyst"), as_actor("coordinator")
    with pytest.raises(Refused, match="niets"), one.transaction():
        write_text(one, **WHERE, text="[[niets.hier]]", after=0)
    with one.transaction():
        write_text(one, **WHERE, text=TEXT, after=0)
    assert printed(filled) == ()
    with pytest.raises(Refused, match="collega"), one.transaction():
        approve_text(one, **WHERE, number=1)
    with other.transaction():
        approve_text(other, **WHERE, number=1)
    assert printed(filled) == ("In 2018 waren er 7 huishoudens; 1 vond een woning.",)
    assert printed(filled, Audience.PUBLIC) == ("In 2018 waren er 7 huishoudens; <5 vond een woning.",)
    with pytest.raises(Stale), one.transaction():
        write_text(one, **WHERE, text="Anders.", after=0)
    with one.transaction():
        write_text(one, **WHERE, text="Anders.", after=1)
    assert printed(filled)[0].startswith("In 2018 waren er 7")
    with pytest.raises(Stale), other.transaction():
        approve_text(other, **WHERE, number=1)
    worker = as_actor("social_worker")
    with pytest.raises(Refused, match="rol"), worker.transaction():
        write_text(worker, **WHERE, text="x", after=2)


def test_the_page(app, filled):
    one, other = sign_in(app.test_client(), "analyst"), sign_in(app.test_client(), "coordinator")
    url = "/beleidsevaluatie/2018/tekst/A0901"
    assert "[[woonclub.new_households]]" in one.get(url).text
    wrong = post(one, url, {"text": "[[geen.cijfer]]", "after": "0"})
    assert wrong.status_code == 422
    assert "[[geen.cijfer]]</textarea>" in wrong.text
    assert post(one, url, {"text": TEXT + " Samen 709.", "after": "0"}).status_code == 302
    page = other.get(url).text
    assert "met de hand getypt: 709" in page
    assert "In 2018 waren er 7 huishoudens" in page
    assert post(other, f"{url}/goedkeuren", {"after": "1"}).status_code == 302
    assert "In 2018 waren er 7 huishoudens" in other.get("/beleidsevaluatie/2018").text
    assert one.get("/beleidsevaluatie/2018/tekst/A9999").status_code == 404
