"""The officer's pages over the trail."""

from datetime import date, timedelta

from app.audit.models import AuditRecord
from app.core.uid import new_uid
from app.privacy.rules_oversight import UnusualPolicy, unusual_days
from tests.support.people import post, sign_in


def looked(work, actor, times, *, purpose="cases.show"):
    with work.transaction():
        for _ in range(times):
            work.trail.pending.append(
                work.trail._entry("consult", "keyholder", new_uid(), None, ["person.family_name"], None)
                | {"actor": actor, "purpose": purpose}
            )


def test_by_colleague_by_day_and_as_a_file(app, work, clock):
    first, second = (sign_in(app.test_client(), "social_worker", None, "34022") for _ in range(2))
    for client, times in ((first, 3), (second, 130)):
        looked(work, f"user:{client.user_uid}", times)
    clock.instant += timedelta(days=1)
    looked(work, f"user:{first.user_uid}", 1, purpose="command x")
    dpo = sign_in(app.test_client(), "dpo")
    page = dpo.get(f"/toezicht/?wie={first.user_uid}").text
    assert page.count("<code>consult</code>") == 4
    assert "Dossiers lezen" in page
    assert "Beheer van het systeem" in page
    assert dpo.get(f"/toezicht/?wie={first.user_uid}&tot=16/03/2026").text.count("<code>consult</code>") == 3
    page = dpo.get(f"/toezicht/?wie={second.user_uid}").text
    assert page.count("<code>consult</code>") == 100
    assert "voor=" in page
    assert "Niets in dit spoor" in dpo.get("/toezicht/?dossier=OEF-1999-1").text
    assert "dd/mm/jjjj" in dpo.get("/toezicht/?van=gisteren").text
    for wrong in ("wie=x", "voor=-1", "voor=99999999999999999999"):
        assert dpo.get(f"/toezicht/?{wrong}").status_code == 200
    answer = post(dpo, "/toezicht/uitvoer", {"wie": str(first.user_uid), "van": "17/03/2026"})
    assert answer.text.count("consult") == 1
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert post(dpo, "/toezicht/uitvoer", {"van": "gisteren"}).status_code == 422
    assert "audit.export" in dpo.get(f"/toezicht/?wie={dpo.user_uid}").text
    page = dpo.get("/toezicht/ongewoon").text
    assert page.count('scope="row"') == 1
    assert ">130<" in page
    assert work.session.query(AuditRecord).count() > 130


def test_what_stands_out():
    policy = UnusualPolicy(at_least=40, times_usual=3, window_days=31)
    days = [date(2026, 3, 1) + timedelta(days=ahead) for ahead in range(5)]
    busy = dict(zip(days, (50, 55, 60, 52, 48), strict=True))
    sudden = dict(zip(days, (10, 12, 9, 11, 40), strict=True))
    found = unusual_days({"busy": busy, "sudden": sudden, "new": {days[0]: 40}, "calm": {days[0]: 39}}, policy)
    assert [(one.actor, one.files, one.usual) for one in found] == [("sudden", 40, 10.5), ("new", 40, 0)]
