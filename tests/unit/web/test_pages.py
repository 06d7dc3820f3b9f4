"""Pages of the web layer: headers, versioned static files, error pages, titles."""

import logging
import re

import pytest
from flask import Flask

from app.web.install import install_web
from app.web.static_files import STATIC_FOLDER, folder_version, static_path, static_url


def test_pages_are_never_stored_and_allow_nothing_inline(bare_app: Flask) -> None:
    answer = bare_app.test_client().get("/stijlgids")
    policy = answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy and "data:" not in policy and "*" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Strict-Transport-Security" not in answer.headers


def test_https_is_demanded_where_it_stands() -> None:
    app = Flask("app", static_folder=None, template_folder="web/templates")
    install_web(app, hsts=True, with_styleguide=False)
    answer = app.test_client().get("/stijlgids")
    assert answer.status_code == 404
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")


def test_static_files_are_kept_forever_under_their_version(bare_app: Flask) -> None:
    with bare_app.test_request_context():
        address = static_url("css/regiodossier.css")
    assert address == f"{static_path()}/css/regiodossier.css"
    with bare_app.test_client().get(address) as answer:
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
    missing = bare_app.test_client().get(f"{static_path()}/css/none.css")
    assert missing.status_code == 404
    assert missing.headers["Cache-Control"] == "no-store"


def test_a_static_file_that_is_not_there_is_noticed_at_once(bare_app: Flask) -> None:
    with bare_app.test_request_context(), pytest.raises(FileNotFoundError):
        static_url("css/none.css")


def test_the_version_follows_names_and_contents(tmp_path) -> None:
    (tmp_path / "a.css").write_text("one")
    first = folder_version(tmp_path)
    (tmp_path / "a.css").write_text("two")
    second = folder_version(tmp_path)
    (tmp_path / "a.css").rename(tmp_path / "b.css")
    assert len({first, second, folder_version(tmp_path)}) == 3
    assert re.fullmatch(r"[0-9a-f]{12}", first)


@pytest.mark.parametrize("code", [400, 403, 404, 405, 409, 413, 429])
def test_every_refusal_has_a_page_of_the_house(bare_app: Flask, code: int) -> None:
    answer = bare_app.test_client().get(f"/stijlgids/fout/{code}")
    assert answer.status_code == code
    assert "– Regiodossier</title>" in answer.text
    assert "<h1>" in answer.text


def test_an_unexpected_error_gives_a_reference_and_logs_no_values(bare_app: Flask, caplog) -> None:
    @bare_app.get("/stuk")
    def broken() -> str:
        raise RuntimeError("Jan Fictief, 91.02.01-000.00")

    with caplog.at_level(logging.ERROR):
        answer = bare_app.test_client().get("/stuk")
    found = re.search(r'<p class="reference">([0-9a-f]{16})</p>', answer.text)
    assert answer.status_code == 500
    assert found and found[1] in caplog.text
    assert "RuntimeError" in caplog.text and "broken" in caplog.text
    assert "Fictief" not in caplog.text + answer.text


def test_a_form_with_errors_says_so_in_the_title(bare_app: Flask) -> None:
    client = bare_app.test_client()
    assert "<title>Stijlgids – Regiodossier</title>" in client.get("/stijlgids").text
    wrong = client.post("/stijlgids", data={"born": "31/02/2091"})
    assert wrong.status_code == 422
    assert "<title>Fout: Stijlgids – Regiodossier</title>" in wrong.text
    assert 'href="#born"' in wrong.text and 'href="#kind-0"' in wrong.text
    assert 'aria-describedby="born-hint born-fout"' in wrong.text


def test_what_somebody_types_is_never_markup(bare_app: Flask) -> None:
    wrong = bare_app.test_client().post("/stijlgids", data={"name": '"><script>x</script>'})
    assert "<script>x" not in wrong.text
    assert "&lt;script&gt;x" in wrong.text


def test_the_stylesheet_names_only_files_that_exist() -> None:
    for sheet in (STATIC_FOLDER / "css").glob("*.css"):
        for address in re.findall(r'url\("([^"]+)"\)', sheet.read_text()):
            assert (sheet.parent / address).is_file(), f"{sheet.name}: {address}"
