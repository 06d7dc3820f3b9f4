"""The command `users add`."""

import pytest
from sqlalchemy import select

from app.accounts.models import RoleGrant, User
from app.organisations.policy import load_organisations
from config import POLICY_FOLDER


@pytest.fixture
def run(app, work):
    with work.transaction():
        load_organisations(work.session, POLICY_FOLDER)
    return lambda *args: app.test_cli_runner().invoke(args=["users", "add", *args])


def test_prints_a_link_that_opens_the_choice_of_a_password(app, run, work):
    result = run("Nieuw@voorbeeld.test", "--role", "social_worker", "--organisation", "34022")
    assert result.exit_code == 0, result.output
    link = result.stdout.strip()
    assert link.startswith("http://127.0.0.1:8000/welkom/")
    assert app.test_client().get(link.removeprefix("http://127.0.0.1:8000")).status_code == 200
    assert work.session.scalars(select(User.email)).all() == ["nieuw@voorbeeld.test"]
    assert work.session.scalars(select(RoleGrant.organisation)).all() == ["34022"]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--role", "koning"], "Onbekende rol: koning"),
        (["--role", "analyst", "--project", "zwembad"], "Onbekend project: zwembad"),
        (["--role", "analyst", "--organisation", "99999"], "Onbekende organisatie: 99999"),
    ],
)
def test_refuses_with_exit_one_and_a_reason(run, work, options, says):
    result = run("nieuw@voorbeeld.test", *options)
    assert (result.exit_code, result.stdout) == (1, "")
    assert says in result.stderr
    assert work.session.scalars(select(User)).all() == []


def test_refuses_a_second_user_with_the_address(run):
    run("nieuw@voorbeeld.test", "--role", "analyst")
    result = run("NIEUW@voorbeeld.test", "--role", "analyst")
    assert result.exit_code == 1


def test_without_a_role_the_usage_is_wrong(run):
    assert run("nieuw@voorbeeld.test").exit_code == 2
