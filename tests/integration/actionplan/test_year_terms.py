"""The days of a year, its actions on their way to approval, exceptions, findings, and through whom records changed."""

import json
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from app.actionplan.comparing import changes_since, compare_year
from app.actionplan.listing import record_page
from app.actionplan.models_count import Count
from app.actionplan.quality import rule_named
from app.actionplan.queries_measurement import last_closing
from app.actionplan.queries_quality import findings_page, hard_findings, own_findings, quality_of
from app.actionplan.queries_year import action_states
from app.actionplan.service_close import close_year, submit_year
from app.actionplan.service_count import note_counts
from app.actionplan.service_quality import confirm_finding
from app.actionplan.service_year import approve_action, grant_exception, return_action, submit_action
from app.cases.loading import case_for_change
from app.core.errors import NotFound, Refused
from app.core.period import Period
from app.privacy.service_erasure import erase_persons
from app.projects.woonclub.measures import MEASURES
from app.projects.woonclub.models import Outcome, Registration
from app.projects.woonclub.rules import Intake
from app.projects.woonclub.service import register
from app.reports.build import build_report
from app.reports.html_file import as_html
from tests.integration.actionplan.test_counts import entry
from tests.support.cases import add_person
from tests.support.people import add_person as add_colleague
from tests.support.people import email_of, post, sign_in

YEAR = 2026


def write(work, value="5", **options):
    with work.transaction():
        return note_counts(work, entries=[entry(work, value, day=date(YEAR, 1, 31), **options)], reason="nagekeken")


def search(work, *, reason="own_feet", on=date(YEAR, 3, 2)):
    intake = Intake(
        registered_on=on, municipality="34022", situation="rent_private", main_reason=reason, adults=1, children=0
    )
    with work.transaction():
        person = add_person(work, organisation="34022")
        return register(work, person_uid=person.uid, intake=intake, organisation="34022")


def at(clock, day):
    clock.instant = datetime(day.year, day.month, day.day, 11, 0, tzinfo=UTC)


def test_after_their_day_counts_are_neither_new_nor_corrected_but_by_exception(work, as_actor, clock):
    analyst = as_actor("analyst")
    at(clock, date(2027, 1, 31))
    write(work)
    at(clock, date(2027, 2, 1))
    with pytest.raises(Refused, match="tot 31/01/2027"):
        write(work, place="34027")
    write(work, "6")
    at(clock, date(2027, 3, 1))
    with pytest.raises(Refused, match="tot 28/02/2027"):
        write(work, "7")
    for until, reason in ((date(2027, 2, 1), "te laat"), (date(2027, 3, 5), " ")):
        with pytest.raises(Refused), analyst.transaction():
            grant_exception(analyst, year=YEAR, code="A0501", until=until, reason=reason)
    with analyst.transaction():
        grant_exception(analyst, year=YEAR, code="A0501", until=date(2027, 3, 5), reason="de weegbrug was stuk")
    write(work, "7")
    at(clock, date(2027, 3, 6))
    with pytest.raises(Refused, match="28/02/2027"):
        write(work, "8")
    with pytest.raises(NotFound), analyst.transaction():
        grant_exception(analyst, year=YEAR, code="A9999", until=date(2027, 4, 1), reason="x")


def test_an_action_goes_from_draft_to_approved_by_two_people(work, as_actor):
    write(work)
    one, other, counter = as_actor("analyst"), as_actor("coordinator"), as_actor("counter_worker")
    local = as_actor("counter_worker", None, "34022")
    steps = {"year": YEAR, "code": "A0501"}
    with pytest.raises(Refused, match="rol"), local.transaction():
        submit_action(local, **steps, note="")
    with one.transaction():
        submit_action(one, **steps, note="alles geteld")
    with pytest.raises(Refused, match="ingediend"):
        write(work, "6")
    with pytest.raises(Refused, match="collega"), one.transaction():
        approve_action(one, **steps, note="")
    with pytest.raises(Refused, match="rol"), counter.transaction():
        approve_action(counter, **steps, note="")
    with pytest.raises(Refused, match="waarom"), other.transaction():
        return_action(other, **steps, note="")
    with other.transaction():
        return_action(other, **steps, note="maart ontbreekt")
    write(work, "6")
    with counter.transaction():
        submit_action(counter, **steps, note="")
    with other.transaction():
        approve_action(other, **steps, note="")
    with pytest.raises(Refused, match="kan nu niet"), other.transaction():
        approve_action(other, **steps, note="")
    states = {state.code: state.status.value for state in action_states(work.session, YEAR)}
    assert states["A0501"] == "approved"
    assert states["A0901"] == "draft"


def test_a_year_with_hard_findings_closes_only_with_a_printed_reason(work, as_actor, clock):
    case = search(work)
    with work.transaction():
        work.session.add(
            Outcome(uid=case.uid, outcome="rent_private", counts_as_found=True, found_on=date(YEAR, 2, 1), version=1)
        )
    at(clock, date(2027, 3, 1))
    assert hard_findings(work.session, YEAR) == 1
    one, other = as_actor("analyst"), as_actor("analyst")
    with one.transaction():
        submit_year(one, year=YEAR, note="nagekeken")
    with pytest.raises(Refused, match="1 harde"), other.transaction():
        close_year(other, year=YEAR, reason="klaar")
    with other.transaction():
        close_year(other, year=YEAR, reason="klaar", despite="Het papieren dossier is zoek.")
    work.session.rollback()
    closed = last_closing(work.session, YEAR)
    assert (closed.hard_findings, closed.despite) == (1, "Het papieren dossier is zoek.")
    assert closed.unapproved > 0
    report = build_report(work.session, work.clock, YEAR)
    assert report.closed.despite == "Het papieren dossier is zoek."


def test_findings_are_counted_listed_per_worker_and_confirmed(work, as_actor):
    worker, elsewhere = as_actor("social_worker", "woonclub", "34022"), as_actor("social_worker", "woonclub", "34027")
    known, unknown = search(work), search(work, reason="unknown")
    with work.transaction():
        case_for_change(work, unknown.number).worker_uid = worker.actor.user_uid
    woonclub = next(each for each in quality_of(work.session, YEAR) if each.label == "Woonclub")
    assert (woonclub.cases, woonclub.faulty, woonclub.complete) == (2, 1, 0.5)
    checked, rule = rule_named("woonclub.unknown_answers")
    page = findings_page(worker, rule, checked.project, YEAR)
    assert ([row.number for row in page.rows], page.total, page.hidden) == ([unknown.number], 1, 0)
    assert findings_page(elsewhere, rule, checked.project, YEAR).hidden == 1
    assert [each.number for each in own_findings(worker, YEAR)] == [unknown.number]
    finding = {"year": YEAR, "rule": rule.key}
    for who, number in ((elsewhere, unknown.number), (worker, known.number)):
        with pytest.raises(NotFound), who.transaction():
            confirm_finding(who, **finding, number=number)
    with worker.transaction():
        confirm_finding(worker, **finding, number=unknown.number)
    assert own_findings(worker, YEAR) == []
    with work.transaction():
        work.session.delete(work.session.get(Registration, known.uid))
        work.session.add(Outcome(uid=unknown.uid, outcome="private_rent", counts_as_found=False, version=1))
    worker.session.rollback()
    assert [each.rule.key for each in own_findings(worker, YEAR)] == ["woonclub.found_without_day"]
    with pytest.raises(Refused, match="verbeter"), worker.transaction():
        confirm_finding(worker, year=YEAR, rule="woonclub.without_registration", number=known.number)


def test_compare_says_through_whom_and_lists_name_the_certificate(app, work, as_actor, clock):
    case, gone = search(work), search(work, on=date(YEAR, 3, 3))
    write(work)
    at(clock, date(2027, 1, 20))
    one, other = as_actor("analyst"), as_actor("analyst")
    with one.transaction():
        submit_year(one, year=YEAR, note="nagekeken")
    with other.transaction():
        close_year(other, year=YEAR, reason="klaar")
    at(clock, date(2027, 1, 21))
    write(one, "9")
    worker = as_actor("social_worker", "woonclub", "34022")
    with worker.transaction():
        changed = case_for_change(worker, case.number)
        changed.voided_on = date(2027, 1, 21)
        worker.trail.record("void", "case_file", case.uid, case_uid=case.uid)
    with work.transaction():
        erased = case_for_change(work, gone.number).reference_person_uid
        erase_persons(work, persons=[erased], ground="verzoek van betrokkene", decided_by=as_actor("dpo").actor)
    found = [each for each in compare_year(work.session, YEAR) if not each.is_empty]
    households = next(each for each in found if each.measurement.measure_key == "woonclub.new_households")
    assert (households.removed, households.now) == ([case.number], 1)
    changes = [(each.ref, each.by, each.action) for each in changes_since(work.session, YEAR, found)]
    assert (case.number, worker.actor.key, "void") in changes
    (count,) = work.session.scalars(select(Count))
    assert (count.ref, one.actor.key, "correct count") in changes
    (row,) = record_page(work, MEASURES[0], Period.of_year(YEAR)).rows
    assert (row.ref, row.number, row.certificate) == (gone.number, None, 1)
    answer = app.test_cli_runner().invoke(args=["compare", "--year", str(YEAR), "--json"])
    assert {each["action"] for each in json.loads(answer.stdout)["changes"]} >= {"void", "correct count"}


def test_the_pages(app, work):
    write(work)
    one, other = sign_in(app.test_client(), "analyst"), sign_in(app.test_client(), "coordinator")
    url = f"/afsluiting/{YEAR}/actie/A0501"
    assert "In opmaak" in one.get(url).text
    assert post(one, f"{url}/indienen", {"note": "geteld"}).status_code == 302
    assert "Keur goed" not in one.get(url).text
    assert post(one, f"{url}/beslissen", {"beslissing": "goedkeuren"}).status_code == 422
    assert post(other, f"{url}/beslissen", {"beslissing": "goedkeuren"}).status_code == 302
    assert "Goedgekeurd" in one.get(url).text
    page = other.get(f"/afsluiting/{YEAR}").text
    assert "1 van 1 acties" in page or "goedgekeurd" in page
    wrong = post(other, f"/afsluiting/{YEAR}/uitzondering", {"code": "A9999", "until": "20/03/2026", "reason": "x"})
    assert wrong.status_code == 422
    given = {"code": "A0501", "until": "20/03/2026", "reason": "weegbrug"}
    assert post(other, f"/afsluiting/{YEAR}/uitzondering", given).status_code == 302
    assert "weegbrug" in other.get(f"/afsluiting/{YEAR}").text
    assert (
        "zonder bevinding" in one.get(f"/kwaliteit/{YEAR}").text
        or "Geen dossiers" in one.get(f"/kwaliteit/{YEAR}").text
    )
    assert "Alles is in orde" in other.get("/kwaliteit/mijn").text


def test_the_account_that_submits_and_the_one_who_closes_are_two_people(app, work, settings):
    from dataclasses import replace

    uids = [add_colleague(app, "analyst") for _ in range(2)]
    one, other = (email_of(app, uid) for uid in uids)
    run = app.test_cli_runner().invoke
    app.config["SETTINGS"] = replace(settings, operator=one)
    refused = run(args=["close-year", "2025", "--by", one, "--reason", "x"])
    assert refused.exit_code == 1
    assert "collega" in refused.stderr
    assert run(args=["close-year", "2025", "--by", other, "--reason", "x"]).exit_code == 0
    closed = last_closing(work.session, 2025)
    assert (closed.submitted_by, closed.decided_by) == tuple(f"user:{uid}" for uid in uids)


def test_the_reason_is_printed(app, work):
    from dataclasses import replace
    from datetime import datetime as moment

    from app.reports.model import Closed

    report = build_report(work.session, work.clock, 2025)
    closed = Closed(moment(2026, 3, 1, tzinfo=UTC), 1, "klaar", "Het dossier is zoek.", 2)
    with app.app_context():
        assert "2 harde bevindingen open: Het dossier is zoek." in as_html(replace(report, closed=closed))
