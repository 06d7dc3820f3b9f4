"""The region as policy data: municipalities, postal codes, organisations and points."""

from datetime import date

from sqlalchemy import select

from app.organisations.models import Municipality, OrganisationKind, ServicePoint
from app.organisations.queries import (
    municipalities,
    municipalities_of_postcode,
    municipality_codes,
    municipality_names,
    organisation_codes,
    organisations,
    service_points,
)


def test_fourteen_municipalities_in_three_arrondissements(work):
    found = municipalities(work.session, date(2024, 12, 31))
    assert len(found) == 14
    assert sum(place.inhabitants for place in found) == 321_235
    elsewhere = {place.name: place.arrondissement for place in found if place.arrondissement != "Kortrijk"}
    assert elsewhere == {"Wervik": "Ieper", "Wielsbeke": "Tielt"}
    assert municipality_names(work.session)["34022"] == "Kortrijk"


def test_postal_codes_lead_to_their_municipality(work):
    assert municipalities_of_postcode(work.session, "8511") == ["34022"]
    assert municipalities_of_postcode(work.session, "1000") == []


def test_an_ocmw_for_each_municipality_beside_the_association_and_the_caw(work):
    assert organisation_codes(work.session) == municipality_codes(work.session) | {"W13", "CAW"}
    assert len(organisations(work.session, date(2024, 1, 1), OrganisationKind.OCMW)) == 14


def test_four_points_are_open_and_the_others_wait(work):
    assert len(service_points(work.session, "woonclub")) == 15
    opened = [point.code for point in service_points(work.session, "woonclub", date(2024, 12, 31))]
    assert sorted(opened) == ["34022", "34027", "34040", "34041"]
    assert service_points(work.session, "woonclub", date(2017, 12, 31)) == []


def test_a_point_closes_on_the_first_day_it_is_no_longer_open(work):
    with work.transaction():
        point = work.session.get(ServicePoint, ("34022", "woonclub"))
        point.active_to = date(2024, 7, 1)
    opened = {day: len(service_points(work.session, "woonclub", day)) for day in (date(2024, 6, 30), date(2024, 7, 1))}
    assert list(opened.values()) == [4, 3]


def test_a_merged_municipality_is_no_longer_offered_but_still_known(work):
    with work.transaction():
        place = work.session.scalars(select(Municipality).where(Municipality.nis5 == "34025")).one()
        place.valid_to, place.successor = date(2031, 1, 1), "34022"
    assert "34025" not in {place.nis5 for place in municipalities(work.session, date(2031, 1, 1))}
    assert "34025" in municipality_codes(work.session)
