"""Every endpoint x every role x own and other organisation, against what the packages expect."""

from itertools import groupby, product

import pytest

from app.access.guard import mark_of
from app.access.matrix import matrix
from app.crypto.sealed_models import sealed_models
from tests.access.expectations import expectations
from tests.access.fields import MASKED, READERS
from tests.access.world import missing

EXPECTED = expectations()
SAFE = {"GET", "HEAD", "OPTIONS"}


def where(choose):
    """Run for every expectation that is chosen, named by its endpoint and method."""
    chosen = {key: expect for key, expect in EXPECTED.items() if choose(key, expect)}
    return pytest.mark.parametrize("key", sorted(chosen), ids=[" ".join(key) for key in sorted(chosen)])


def within(choose):
    """The same for all expectations of a package together: rows are counted before the first and after the last."""
    chosen = sorted(key for key, expect in EXPECTED.items() if choose(key, expect))
    packages = {name: list(keys) for name, keys in groupby(chosen, lambda key: key[0].split(".")[0])}
    return pytest.mark.parametrize("keys", packages.values(), ids=packages)


def holders(expect):
    """The roles that may, all of them for what is public."""
    return [role for role, held in matrix().held.items() if expect.permission is None or expect.permission in held]


def test_every_endpoint_is_expected_and_every_expectation_exists(world):
    present = {
        (rule.endpoint, method)
        for rule in world.app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert present - EXPECTED.keys() == set(), "endpoints without expectations"
    assert EXPECTED.keys() - present == set(), "expectations of endpoints that do not exist"


def test_the_declared_permission_is_the_expected_one(world):
    wrong = {
        key: expect for key, expect in EXPECTED.items() if mark_of(world.app, key[0]).permission != expect.permission
    }
    assert not wrong


def only_looks(key, expect):
    """Whether asking for this leaves everything as it was, so that the next may ask for the same."""
    return key[1] in SAFE and not expect.writes_on_get


@where(lambda _key, _expect: True)
def test_each_role_reaches_what_it_may_at_the_own_organisation(world, key):
    expect = EXPECTED[key]
    wanted = expect.status_signed_in or expect.status
    for role in matrix().roles:
        may = role in holders(expect)
        if may and not only_looks(key, expect):
            client = world.colleague(role, world.own, expect.project)
            values = world.values(expect, world.own, client)
        else:
            client = world.known_colleague(role, world.own, expect.project)
            values = world.kept(expect, world.own, client)
        answer = world.ask(client, key, expect, values)
        assert answer.status_code == (wanted if may else 403), role
        if expect.permission is not None:
            assert answer.headers["Cache-Control"] == "no-store", "the answer is never kept by the browser"


@where(lambda _key, expect: expect.build is not None and not expect.is_shared)
def test_what_is_of_another_organisation_answers_as_what_is_nowhere(world, key):
    expect = EXPECTED[key]
    for role in holders(expect):
        client = world.known_colleague(role, world.own, expect.project)
        values = world.kept(expect, world.other, client)
        foreign, nowhere = world.ask(client, key, expect, values), world.ask(client, key, expect, missing(values))
        assert (foreign.status_code, nowhere.status_code) == (404, 404), role
        assert foreign.data == nowhere.data, role
        assert visible(foreign.headers) == visible(nowhere.headers), role


@where(lambda _key, expect: expect.build is not None and expect.project)
def test_what_is_of_another_project_answers_as_what_is_nowhere(world, key):
    expect = EXPECTED[key]
    for role in holders(expect):
        client = world.known_colleague(role, world.own, "another project")
        values = world.kept(expect, world.own, client)
        foreign, nowhere = world.ask(client, key, expect, values), world.ask(client, key, expect, missing(values))
        assert foreign.status_code in (403, 404), role
        assert foreign.data == nowhere.data, role


@where(lambda _key, expect: expect.build is not None and not expect.is_personal)
def test_a_role_at_the_region_reaches_every_organisation(world, key):
    expect = EXPECTED[key]
    for region, role in product((None, "W13"), holders(expect)):
        if only_looks(key, expect):
            client = world.known_colleague(role, region, expect.project)
            values = world.kept(expect, world.other, client)
        else:
            client = world.colleague(role, region, expect.project)
            values = world.values(expect, world.other, client)
        assert world.ask(client, key, expect, values).status_code == expect.status, (role, region)


@where(lambda _key, expect: expect.lists is not None)
def test_a_list_holds_rows_of_the_own_organisation_only(world, key):
    expect = EXPECTED[key]
    for role in holders(expect):
        client = world.known_colleague(role, world.own, expect.project)
        own, other = expect.lists(world, world.own, client), expect.lists(world, world.other, client)
        page = world.ask(client, key, expect, expect.values).text
        assert expect.shows(own) in page, role
        assert expect.shows(other) not in page, role


@where(lambda _key, _expect: True)
def test_a_visitor_is_sent_to_sign_in_for_all_but_public_pages(world, key):
    expect = EXPECTED[key]
    values = world.kept(expect, world.other, world.known_colleague("administrator", world.other))
    answer = world.ask(world.visitor(), key, expect, values)
    if expect.permission is None:
        assert answer.status_code == expect.status
    else:
        assert answer.status_code == 302
        assert answer.location.startswith("/aanmelden")


@within(lambda key, _expect: key[1] not in SAFE)
def test_nothing_changes_without_a_form_token(world, keys):
    asked = []
    for key in keys:
        for role in holders(EXPECTED[key])[:1]:
            client = world.known_colleague(role, world.own, EXPECTED[key].project)
            asked.append((key, client, world.url(key[0], world.kept(EXPECTED[key], world.own, client))))
    before = world.counts()
    for key, client, url in asked:
        for wrong in ({}, {"csrf_token": "x"}):
            answer = client.open(url, method=key[1], data={**EXPECTED[key].data, **wrong})
            assert answer.status_code == 400, key
    assert world.counts() == before, "one of these changed something"


@within(lambda key, expect: key[1] == "GET" and not expect.writes_on_get)
def test_looking_changes_nothing(world, keys):
    asked = []
    for key in keys:
        for role in holders(EXPECTED[key])[:1]:
            client = world.known_colleague(role, world.own, EXPECTED[key].project)
            asked.append((key, client, world.kept(EXPECTED[key], world.own, client)))
    before = world.counts()
    for key, client, values in asked:
        world.ask(client, key, EXPECTED[key], values)
    assert world.counts() == before, "one of these changed something"


def visible(headers):
    """Headers that could tell two answers apart."""
    return {name: value for name, value in headers.items() if name != "Date"}


def test_nobody_opened_a_field_that_is_not_for_their_role(world):
    """What all requests above opened, as the trail has it, against who may see which sealed field (ASVS 8.1.2)."""
    known = {attribute.label for model in sealed_models() for attribute in model.attributes}
    assert set(READERS) == known | {MASKED}, "every sealed field says who may open it, and nothing else does"
    assert not set().union(*READERS.values()) - set(matrix().roles)
    seen = world.fields_opened()
    beyond = {field: roles - READERS[field] for field, roles in seen.items() if roles - READERS[field]}
    assert not beyond
