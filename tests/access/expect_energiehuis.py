"""Expectations of the Energiehuis: its products are no secret; files and decisions are."""

from uuid import UUID

from app.access.actor import Actor, Grant
from app.access.work import working
from app.projects.energiehuis.file.queries import dossier_of
from tests.access.expectations import Expect, Values
from tests.access.world import World
from tests.support.cases import add_person
from tests.support.loans import advised, examined, filled, opened
from tests.support.people import HouseClient
from tests.support.people import add_person as add_colleague

KEY = "energiehuis"


def somebody(world: World, organisation: str, _client: HouseClient) -> Values:
    """Somebody whom that organisation wrote down."""
    with world.work() as work, work.transaction():
        return {"person_uid": add_person(work, organisation=organisation).uid}


def a_file(world: World, organisation: str, _client: HouseClient) -> Values:
    """A file that is being built."""
    with world.work() as work, work.transaction():
        return {"number": opened(work, organisation).number}


def a_part(world: World, organisation: str, client: HouseClient) -> Values:
    """One part of such a file."""
    return {**a_file(world, organisation, client), "part": "woning"}


def an_amount(world: World, organisation: str, _client: HouseClient) -> Values:
    """A quote of such a file."""
    with world.work() as work, work.transaction():
        case = filled(work, opened(work, organisation))
        return {"number": case.number, "uid": dossier_of(work, case).quotes[0].uid}


def a_colleague(world: World, organisation: str) -> Actor:
    """Somebody else of that organisation."""
    uid = add_colleague(world.app, "loan_officer", None, organisation)
    return Actor(f"user:{uid}", (Grant("loan_officer", None, organisation),), uid)


def to_decide(world: World, organisation: str, _client: HouseClient) -> Values:
    """A file that lies before whoever decides."""
    actor = a_colleague(world, organisation)
    with working(world.services, actor, "matrix") as work, work.transaction():
        return {"number": advised(work, examined(work, filled(work, opened(work, organisation)))).number}


EXPECTED = {
    ("energiehuis.products", "GET"): Expect("case.read"),
    ("energiehuis.files.apply", "GET"): Expect("case.write"),
    ("energiehuis.files.apply_person", "GET"): Expect("case.write", somebody),
    ("energiehuis.files.apply_person", "POST"): Expect("case.write", somebody, status=422),
    ("energiehuis.files.show", "GET"): Expect("case.write", a_file, project=KEY),
    ("energiehuis.files.part", "GET"): Expect("case.write", a_part, project=KEY),
    ("energiehuis.files.part", "POST"): Expect("case.write", a_part, status=422, project=KEY),
    ("energiehuis.files.missing", "GET"): Expect("case.write", a_file, project=KEY),
    ("energiehuis.files.missing_letter", "POST"): Expect("case.write", a_file, status=303, project=KEY),
    ("energiehuis.files.remove", "POST"): Expect("case.write", an_amount, status=303, project=KEY),
    ("energiehuis.files.step", "POST"): Expect(
        "case.write", a_file, status=303, data={"to": "intake"}, project=KEY
    ),
    ("energiehuis.decisions.worklist", "GET"): Expect("energiehuis.decide", lists=to_decide, project=KEY),
    ("energiehuis.decisions.decision", "GET"): Expect("energiehuis.decide", to_decide, project=KEY),
    ("energiehuis.decisions.decision", "POST"): Expect("energiehuis.decide", to_decide, status=422, project=KEY),
    ("energiehuis.decisions.condition", "POST"): Expect("energiehuis.decide", to_decide, status=409, project=KEY),
    ("energiehuis.decisions.rates", "GET"): Expect("energiehuis.rates", project=KEY),
    ("energiehuis.decisions.rates", "POST"): Expect("energiehuis.rates", status=422, project=KEY),
    # Rates belong to the whole association: a role at one organisation is told so.
    ("energiehuis.decisions.settle", "POST"): Expect(
        "energiehuis.rates", status=303, values={"uid": UUID(int=1)}, project=KEY
    ),
}  # fmt: skip
