"""The commands `person erase` and `retention`."""

import json

import pytest
from sqlalchemy import select

from app.cases.models import Case
from tests.support.people import add_person, email_of

pytestmark = pytest.mark.households


@pytest.fixture
def run(app, work):
    work.session.rollback()
    return lambda *args: app.test_cli_runner().invoke(args=list(args))


@pytest.fixture
def dpo(app):
    return email_of(app, add_person(app, "dpo"))


def test_erase_one_and_then_everybody(run, work, dpo):
    number = work.session.scalars(select(Case.number).order_by(Case.number)).first()
    work.session.rollback()
    one = run("person", "erase", number, "--ground", "verzoek van de betrokkene", "--by", dpo, "--json")
    assert one.exit_code == 0, one.output
    assert json.loads(one.stdout) == {"certificate": 1, "persons": 1, "cases": 1}
    again = run("person", "erase", number, "--ground", "nog eens", "--by", dpo)
    assert (again.exit_code, "al vernietigd" in again.stderr) == (1, True)
    rest = run("person", "erase", "--all", "--ground", "einde van de oefening", "--by", dpo)
    assert rest.exit_code == 0, rest.output
    assert rest.stdout.startswith("Certificaat 2: ")


def test_wrong_use(run, dpo, app):
    assert run("person", "erase", "--ground", "x", "--by", dpo).exit_code == 2
    assert run("person", "erase", "WC-1", "--all", "--ground", "x", "--by", dpo).exit_code == 2
    unknown = run("person", "erase", "bestaat-niet", "--ground", "x", "--by", dpo)
    assert (unknown.exit_code, "niemand met deze verwijzing" in unknown.stderr) == (1, True)
    nobody = run("person", "erase", "--all", "--ground", "x", "--by", "niemand@voorbeeld.test")
    assert (nobody.exit_code, "geen gebruiker" in nobody.stderr) == (1, True)
    analyst = email_of(app, add_person(app, "analyst"))
    assert run("person", "erase", "--all", "--ground", "x", "--by", analyst).exit_code == 1


def test_retention_of_an_unconfirmed_term(run, clock, dpo):
    clock.instant = clock.instant.replace(year=clock.instant.year + 12)
    result = run("retention", "propose", "--json")
    assert result.exit_code == 1
    assert "nog niet bevestigd is; daar gaat niets van weg" in result.stderr
    assert run("retention", "carry-out", "1", "--by", dpo).exit_code == 1
