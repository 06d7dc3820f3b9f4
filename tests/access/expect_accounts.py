"""Expectations of signing in, the own account, and the management of users."""

from app.accounts.service_factor import offer_factor
from tests.access.expectations import Expect, Values
from tests.access.world import World
from tests.support.people import HouseClient, add_person, sign_in_as


def a_user(world: World, organisation: str, _client: HouseClient) -> Values:
    """A colleague with a role at that organisation."""
    return {"uid": add_person(world.app, "volunteer", None, organisation)}


def a_user_with_second_step(world: World, organisation: str, client: HouseClient) -> Values:
    """A colleague who set the second step up."""
    values = a_user(world, organisation, client)
    with world.work() as work, work.transaction():
        offer_factor(work, user_uid=values["uid"]).confirmed_at = work.clock.now()
    return values


def a_role(world: World, organisation: str, client: HouseClient) -> Values:
    """A role of such a colleague."""
    uid = a_user(world, organisation, client)["uid"]
    return {"uid": uid, "grant_uid": world.grant_of(uid)}


def another_own_session(world: World, organisation: str, client: HouseClient) -> Values:
    """A second session of whoever asks; of somebody else when the other organisation is asked for."""
    is_own = organisation == world.own
    owner = client.user_uid if is_own else add_person(world.app, "volunteer", None, organisation)
    return {"uid": sign_in_as(world.app.test_client(), owner).session_uid}


MANAGE = "users.write"

EXPECTED = {
    ("accounts.sign_in", "GET"): Expect(None, status_signed_in=302),
    ("accounts.sign_in", "POST"): Expect(None, status=422, status_signed_in=302),
    ("accounts.sign_out", "POST"): Expect(None, status=302),
    ("accounts.welcome", "GET"): Expect(None, values={"token": "spent"}, status=404),
    ("accounts.welcome", "POST"): Expect(None, values={"token": "spent"}, status=404),
    ("second_step.code", "GET"): Expect(None, status=302),
    ("second_step.code", "POST"): Expect(None, status=302),
    # The installation of the matrix has no sign-in provider: these pages are nowhere.
    ("openid.start", "GET"): Expect(None, status=404),
    ("openid.back", "GET"): Expect(None, status=404),
    ("openid.prove", "GET"): Expect("account.own", status=404),
    ("kept_form.show", "GET"): Expect("account.own", status=404),
    ("kept_form.send", "POST"): Expect("account.own", status=404),
    ("kept_form.drop", "POST"): Expect("account.own", status=303),
    ("second_step.setup", "GET"): Expect("account.own"),
    ("second_step.begin", "POST"): Expect("account.own", status=302),
    ("second_step.confirm", "POST"): Expect("account.own", status=422),
    ("second_step.codes", "POST"): Expect("account.own", status=422),
    ("second_step.prove", "GET"): Expect("account.own"),
    ("second_step.prove", "POST"): Expect("account.own", status=422),
    ("second_step.stay", "POST"): Expect("account.own", status=204),
    ("accounts.mine", "GET"): Expect("account.own"),
    ("accounts.password", "GET"): Expect("account.own"),
    ("accounts.password", "POST"): Expect("account.own", status=422),
    ("accounts.end_mine", "POST"): Expect("account.own", another_own_session, status=302, is_personal=True),
    ("users.index", "GET"): Expect(MANAGE, lists=a_user),
    ("users.add", "GET"): Expect(MANAGE),
    ("users.add", "POST"): Expect(MANAGE, status=422),
    ("users.show", "GET"): Expect(MANAGE, a_user),
    ("users.add_grant", "POST"): Expect(MANAGE, a_user, status=422),
    ("users.end_role", "POST"): Expect(MANAGE, a_role, status=302),
    ("users.close", "POST"): Expect(MANAGE, a_user, status=302),
    ("users.reopen", "POST"): Expect(MANAGE, a_user, status=302),
    ("users.sign_out_everywhere", "POST"): Expect(MANAGE, a_user, status=302),
    ("users.reset_second_step", "POST"): Expect(MANAGE, a_user_with_second_step, status=302),
    ("users.link", "POST"): Expect(MANAGE, a_user, status=422),
    ("users.unlink", "POST"): Expect(MANAGE, a_user, status=404),
    ("users.invite", "POST"): Expect(MANAGE, a_user),
}
