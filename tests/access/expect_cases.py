"""Expectations of the pages of cases."""

from datetime import date

from app.cases.models_team import Absence, HandOver
from app.cases.rules_team import HandOverState
from app.cases.service_log import log_contact, write_note
from app.cases.service_tasks import add_task
from tests.access.expectations import Expect, Values
from tests.access.world import World
from tests.support.cases import KIND, add_case
from tests.support.people import HouseClient
from tests.support.people import add_person as add_colleague


def a_case(world: World, organisation: str, _client: HouseClient) -> Values:
    """An open case for which that organisation is responsible."""
    with world.work() as work, work.transaction():
        return {"number": add_case(work, organisation=organisation).number}


def a_contact(world: World, organisation: str, _client: HouseClient) -> Values:
    """A contact moment in such a case."""
    with world.work() as work, work.transaction():
        case = add_case(work, organisation=organisation)
        return {"uid": log_contact(work, case=case, kind="gesprek", on=date(2026, 3, 16), text="Proef").uid}


def a_note(world: World, organisation: str, _client: HouseClient) -> Values:
    """A note in such a case."""
    with world.work() as work, work.transaction():
        return {"uid": write_note(work, case=add_case(work, organisation=organisation), text="Proef").uid}


def a_task(world: World, organisation: str, _client: HouseClient) -> Values:
    """Something to do in such a case."""
    with world.work() as work, work.transaction():
        case = add_case(work, organisation=organisation)
        return {"uid": add_task(work, case=case, what="Proef", due_on=date(2026, 3, 20)).uid}


def a_form_of_a_case(world: World, organisation: str, client: HouseClient) -> Values:
    """The form for a contact moment in such a case."""
    return {"form": "contact"} | a_case(world, organisation, client)


def an_offer(world: World, organisation: str, client: HouseClient) -> Values:
    """A case of that organisation that was offered: to the colleague who asks, or to nobody in particular."""
    to_uid = client.user_uid if organisation == world.own else add_colleague(world.app)
    with world.work() as work, work.transaction():
        case = add_case(work, organisation=organisation)
        hand_over = HandOver(
            case_uid=case.uid,
            organisation=world.own,
            to_uid=to_uid,
            state=HandOverState.ASKED,
            asked_at=work.clock.now(),
            why="Proef",
            actor="system:test",
        )
        work.session.add(hand_over)
        return {"uid": hand_over.uid}


def an_absence(world: World, organisation: str, client: HouseClient) -> Values:
    """Days away of the colleague who asks, or of somebody else."""
    user_uid = client.user_uid if organisation == world.own else add_colleague(world.app)
    with world.work() as work, work.transaction():
        absence = Absence(user_uid=user_uid, since=date(2026, 3, 20), until=date(2026, 3, 22))
        work.session.add(absence)
        return {"uid": absence.uid}


def of_case(permission: str, status: int = 200) -> Expect:
    """A page of one case."""
    return Expect(permission, a_case, status=status, project=KIND.key)


EXPECTED = {
    ("case_together.give", "GET"): Expect("case.write"),
    ("case_together.give", "POST"): Expect("case.write", status=422),
    ("case_together.undo", "POST"): Expect("case.write", status=422),
    ("case_export.download", "GET"): Expect(
        "case.read", values={"kind": "csv"}, lists=a_case, writes_on_get="that the list was taken out is on record"
    ),
    ("case_team.index", "GET"): Expect("case.read"),
    ("case_team.give", "GET"): of_case("case.write"),
    ("case_team.give", "POST"): of_case("case.write", 422),
    ("case_team.offer", "GET"): of_case("case.write"),
    ("case_team.offer", "POST"): of_case("case.write", 422),
    ("case_team.withdraw", "POST"): of_case("case.write", 303),
    ("case_team.answer", "GET"): Expect("case.write", an_offer, is_personal=True),
    ("case_team.answer", "POST"): Expect("case.write", an_offer, status=422, is_personal=True),
    ("case_team.away", "GET"): Expect("case.write"),
    ("case_team.away", "POST"): Expect("case.write", status=422),
    ("case_team.present", "POST"): Expect("case.write", an_absence, status=303, is_personal=True),
    ("cases.my_work", "GET"): Expect("work.read"),
    ("cases.index", "GET"): Expect("case.read", lists=a_case),
    ("cases.find", "GET"): Expect("case.read", status=404),
    ("cases.show", "GET"): of_case("case.read"),
    ("case_log.quick", "POST"): of_case("case.write", 422),
    ("case_log.choose", "GET"): Expect("case.write"),
    ("case_log.choose", "POST"): Expect("case.write", status=422),
    ("case_drafts.keep", "POST"): Expect("case.write", values={"form": "contact"}),
    ("case_drafts.drop", "POST"): Expect("case.write", a_form_of_a_case, status=303, project=KIND.key),
    ("case_log.log", "GET"): of_case("case.write"),
    ("case_log.log", "POST"): of_case("case.write", 422),
    ("case_log.correct", "GET"): Expect("case.write", a_contact, project=KIND.key),
    ("case_log.correct", "POST"): Expect("case.write", a_contact, status=422, project=KIND.key),
    ("case_log.note", "GET"): of_case("note.read"),
    ("case_log.note", "POST"): of_case("note.read", 422),
    ("case_log.correct_a_note", "GET"): Expect("note.read", a_note, project=KIND.key),
    ("case_log.correct_a_note", "POST"): Expect("note.read", a_note, status=422, project=KIND.key),
    ("case_steps.phase", "GET"): of_case("case.write"),
    ("case_steps.phase", "POST"): of_case("case.write", 422),
    ("case_steps.close", "GET"): of_case("case.write"),
    ("case_steps.close", "POST"): of_case("case.write", 422),
    ("case_steps.reopen", "GET"): of_case("case.write"),
    ("case_steps.reopen", "POST"): of_case("case.write", 422),
    ("case_steps.void", "GET"): of_case("case.write"),
    ("case_steps.void", "POST"): of_case("case.write", 409),
    ("case_steps.take", "POST"): of_case("case.write", 303),
    ("case_tasks.index", "GET"): Expect("case.write"),
    ("case_tasks.add", "GET"): of_case("case.write"),
    ("case_tasks.add", "POST"): of_case("case.write", 422),
    ("case_tasks.finish", "POST"): Expect("case.write", a_task, status=303, project=KIND.key),
    ("case_tasks.put_back", "POST"): Expect("case.write", a_task, status=303, project=KIND.key),
}
