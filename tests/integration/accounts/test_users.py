"""Managing users and roles: by verbs, by pages and by command."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.access.actor import Actor, Grant
from app.access.projects import declare_project
from app.access.work import working
from app.accounts.models import RoleGrant, User
from app.accounts.queries import actor_by_email, grants_of
from app.accounts.service_users import add_user, end_grant, grant_role, invite_again, set_active
from app.audit.models import AuditRecord
from app.core.errors import NotFound, Refused
from tests.support.people import add_person, email_of, post, sign_in, sign_in_as

declare_project("woonclub", "Woonclub")


@pytest.fixture
def local(services):
    """Work of a colleague who manages users of one organisation."""
    actor = Actor("user:local", (Grant("administrator", None, "34022"),), None)
    with working(services, actor, "test") as opened:
        yield opened


def grant_of(work, uid):
    return grants_of(work, [uid])[uid]


def test_adding_a_user_is_on_record_without_address_or_name(app, work):
    with work.transaction():
        user = add_user(work, email="X.Y@voorbeeld.test", grant=Grant("analyst", None, "34022")).user
    assert (user.email, user.name) == ("x.y@voorbeeld.test", "x.y")
    records = work.session.scalars(select(AuditRecord).order_by(AuditRecord.seq)).all()
    assert [(r.action, r.entity, r.detail) for r in records][-2:] == [
        ("add", "user", None),
        ("add", "role_grant", "analyst"),
    ]
    assert "voorbeeld" not in str([vars(r) for r in records])


@pytest.mark.parametrize(
    ("email", "grant", "field"),
    [
        ("geen adres", Grant("analyst"), "email"),
        ("a@b", Grant("analyst"), "email"),
        ("x@voorbeeld.test", Grant("koning"), "role"),
        ("x@voorbeeld.test", Grant("analyst", "zwembad"), "project"),
        ("x@voorbeeld.test", Grant("analyst", None, "99999"), "organisation"),
    ],
)
def test_refuses_what_does_not_exist(work, email, grant, field):
    with pytest.raises(Refused) as refusal, work.transaction():
        add_user(work, email=email, grant=grant)
    assert refusal.value.field == field
    assert work.session.scalars(select(User)).all() == []


def test_an_address_is_used_once_in_any_case(app, work):
    uid = add_person(app)
    with pytest.raises(Refused, match="al een gebruiker"), work.transaction():
        add_user(work, email=email_of(app, uid).upper(), grant=Grant("analyst"))


def test_the_same_role_is_given_once_at_a_time(app, work, clock):
    uid = add_person(app, "social_worker", "woonclub", "34022")
    with pytest.raises(Refused, match="al in die periode"), work.transaction():
        grant_role(work, user_uid=uid, grant=Grant("social_worker", "woonclub", "34022"))
    first = grant_of(work, uid)[0].uid
    with work.transaction():
        end_grant(work, user_uid=uid, grant_uid=first)
        grant_role(work, user_uid=uid, grant=Grant("social_worker", "woonclub", "34022"))
    assert [row.valid_until for row in grant_of(work, uid)] == [None, clock.today()]


def test_a_role_that_has_not_begun_never_will_once_ended(app, work, clock):
    uid = add_person(app)
    later = clock.today() + timedelta(days=10)
    with work.transaction():
        row = grant_role(work, user_uid=uid, grant=Grant("analyst"), valid_from=later)
        end_grant(work, user_uid=uid, grant_uid=row.uid)
    assert row.valid_until == later
    with pytest.raises(Refused, match="al beëindigd"), work.transaction():
        clock.instant += timedelta(days=11)
        end_grant(work, user_uid=uid, grant_uid=row.uid)


@pytest.mark.parametrize(
    "grant", [Grant("administrator"), Grant("analyst", None, "W13"), Grant("analyst", None, "34023")]
)
def test_a_local_administrator_gives_nothing_beyond_the_own_organisation(app, local, grant):
    uid = add_person(app, "social_worker", None, "34022")
    with pytest.raises(Refused, match="verder dan jouw beheer"), local.transaction():
        grant_role(local, user_uid=uid, grant=grant)
    with pytest.raises(Refused, match="verder dan jouw beheer"), local.transaction():
        add_user(local, email="x@voorbeeld.test", grant=grant)


def test_a_local_administrator_does_not_take_over_an_account_that_reaches_further(app, work, local):
    uid = add_person(app, "administrator")
    with work.transaction():
        grant_role(work, user_uid=uid, grant=Grant("analyst", None, "34022"))
    for change in (
        lambda: invite_again(local, user_uid=uid),
        lambda: set_active(local, user_uid=uid, is_active=False),
    ):
        with pytest.raises(Refused, match="buiten jouw beheer"), local.transaction():
            change()


def test_a_local_administrator_does_not_find_users_of_elsewhere(app, local):
    uid = add_person(app, "social_worker", None, "34023")
    with pytest.raises(NotFound), local.transaction():
        grant_role(local, user_uid=uid, grant=Grant("analyst", None, "34022"))


def test_nobody_changes_the_own_roles_or_account(app, work):
    client = sign_in(app.test_client(), "administrator")
    answer = post(client, f"/gebruikers/{client.user_uid}/rollen", {"role": "social_worker"})
    assert answer.status_code == 422
    assert "door een andere beheerder" in answer.text
    assert post(client, f"/gebruikers/{client.user_uid}/sluiten").status_code == 422
    assert len(grant_of(work, client.user_uid)) == 1


def test_pages_give_and_end_a_role(app, work):
    client = sign_in(app.test_client(), "administrator")
    uid = add_person(app, "volunteer", None, "34022")
    assert "Vrijwilliger (alle projecten, OCMW Kortrijk)" in client.get("/gebruikers").text
    answer = post(client, f"/gebruikers/{uid}/rollen", {"role": "analyst", "project": "", "organisation": "34023"})
    assert answer.location == f"/gebruikers/{uid}"
    page = client.get(f"/gebruikers/{uid}")
    assert "OCMW Kuurne" in page.text
    newest = grant_of(work, uid)[0]
    post(client, f"/gebruikers/{uid}/rollen/{newest.uid}/einde")
    work.session.rollback()
    assert work.session.get(RoleGrant, newest.uid, populate_existing=True).valid_until is not None


def test_pages_refuse_a_wrong_role_at_its_field(app):
    client = sign_in(app.test_client(), "administrator")
    uid = add_person(app, "volunteer", None, "34022")
    answer = post(client, f"/gebruikers/{uid}/rollen", {"role": "koning", "valid_until": "31/02/2026"})
    assert answer.status_code == 422
    assert 'href="#role"' in answer.text
    assert 'value="31/02/2026"' in answer.text


def test_closing_an_account_ends_its_sessions_and_link(app, work):
    client = sign_in(app.test_client(), "administrator")
    theirs = sign_in(app.test_client(), "social_worker")
    post(client, f"/gebruikers/{theirs.user_uid}/sluiten")
    assert theirs.get("/account").status_code == 302
    post(client, f"/gebruikers/{theirs.user_uid}/openen")
    assert theirs.get("/account").status_code == 302, "the old session stays ended"


def test_signing_somebody_out_everywhere(app):
    client = sign_in(app.test_client(), "administrator")
    theirs = sign_in(app.test_client(), "social_worker")
    post(client, f"/gebruikers/{theirs.user_uid}/afmelden")
    assert theirs.get("/account").status_code == 302


def test_a_new_user_and_a_new_link_are_shown_once(app):
    client = sign_in(app.test_client(), "administrator")
    form = {"name": "Nieuwe Collega", "email": "nieuw@voorbeeld.test", "role": "analyst"}
    page = post(client, "/gebruikers/nieuw", form)
    first = re.search(r"http://localhost(/welkom/[\w-]{43})", page.text)[1]
    assert app.test_client().get(first).status_code == 200
    uid = re.search(r"/gebruikers/([0-9a-f-]{36})", page.text)[1]
    second = re.search(r"http://localhost(/welkom/[\w-]{43})", post(client, f"/gebruikers/{uid}/uitnodigen").text)[1]
    assert app.test_client().get(first).status_code == 404
    assert app.test_client().get(second).status_code == 200


def test_navigation_shows_what_one_may_open(app):
    assert "/gebruikers" in sign_in(app.test_client(), "administrator").get("/account").text
    assert "/gebruikers" not in sign_in(app.test_client(), "social_worker").get("/account").text


def test_the_actor_that_a_command_names(app, work, clock):
    uid = add_person(app, "coordinator", None, "34022")
    actor = actor_by_email(work.session, email_of(app, uid), clock.today())
    assert actor.user_uid == uid
    assert actor.holds("approve", "woonclub", "34022")
    with work.transaction():
        set_active(work, user_uid=uid, is_active=False)
    assert actor_by_email(work.session, email_of(app, uid), clock.today()) is None


def test_without_a_role_one_sees_nothing_but_can_leave(app):
    client = sign_in_as(app.test_client(), add_person(app))
    assert client.get("/account").status_code == 403
    assert post(client, "/afmelden").status_code == 302
