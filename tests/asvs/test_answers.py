"""What every answer of the program shows, asked from outside."""

import socket

import pytest

from app.web.headers import SECURITY_HEADERS
from tests.support.people import post, sign_in, sign_in_by_form


@pytest.fixture
def engine_name():
    """What the web shows is the same on both engines."""
    return "sqlite"


ODD = ("/", "/aanmelden", "/bestaat-niet", "/dossiers/zoek?nummer=%0d%0aX-Y:%20z", "/static/none.css")


def test_v3_4_every_answer_carries_the_headers(app):
    for address in ODD:
        for method in ("GET", "POST", "DELETE"):
            answer = app.test_client().open(address, method=method)
            assert {name: answer.headers.get(name) for name in SECURITY_HEADERS} == SECURITY_HEADERS, address
            assert "X-Y" not in answer.headers


def test_v13_4_nothing_of_the_workshop_answers(app):
    client = app.test_client()
    assert client.open("/aanmelden", method="TRACE").status_code == 405
    for address in ("/.git/HEAD", "/.env", "/console", "/instance/keys/audit.1.key", "/static/../wsgi.py"):
        assert client.get(address).status_code in (302, 404), address
    # Measurements are for the machine itself: through a proxy, or from elsewhere, they are not there.
    assert client.get("/metrics", environ_base={"REMOTE_ADDR": "198.51.100.7"}).status_code == 404
    assert client.get("/metrics", headers={"X-Forwarded-For": "198.51.100.7"}).status_code == 404
    assert not app.debug
    answer = client.get("/aanmelden")
    assert "Werkzeug" not in answer.headers.get("Server", "")
    assert "X-Powered-By" not in answer.headers


@pytest.mark.parametrize(
    "elsewhere", ["//kwaad.example", "https://kwaad.example/", "\\\\kwaad.example", "javascript:x"]
)
def test_v3_7_2_nobody_is_led_away(app, elsewhere):
    client = app.test_client()
    answer = sign_in_by_form(client, "niemand@voorbeeld.test", url=f"/aanmelden?next={elsewhere}")
    assert "kwaad" not in (answer.location or "")
    assert f'href="{elsewhere}' not in answer.text


def test_v14_2_1_what_was_typed_is_never_in_an_address(app):
    worker = sign_in(app.test_client(), "social_worker", None, "34022")
    answer = post(worker, "/personen/zoeken", {"q": "Kanarie-Vandenbergheke"})
    assert answer.status_code == 200
    assert "Kanarie" not in answer.request.url
    assert "Kanarie" not in answer.headers.get("Location", "")


def test_v3_5_3_looking_never_changes(app):
    """Every address that changes something answers to no other method than the one that does."""
    for rule in app.url_map.iter_rules():
        assert not {"GET", "HEAD"} & rule.methods or not {"PUT", "DELETE", "PATCH"} & rule.methods, rule


def test_v14_3_1_signing_out_clears_the_browser(app):
    worker = sign_in(app.test_client(), "social_worker", None, "34022")
    assert "Clear-Site-Data" in post(worker, "/afmelden").headers


def test_v13_2_4_the_tests_themselves_reach_no_other_machine():
    with socket.socket() as line, pytest.raises(AssertionError, match="elsewhere"):
        line.connect(("192.0.2.1", 80))
