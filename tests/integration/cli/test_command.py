"""The discipline of every command: its exit code, its streams, its transaction, and what an error shows."""

import click

from app.access.work import Work
from app.cli.command import command, system_work
from app.core.errors import Refused
from tests.support.canary import CANARY


def invoke(app, function):
    app.cli.add_command(command("probe")(function))
    return app.test_cli_runner().invoke(args=["probe"])


def test_a_refusal_ends_with_1_and_its_message(app):
    def refuse() -> None:
        raise Refused("Dat gaat niet, want het is al zo.")

    result = invoke(app, refuse)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Dat gaat niet" in result.stderr


def test_wrong_usage_ends_with_2(app):
    assert app.test_cli_runner().invoke(args=["audit", "verify", "--nope"]).exit_code == 2


def test_an_unexpected_error_shows_a_reference_and_no_text(app, caplog):
    def fail() -> None:
        raise ValueError(CANARY)

    result = invoke(app, fail)
    assert result.exit_code == 1
    assert CANARY not in result.output
    reference = caplog.records[-1].request_id
    assert reference in result.stderr


def test_click_errors_keep_their_own_exit_code(app):
    def fail() -> None:
        raise click.UsageError("zo niet")

    assert invoke(app, fail).exit_code == 2


def test_the_operating_system_account_is_the_actor(app):
    actors: list[Work] = []

    def look() -> None:
        with system_work() as work:
            actors.append(work)

    assert invoke(app, look).exit_code == 0
    assert actors[0].actor.key.startswith("system:")
    assert actors[0].trail.purpose == "command probe"


def test_changes_outside_a_transaction_are_refused(app):
    def forget() -> None:
        with system_work() as work:
            work.trail.record("test", "nothing")

    assert invoke(app, forget).exit_code == 1


def test_an_app_can_be_named(app):
    with system_work(app) as work:
        assert work.actor.is_system
