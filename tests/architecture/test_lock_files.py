"""The lock files pin everything with hashes, agree with each other and with pyproject.toml, and name no address."""

import re
import tomllib

import pytest

from tests.support.tree import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock")
_PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^\s;\\]+)", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    return dict(_PIN.findall((ROOT / name).read_text()))


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_hashes_and_no_address(name):
    text = (ROOT / name).read_text()
    blocks = re.split(r"^(?=[a-z0-9][a-z0-9._-]*==)", text, flags=re.MULTILINE)[1:]
    assert blocks
    assert not [block.partition(" ")[0] for block in blocks if "--hash=sha256:" not in block]
    assert "://" not in text
    assert "--index-url" not in text


def test_tests_run_on_what_the_program_runs_on():
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


@pytest.mark.parametrize(("name", "extra"), [("requirements.lock", ()), ("requirements-dev.lock", ("dev",))])
def test_everything_declared_is_locked(name, extra):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = project["dependencies"] + [line for key in extra for line in project["optional-dependencies"][key]]
    names = {re.match(r"[a-z0-9._-]+", line).group() for line in declared}
    assert names <= set(pins(name))
