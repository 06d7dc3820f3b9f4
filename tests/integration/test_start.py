"""The program refuses to start on what does not belong together, and says which."""

import os
import subprocess
import sys

import pytest

from app import create_app
from app.core.errors import StartRefused
from app.crypto.roots import Root
from app.installation import initialise
from app.web.extensions import db
from app.web.work import KEY
from config.settings import Environment, Settings
from tests.support.tree import ROOT


def settings_in(home, environment=Environment.TESTING) -> Settings:
    return Settings(environment, home, f"sqlite:///{home}/data.db", f"sqlite:///{home}/keys.db")


@pytest.fixture
def made(tmp_path) -> Settings:
    """An initialised installation with keys in files."""
    settings = settings_in(tmp_path / "home")
    initialise(settings)
    return settings


def refusal(settings: Settings) -> str:
    with pytest.raises(StartRefused) as found:
        create_app(settings)
    return found.value.message


def test_starts_on_its_own_keys(made):
    app = create_app(made)
    assert KEY in app.extensions
    with app.app_context():
        db.engine.dispose()
    app.extensions[KEY].vault.keystore.engine.dispose()


@pytest.mark.parametrize("root", list(Root))
def test_a_missing_key_file_is_named(made, root):
    (made.key_folder / f"{root.value}.1.key").unlink()
    assert f"wortelsleutel {root.value} ontbreekt" in refusal(made)


def test_all_missing_key_files_are_named(made):
    for path in made.key_folder.glob("*.key"):
        path.unlink()
    message = refusal(made)
    assert all(f"wortelsleutel {root.value} ontbreekt" in message for root in Root)


@pytest.mark.parametrize("root", list(Root))
def test_a_wrong_key_is_named_and_the_others_are_not(made, root):
    replace(made, root, "ab" * 32)
    message = refusal(made)
    assert f"wortelsleutel {root.value}, generatie 1, is niet de sleutel van deze gegevens" in message
    assert not any(other.value in message for other in Root if other is not root)


@pytest.mark.parametrize(("content", "reason"), [("zz", "geen hexadecimale sleutel"), ("abcd", "2 bytes")])
def test_a_key_file_that_is_no_key(made, content, reason):
    replace(made, Root.AUDIT, content)
    assert reason in refusal(made)
    assert content not in refusal(made).replace(reason, "")


def test_a_key_that_others_can_read(made):
    (made.key_folder / "audit.1.key").chmod(0o444)
    assert "leesbaar voor anderen" in refusal(made)


def test_a_missing_keystore(made):
    for path in made.home.glob("keys.db*"):
        path.unlink()
    assert "sleutelbank ontbreekt" in refusal(made)


def test_the_keystore_of_another_installation(made, tmp_path):
    other = settings_in(tmp_path / "other")
    initialise(other)
    (other.home / "keys.db").replace(made.home / "keys.db")
    assert "sleutelbank hoort bij een andere gegevensbank" in refusal(made)


def test_init_does_not_make_new_keys_beside_existing_data(made):
    for path in made.key_folder.glob("*.key"):
        path.unlink()
    with pytest.raises(StartRefused, match="ontbreekt"):
        initialise(made)
    assert not list(made.key_folder.glob("*.key"))


def test_production_refuses_the_keys_of_a_demo(tmp_path):
    initialise(settings_in(tmp_path / "home", Environment.DEMO))
    assert "die van een demo" in refusal(settings_in(tmp_path / "home", Environment.PRODUCTION))


def test_production_makes_no_demo_keys(tmp_path):
    settings = settings_in(tmp_path / "home", Environment.PRODUCTION)
    initialise(settings)
    assert {path.suffix for path in settings.key_folder.iterdir()} == {".key"}
    app = create_app(settings)
    with app.app_context():
        db.engine.dispose()
    app.extensions[KEY].vault.keystore.engine.dispose()


def test_the_command_line_says_why_and_ends_with_1(made):
    replace(made, Root.SEARCH, "ab" * 32)
    environment = {**os.environ, "REGIODOSSIER_HOME": str(made.home), "REGIODOSSIER_ENV": "testing"}
    environment |= {"DATABASE_URL": made.database_url, "KEYSTORE_URL": made.keystore_url}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "audit", "verify", "--json"]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (1, "")
    assert "wortelsleutel search, generatie 1" in result.stderr
    assert "Traceback" not in result.stderr


def replace(settings: Settings, root: Root, content: str) -> None:
    path = settings.key_folder / f"{root.value}.1.key"
    path.chmod(0o600)
    path.write_text(content)
    path.chmod(0o400)
