"""Expectations of the pages of Woonclub on homes, and on what follows a home."""

from datetime import date
from itertools import count
from uuid import UUID

from sqlalchemy import select

from app.cases.models import Case
from app.projects.woonclub.models_aftercare import FollowUp
from app.projects.woonclub.models_listings import Listing
from app.projects.woonclub.rules import Home
from app.projects.woonclub.rules_listings import Line
from app.projects.woonclub.service import record_home_found
from app.projects.woonclub.service_closing import close_search
from app.projects.woonclub.service_listings import note_homes
from app.projects.woonclub.service_matching import propose
from tests.access.expect_woonclub import KEY, a_search
from tests.access.expectations import Expect, Values
from tests.access.world import World
from tests.support.people import HouseClient

_NUMBERS = count(1)


def a_list(_world: World, organisation: str, _client: HouseClient) -> Values:
    """The rental list of that municipality, of the week in which the tests take place."""
    return {"nis5": organisation, "year": 2026, "week": 12}


def a_home(world: World, organisation: str, _client: HouseClient) -> Values:
    """A home for rent in that municipality."""
    line = Line(f"Voorbeeldstraat {next(_NUMBERS)}", None, 70_000, 2)
    week_on = date(2026, 3, 16)
    with world.work() as work, work.transaction():
        note_homes(work, municipality=organisation, week_on=week_on, lines=[line])
        newest = select(Listing.uid).where(Listing.municipality == organisation).order_by(Listing.uid.desc())
        return {"uid": work.session.scalars(newest).first()}


def a_proposal(world: World, organisation: str, client: HouseClient) -> Values:
    """A household of that organisation was told of such a home."""
    number = a_search(world, organisation, client)["number"]
    home = a_home(world, organisation, client)["uid"]
    with world.work() as work, work.transaction():
        case = work.session.scalars(select(Case).where(Case.number == number)).one()
        return {"uid": propose(work, case=case, listing_uid=home).uid}


def a_follow_up(world: World, organisation: str, client: HouseClient) -> Values:
    """A household of that organisation that has to be looked up."""
    number = a_search(world, organisation, client)["number"]
    with world.work() as work, work.transaction():
        case = work.session.scalars(select(Case).where(Case.number == number)).one()
        record_home_found(work, case=case, home=Home(date(2026, 3, 4), "private_rent"))
        return {"uid": work.session.scalars(select(FollowUp.uid).where(FollowUp.case_uid == case.uid)).first()}


def a_closing(world: World, organisation: str, client: HouseClient) -> Values:
    """A case of that organisation that somebody closed."""
    number = a_search(world, organisation, client)["number"]
    with world.work() as work, work.transaction():
        case = work.session.scalars(select(Case).where(Case.number == number)).one()
        on = date(2026, 3, 10)
        return {"uid": close_search(work, case=case, on=on, reason="lost_contact", destination="unknown").uid}


EXPECTED = {
    ("woonclub.after", "GET"): Expect("case.write"),
    ("woonclub.silence", "POST"): Expect("case.write", a_search, status=303, project=KEY),
    ("woonclub.follow_up", "GET"): Expect("case.write", a_follow_up, project=KEY),
    ("woonclub.follow_up", "POST"): Expect("case.write", a_follow_up, status=422, project=KEY),
    ("woonclub.pause", "GET"): Expect("case.write", a_search, project=KEY),
    ("woonclub.pause", "POST"): Expect("case.write", a_search, status=422, project=KEY),
    ("woonclub.resume", "GET"): Expect("case.write", a_search, project=KEY),
    ("woonclub.resume", "POST"): Expect("case.write", a_search, status=422, project=KEY),
    ("woonclub.end", "GET"): Expect("case.write", a_search, project=KEY),
    ("woonclub.end", "POST"): Expect("case.write", a_search, status=422, project=KEY),
    ("woonclub.sign", "POST"): Expect("approve", a_closing, status=303, project=KEY),
    ("woonclub.listings", "GET"): Expect("woonclub.listings"),
    ("woonclub.week", "GET"): Expect("listing.write", a_list),
    ("woonclub.week", "POST"): Expect("listing.write", a_list, status=422),
    ("woonclub.complete", "POST"): Expect("listing.write", a_list, status=303),
    # Listings are about nobody: whoever may read them reads those of the whole region.
    ("woonclub.listing", "GET"): Expect("woonclub.listings", values={"uid": UUID(int=1)}, status=404),
    ("woonclub.gone", "POST"): Expect("listing.write", a_home, status=303),
    ("woonclub.homes", "GET"): Expect("case.read", a_search, project=KEY),
    ("woonclub.suggest", "POST"): Expect("case.write", a_search, status=422, project=KEY),
    ("woonclub.proposal", "GET"): Expect("case.write", a_proposal, project=KEY),
    ("woonclub.proposal", "POST"): Expect("case.write", a_proposal, status=409, project=KEY),
}
