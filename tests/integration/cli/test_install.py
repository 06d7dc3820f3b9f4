"""`init` makes what is missing, keeps what is there, and refuses keys that do not open the data."""

import json

import pytest

from app import create_app
from app.core.errors import StartRefused
from app.crypto.roots import Root
from app.web.extensions import db
from app.web.work import KEY
from config.settings import Environment, Settings


@pytest.fixture
def fresh(tmp_path):
    """Settings of an installation that does not exist yet."""
    home = tmp_path / "new"
    return Settings(Environment.DEMO, home, f"sqlite:///{home}/data.db", f"sqlite:///{home}/keys.db")


@pytest.fixture
def run():
    """Runs one command in an application of its own, as every command line does."""

    def invoke(settings, *args):
        app = create_app(settings)
        try:
            return app.test_cli_runner().invoke(args=args)
        finally:
            with app.app_context():
                db.engine.dispose()
            if KEY in app.extensions:
                app.extensions[KEY].vault.keystore.engine.dispose()

    return invoke


def test_makes_keys_for_the_owner_alone_and_both_databases(fresh, run):
    result = run(fresh, "init")
    assert result.exit_code == 0, result.output
    assert {path.name for path in fresh.home.glob("*.db")} == {"data.db", "keys.db"}
    assert {path.stat().st_mode & 0o777 for path in fresh.key_folder.glob("*.key")} == {0o400}
    assert len(list(fresh.key_folder.glob("*.key"))) == len(Root)


def test_a_second_init_keeps_the_keys_and_the_data(fresh, run):
    run(fresh, "init")
    before = {path.name: path.read_bytes() for path in fresh.key_folder.iterdir()}
    assert run(fresh, "init").exit_code == 0
    assert {path.name: path.read_bytes() for path in fresh.key_folder.iterdir()} == before


def test_refuses_keys_that_do_not_open_the_data(fresh, run):
    run(fresh, "init")
    path = fresh.key_folder / "audit.1.key"
    path.chmod(0o600)
    path.write_text("ab" * 32)
    path.chmod(0o400)
    with pytest.raises(StartRefused, match="wortelsleutel audit, generatie 1"):
        run(fresh, "init")


def test_other_commands_ask_for_init_first(fresh, run):
    result = run(fresh, "audit", "verify", "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "init" in result.stderr


def test_init_speaks_on_standard_error_only(fresh, run):
    result = run(fresh, "init")
    assert result.stdout == ""
    assert "Klaar" in result.stderr


def test_after_init_the_trail_verifies(fresh, run):
    run(fresh, "init")
    assert json.loads(run(fresh, "audit", "verify", "--json").stdout)["ok"] is True
