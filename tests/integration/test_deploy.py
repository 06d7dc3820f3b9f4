"""What `deploy/` offers a server: files that systemd and nginx take, commands that exist, settings that hold."""

import re
import subprocess

import pytest

from app.web.uploads import KEY as UPLOADS
from config.settings import load_settings
from tests.support.tree import ROOT

DEPLOY = ROOT / "deploy"


def test_the_tools_of_the_server_find_nothing_wrong():
    done = subprocess.run([str(DEPLOY / "check")], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    assert {line.partition(":")[0] for line in done.stdout.splitlines()} == {"systemd", "nginx"}


def test_the_settings_of_the_example_are_complete_for_production():
    lines = (line.partition("=") for line in (DEPLOY / "settings.example").read_text().splitlines() if line[0] != "#")
    settings = load_settings({name: value for name, _, value in lines})
    assert (settings.is_production, settings.proxies) == (True, 1)
    assert settings.database_url != settings.keystore_url


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_units_give_commands_that_exist_and_nginx_lets_every_upload_through(app, engine_name):
    given = "".join(path.read_text() for path in (DEPLOY / "systemd").glob("*.service"))
    commands = re.findall(r"--app wsgi ([a-z-]+)(?: ([a-z-]+)\b)?", given)
    assert sorted(commands) == [("backup", ""), ("jobs", "run")]
    for name, verb in commands:
        group = app.cli.commands[name]
        assert not verb or verb in group.commands
    megabytes = re.search(r"client_max_body_size (\d+)m", (DEPLOY / "nginx" / "regiodossier.conf").read_text())
    assert int(megabytes[1]) * 1024**2 >= max(app.extensions[UPLOADS].values())
