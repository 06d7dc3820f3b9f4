"""The rent survey and the returns to the search against an independent recount, on random records."""

import random
from datetime import date, timedelta

import pytest

from app.actionplan.evaluation import evaluate, records
from app.actionplan.registry import measure_by_key
from app.cases.service_bulk import NewCase, open_cases_bulk
from app.core.period import Period
from app.organisations.queries import municipalities
from app.projects.woonclub.models import Outcome, Registration
from app.projects.woonclub.models_listings import Listing, ListingWeek, Sighting
from tests.oracle.rentals import Home, Search, complete_share, returned, survey
from tests.support.cases import add_person, add_snapshot

YEAR = Period.of_year(2025)


def figure(work, key):
    return evaluate(work.session, measure_by_key(f"woonclub.{key}"), YEAR)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_rent_survey(work, app, seed):
    chance = random.Random(seed)
    monday = date(2024, 12, 30)
    homes = [
        Home(
            monday + timedelta(weeks=chance.randrange(-3, 58)),
            chance.randrange(40_000, 120_000),
            chance.randrange(0, 6),
            chance.choice([None, "a_plus", "b", "d", "e", "f"]),
        )
        for _ in range(300)
    ]
    with work.transaction():
        work.session.add_all(
            Listing(
                ref=f"HA-{place}",
                municipality="34022",
                rent_cents=home.cents,
                bedrooms=home.rooms,
                epc=home.label,
                first_seen_on=home.first,
                last_seen_on=home.first,
            )
            for place, home in enumerate(homes)
        )
    expected = survey(homes, 2025)
    for key, value in expected.items():
        found = figure(work, key)
        assert float(found.value) == pytest.approx(float(value))
        in_it = [home for home in homes if home.first.year == 2025 and (key != "homes_poor_label" or home.label)]
        refs = records(work.session, measure_by_key(f"woonclub.{key}"), YEAR)
        assert len(list(refs)) == len(in_it)
    rooms = figure(work, "homes_noted").by["bedrooms"]
    assert sum(rooms.values()) == expected["homes_noted"]
    assert rooms["4"] == sum(home.first.year == 2025 and home.rooms >= 4 for home in homes)


def test_how_many_lists_are_complete(work, app):
    chance, monday = random.Random(7), date(2024, 12, 23)
    lists = {
        (chance.choice(("34022", "34027", "34041")), monday + timedelta(weeks=chance.randrange(56))) for _ in range(60)
    }
    done = {each for each in sorted(lists) if chance.random() < 0.6}
    with work.transaction():
        for number, (place, week) in enumerate(sorted(lists)):
            home = Listing(ref=f"HA-{number}", municipality=place, rent_cents=1, bedrooms=1)
            home.first_seen_on = home.last_seen_on = week
            work.session.add(home)
            work.session.flush()
            work.session.add(Sighting(listing_uid=home.uid, municipality=place, week_on=week, actor="test"))
        work.session.add_all(
            ListingWeek(municipality=place, week_on=week, completed_at=work.clock.now(), actor="test")
            for place, week in done
        )
    found, places = figure(work, "lists_complete_share"), len(municipalities(work.session, date(2025, 6, 1)))
    assert float(found.value) == pytest.approx(float(complete_share(lists, done, places, 2025)))
    assert len(found.by["municipality"]) == places


def test_who_looks_again(work, app):
    chance = random.Random(3)
    searches = []
    with work.transaction():
        for household in range(120):
            snapshot = add_snapshot(work, person := add_person(work, family_name=f"Voorbeeld {household}"))
            opened = date(2022, 1, 1) + timedelta(days=chance.randrange(900))
            for _ in range(chance.randrange(1, 4)):
                found = opened + timedelta(days=chance.randrange(0, 120)) if chance.random() < 0.8 else None
                searches.append(Search(household, opened, found))
                _open(work, person, snapshot, searches[-1])
                opened = (found or opened) + timedelta(
                    days=chance.choice([1, 100, 180, 181, 300, 365, 366, 500, 730, 731])
                )
    for days in (180, 365, 730):
        again, total = returned(searches, 2025, days)
        found = figure(work, f"returned_{days}_days")
        assert (found.numerator, found.denominator) == (again, total)
        assert total > 0


def _open(work, person, snapshot, search):
    case = NewCase(
        organisation="34022",
        municipality="34022",
        household_uid=snapshot.household_uid,
        snapshot_uid=snapshot.uid,
        reference_person_uid=person.uid,
        opened_on=search.opened,
        closed_on=search.found or search.opened,
        close_reason="private_rent" if search.found else "lost_contact",
    )
    open_cases_bulk(work, project="woonclub", cases=[case])
    work.session.add(Registration(uid=case.uid, situation="rent_private", main_reason="own_feet"))
    if search.found:
        work.session.add(Outcome(uid=case.uid, outcome="private_rent", counts_as_found=True, found_on=search.found))
    work.session.flush()
