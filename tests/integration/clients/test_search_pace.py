"""Nobody searches through the whole register by trying names."""

from datetime import timedelta

from app.clients.policy import searches_per_hour
from tests.support.people import post, sign_in, sign_in_as


def test_a_colleague_who_searches_on_and_on_has_to_wait(app, work, clock):
    client = sign_in(app.test_client(), "social_worker", None, "34022")
    with work.transaction():
        for _ in range(searches_per_hour() - 1):
            work.trail.record("person.search", "person")
            work.trail.pending[-1]["actor"] = f"user:{client.user_uid}"
    assert post(client, "/personen/zoeken", {"q": "zeebaars"}).status_code == 200
    answer = post(client, "/personen/zoeken", {"q": "zeebaars"})
    assert answer.status_code == 422
    assert "heel vaak" in answer.text
    other = sign_in(app.test_client(), "social_worker", None, "34022")
    assert post(other, "/personen/zoeken", {"q": "zeebaars"}).status_code == 200
    clock.instant += timedelta(minutes=61)
    again = sign_in_as(app.test_client(), client.user_uid)
    assert post(again, "/personen/zoeken", {"q": "zeebaars"}).status_code == 200
