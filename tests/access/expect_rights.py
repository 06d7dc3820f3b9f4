"""Expectations of the pages on data protection in a case, and on the rights of people."""

from datetime import date, timedelta
from io import BytesIO

from sqlalchemy import func, select

from app.cases.models import Case
from app.cases.models_privacy import BrokenGlass, ShieldedCase
from app.cases.service_documents import add_document
from app.cases.service_privacy import add_consent
from app.cases.views_documents import STORE
from app.privacy.models_registers import Breach, Processor
from app.privacy.service_merge import propose_merge
from app.privacy.service_request import note_request
from tests.access.expect_cases import a_case
from tests.access.expect_clients import a_person
from tests.access.expectations import Expect, Values
from tests.access.world import World
from tests.support.people import HouseClient, add_person


def a_shielded_case(world: World, organisation: str, client: HouseClient) -> Values:
    """A case that is shielded."""
    values = a_case(world, organisation, client)
    with world.work() as work, work.transaction():
        case = _case(work, values["number"])
        work.session.add(ShieldedCase(case_uid=case.uid, reason="request", since=work.clock.now(), by="system:test"))
    return values


def a_consent(world: World, organisation: str, client: HouseClient) -> Values:
    """A consent to share something of a case."""
    values = a_case(world, organisation, client)
    with world.work() as work, work.transaction():
        made = add_consent(
            work,
            case=_case(work, values["number"]),
            partner="Proefdienst",
            scope="contact",
            aim="proef",
            given_on=date(2026, 3, 16),
            until=date(2027, 3, 16),
            confirmed=5,
        )
        return {**values, "uid": made.uid}


def a_document(world: World, organisation: str, client: HouseClient) -> Values:
    """A document in a case."""
    values = a_case(world, organisation, client)
    with world.work() as work, work.transaction():
        store = world.app.extensions[STORE]
        case = _case(work, values["number"])
        made = add_document(work, store, case=case, file=BytesIO(b"%PDF-1.7 proef"), name="proef.pdf")
        return {**values, "uid": made.uid}


def a_request(world: World, organisation: str, client: HouseClient) -> Values:
    """A request of somebody of that organisation."""
    person = a_person(world, organisation, client)["uid"]
    with world.work() as work, work.transaction():
        made = note_request(work, person_uid=person, kind="access", received_on=work.clock.today())
        return {"uid": made.uid}


def a_glass(world: World, organisation: str, client: HouseClient) -> Values:
    """A shielded case that somebody opened."""
    number = a_case(world, organisation, client)["number"]
    user = add_person(world.app, "social_worker", None, organisation)
    with world.work() as work, work.transaction():
        now = work.clock.now()
        glass = BrokenGlass(
            case_uid=_case(work, number).uid,
            user_uid=user,
            reason="danger",
            why="proef",
            opened_at=now,
            until=now + timedelta(hours=4),
        )
        work.session.add(glass)
        return {"uid": glass.uid}


def two_persons(world: World, organisation: str, client: HouseClient) -> Values:
    """Two inscriptions."""
    kept, other = (a_person(world, organisation, client)["uid"] for _ in range(2))
    return {"kept": kept, "other": other}


def a_merge(world: World, organisation: str, client: HouseClient) -> Values:
    """A proposal to merge two inscriptions."""
    values = two_persons(world, organisation, client)
    with world.work() as work, work.transaction():
        return {"uid": propose_merge(work, kept_uid=values["kept"], other_uid=values["other"], taken=()).uid}


def a_breach(world: World, organisation: str, client: HouseClient) -> Values:
    """A breach in the register."""
    user = add_person(world.app, "dpo")
    with world.work() as work, work.transaction():
        last = work.session.scalar(select(func.max(Breach.number))) or 0
        work.session.add(Breach(number=last + 1, user_uid=user, found_at=work.clock.now(), kind="lost", risk="none"))
    return {"number": last + 1}


def a_processor(world: World, organisation: str, client: HouseClient) -> Values:
    """A processor in the register."""
    with world.work() as work, work.transaction():
        made = Processor(name="Proef", service="proef", transfer="none", noted_by="system:test")
        work.session.add(made)
        work.session.flush()
        return {"uid": made.uid}


def _case(work, number):
    return work.session.scalars(select(Case).where(Case.number == number)).one()


EXPECTED = {
    ("case_privacy.show", "GET"): Expect("case.read", a_case),
    ("case_privacy.basis", "POST"): Expect("case.write", a_case, status=422),
    ("case_privacy.informed", "POST"): Expect("case.write", a_case, status=422),
    ("case_privacy.consent", "GET"): Expect("case.write", a_case),
    ("case_privacy.consent", "POST"): Expect("case.write", a_case, status=422),
    ("case_privacy.put_shield", "POST"): Expect("file.shielded", a_case, status=422),
    ("case_privacy.lift_shield", "POST"): Expect("file.shielded", a_shielded_case, status=303),
    ("case_privacy.withdraw", "POST"): Expect("case.write", a_consent, status=303),
    ("case_privacy.glass", "GET"): Expect("glass.break", a_shielded_case),
    ("case_privacy.glass", "POST"): Expect("glass.break", a_shielded_case, status=422),
    ("documents.index", "GET"): Expect("note.read", a_case),
    ("documents.upload", "POST"): Expect("case.write", a_case, status=422),
    ("documents.read", "GET"): Expect("note.read", a_document),
    ("documents.remove", "POST"): Expect("case.write", a_document, status=303),
    ("oversight.index", "GET"): Expect("audit.read"),
    ("oversight.unusual", "GET"): Expect("audit.read"),
    ("oversight.export", "POST"): Expect("audit.read"),
    ("registers.index", "GET"): Expect("register.write"),
    ("registers.breach", "GET"): Expect("register.write"),
    ("registers.breach", "POST"): Expect("register.write", status=422),
    ("registers.show_breach", "GET"): Expect("register.write", a_breach, is_shared=True),
    ("registers.step", "POST"): Expect("register.write", a_breach, status=422, is_shared=True),
    ("registers.processor", "GET"): Expect("register.write"),
    ("registers.processor", "POST"): Expect("register.write", status=422),
    ("registers.stop", "POST"): Expect("register.write", a_processor, status=303, is_shared=True),
    ("registers.assessment", "GET"): Expect("register.write"),
    ("registers.assessment", "POST"): Expect("register.write", status=422),
    ("merging.index", "GET"): Expect("person.merge"),
    ("merging.find", "GET"): Expect("person.merge", a_person),
    ("merging.compare", "GET"): Expect("person.merge", two_persons),
    ("merging.propose", "POST"): Expect("person.merge", two_persons, status=303),
    ("merging.look", "GET"): Expect("person.merge", a_merge),
    ("merging.carry_out", "POST"): Expect("person.merge", a_merge, status=303),
    ("merging.turn_down", "POST"): Expect("person.merge", a_merge, status=303),
    ("rights.index", "GET"): Expect("rights.read"),
    ("rights.note", "POST"): Expect("rights.write", status=422),
    ("rights.extend", "POST"): Expect("rights.write", a_request, status=302),
    ("rights.grant", "POST"): Expect("rights.write", a_request, status=302),
    ("rights.deny", "POST"): Expect("rights.write", a_request, status=302),
    ("rights.show", "GET"): Expect("rights.read", a_person),
    ("rights.put_restriction", "POST"): Expect("person.restrict", a_person, status=422),
    ("rights.end_restriction", "POST"): Expect("person.restrict", a_person, status=422),
    ("rights.looked", "GET"): Expect("rights.read", a_person),
    ("rights.export", "POST"): Expect("person.export", a_person),
    ("rights.seen", "POST"): Expect("audit.read", a_glass, status=302),
}
