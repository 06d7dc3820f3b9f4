"""What machines hear of an installation: alive, ready, numbers; and what support gets to see. Nobody is in it."""

import json
import multiprocessing
import os
from dataclasses import replace

import pytest
from sqlalchemy import text

from app.core.db import make_engine
from app.watching.bundle import log_lines
from app.watching.counting import BOUNDS, Counting
from config.watch import WatchSettings
from tests.support.people import add_person, email_of, sign_in

NAMES = {"REMOTE_ADDR": "203.0.113.9"}


def numbers(page):
    """The samples of a page of measurements."""
    lines = [line for line in page.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


def test_alive_is_not_ready_when_a_schema_is_behind_and_newer_is_fine(app, settings):
    client = app.test_client()
    assert (client.get("/gezond").text, client.get("/klaar").text) == ("gezond\n", "klaar\n")
    for url in (settings.database_url, settings.keystore_url):
        engine = make_engine(url)
        for number, status in (("0001", 503), ("9999", 200)):
            with engine.begin() as connection:
                connection.execute(text("UPDATE alembic_version SET version_num = :number"), {"number": number})
            answer = client.get("/klaar")
            assert answer.status_code == status
            assert answer.text == ("klaar\n" if status == 200 else "niet klaar\n")
        with engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE alembic_version RENAME TO elsewhere")
        answer = client.get("/klaar")
        assert (answer.status_code, answer.text) == (503, "niet klaar\n")
        with engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO alembic_version")
        engine.dispose()
    assert client.get("/gezond").status_code == 200


def test_measurements_are_for_this_machine_or_a_token_and_name_nobody(app, tmp_path):
    administrator = add_person(app, "administrator")
    client = sign_in(app.test_client(), "social_worker")
    assert client.get("/gezond?q=Proefpersoon").status_code == 200
    assert client.get("/dossiers/WC-2026-0001-Jef").status_code == 404
    app.test_cli_runner().invoke(args=["jobs", "run"])
    page = client.get("/metrics").text
    found = numbers(page)
    assert found["regiodossier_open_sessions"] == 1
    assert found["regiodossier_database_up"] == 1
    assert found['regiodossier_job_state{kind="drafts.clear",state="waiting"}'] == 1
    counted = {name: n for name, n in found.items() if name.startswith("regiodossier_requests_total")}
    assert any('status="4xx"' in name for name in counted)
    assert sum(counted.values()) == found["regiodossier_request_seconds_count"]
    assert found['regiodossier_request_seconds_bucket{le="+Inf"}'] == found["regiodossier_request_seconds_count"]
    for nobody in ("Proefpersoon", "Jef", "WC-2026", email_of(app, administrator), str(administrator)):
        assert nobody not in page
    token = tmp_path / "token"
    token.write_text("een-lange-rij-tekens\n")
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], watch=WatchSettings(metrics_token_file=token))
    right = {"Authorization": "Bearer een-lange-rij-tekens"}
    for headers, elsewhere, status in (
        ({}, NAMES, 404),
        ({"X-Forwarded-For": "203.0.113.9"}, {}, 404),
        ({"Authorization": "Bearer een-lange-rij"}, NAMES, 404),
        ({"Authorization": "Bearer "}, NAMES, 404),
        (right, NAMES, 200),
        (right | {"X-Forwarded-For": "203.0.113.9"}, {}, 200),
    ):
        assert client.get("/metrics", headers=headers, environ_base=elsewhere).status_code == status
    token.write_text("")
    assert client.get("/metrics", headers={"Authorization": "Bearer "}, environ_base=NAMES).status_code == 404


def test_processes_count_together_and_a_next_one_goes_on_for_one_that_is_gone():
    counting = Counting(["one", "two"])
    context = multiprocessing.get_context("fork")
    for _round in range(40):
        workers = [context.Process(target=_count, args=(counting,)) for _worker in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    totals = counting.totals()
    assert totals.requests == {("one", "2xx"): 80, ("two", "5xx"): 80, ("none", "4xx"): 80}
    assert totals.durations == (160, *[0] * (len(BOUNDS) - 1), 80)
    assert totals.microseconds == pytest.approx(80 * 11_000_000, rel=0.01)


def _count(counting):
    for endpoint, status, seconds in (("one", 204, 0.001), ("two", 500, 0.01), (None, 404, 11.0)):
        counting.add(endpoint, status, seconds)
    os._exit(0)


@pytest.mark.households
def test_a_support_bundle_holds_numbers_and_no_people(app, tmp_path, services):
    log = tmp_path / "log"
    log.write_text(
        "\n".join(
            [
                '{"at":"2026-03-16","method":"GET","path":"/dossiers/WC-2026-0001","status":200,"ms":12}',
                '{"logger":"sqlalchemy.pool","level":"ERROR","message":"Jef Proefpersoon","exception":"DataError"}',
                '{"logger":"app.web.error_pages","message":"unexpected KeyError","request_id":"abc"}',
                "Jef Proefpersoon belde",
                '["Jef Proefpersoon"]',
            ]
        )
    )
    run = app.test_cli_runner().invoke
    result = run(args=["support", "bundle", str(tmp_path / "bundle.json"), "--log", str(log)])
    assert result.exit_code == 0, result.output
    raw = (tmp_path / "bundle.json").read_text()
    document = json.loads(raw)
    assert document["rows"]["person"] > 0
    assert document["migrations"]["program"] == document["migrations"]["databases"]
    assert document["settings"]["documents"] == "folder"
    assert len(document["packages"]) > 20
    assert document["log"] == [
        {"at": "2026-03-16", "method": "GET", "status": 200, "ms": 12},
        {"logger": "sqlalchemy.pool", "level": "ERROR", "exception": "DataError"},
        {"logger": "app.web.error_pages", "message": "unexpected KeyError", "request_id": "abc"},
    ]
    settings = app.config["SETTINGS"]
    for secret in ("Jef", "WC-2026", settings.database_url, settings.keystore_url, str(settings.home)):
        assert secret not in raw
    assert (tmp_path / "bundle.json").stat().st_mode & 0o077 == 0
    assert run(args=["support", "bundle", str(tmp_path / "bundle.json")]).exit_code == 1
    assert log_lines(["{"] * 3) == []
