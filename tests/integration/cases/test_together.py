"""Several cases to one colleague: all or none, on the trail, and back again for ten minutes."""

from datetime import timedelta

from sqlalchemy import func, select

from app.audit.models import AuditRecord
from app.cases.models import Case
from tests.support.cases import add_case
from tests.support.people import add_person, post, sign_in

CHOSEN = {"terug": "/dossiers?volgorde=dossier"}


def test_give_together_and_take_back(app, work):
    mate, elsewhere = (add_person(app, "social_worker", None, place) for place in ("34022", "34027"))
    client = sign_in(app.test_client(), "coordinator", None, "34022")
    with work.transaction():
        cases = [add_case(work, worker_uid=client.user_uid), add_case(work), add_case(work)]
        foreign = add_case(work, organisation="34027")
    numbers = [case.number for case in cases]

    def workers():
        work.session.rollback()
        query = select(Case.worker_uid).where(Case.number.in_(numbers)).order_by(Case.number)
        return list(work.session.scalars(query))

    page = client.get("/dossiers/samen", query_string={"dossier": [*numbers, foreign.number]}).text
    assert all(f'value="{number}"' in page for number in numbers)
    assert foreign.number not in page
    assert str(mate) in page
    assert str(elsewhere) not in page

    before = workers()
    mixed = post(client, "/dossiers/samen", {"dossier": [*numbers, foreign.number], "worker": str(mate)})
    assert mixed.status_code == 404
    assert workers() == before
    assert post(client, "/dossiers/samen", {"dossier": numbers, "worker": str(elsewhere)}).status_code == 422
    assert post(client, "/dossiers/samen/ongedaan").status_code == 422

    answer = post(client, "/dossiers/samen", CHOSEN | {"dossier": numbers, "worker": str(mate)}, follow_redirects=True)
    assert "3 dossiers toegewezen." in answer.text
    assert answer.request.full_path == CHOSEN["terug"]
    assert "Maak ongedaan" in answer.text
    assert workers() == [mate] * 3
    post(client, f"/dossiers/{numbers[1]}/op-mij")
    answer = post(client, "/dossiers/samen/ongedaan", follow_redirects=True)
    assert "Ongedaan gemaakt: 2 dossiers. 1 wijzigde intussen" in answer.text
    assert "Maak ongedaan" not in answer.text
    assert workers() == [before[0], client.user_uid, before[2]]
    noted = select(func.count()).where(AuditRecord.action.in_(("case.assign", "case.assign_undo")))
    assert work.session.scalar(noted) == 3 + 1 + 2 + 1


def test_after_ten_minutes_it_stays(app, work, clock):
    mate = add_person(app, "social_worker", None, "34022")
    client = sign_in(app.test_client(), "coordinator")
    with work.transaction():
        number = add_case(work).number
    assert (
        post(client, "/dossiers/samen", {"dossier": [number], "worker": str(mate), "terug": "//elders"}).location
        == "/dossiers"
    )
    clock.instant += timedelta(minutes=11)
    assert post(client, "/dossiers/samen/ongedaan").status_code == 422
