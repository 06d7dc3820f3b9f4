"""Signing in and out through the real pages."""


from tests.support.people import add_person, email_of, sign_in_by_form


def test_signs_in_and_sees_the_own_account(app):
    uid = add_person(app, "social_worker", None, "34022")
    client = app.test_client()
    answer = sign_in_by_form(client, email_of(app, uid).upper())
    assert (answer.status_code, answer.location) == (302, "/")
    page = client.get("/account")
    assert page.status_code == 200
    assert "OCMW Kortrijk" in page.text
