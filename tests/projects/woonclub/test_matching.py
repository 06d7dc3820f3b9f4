"""Matching reads the household's own wishes and intake before the rule of the house, both ways."""

from datetime import date
from decimal import Decimal

from app.cases.service import change_phase
from app.projects.woonclub.queries_listings import get_listing
from app.projects.woonclub.queries_matching import homes_for, households_for, seeker_of
from app.projects.woonclub.rules import Intake
from app.projects.woonclub.rules_intake import Earned, Talk, Wanted
from app.projects.woonclub.rules_listings import Line
from app.projects.woonclub.service import register
from app.projects.woonclub.service_intake import keep_wish, record_intake
from app.projects.woonclub.service_listings import note_homes
from tests.support.clients import registered
from tests.support.people import sign_in

MONDAY = date(2026, 3, 16)
KORTRIJK, KUURNE = "34022", "34023"


def household(work, name, adults, children):
    person = registered(work, family_name=name)
    intake = Intake(date(2026, 2, 2), KORTRIJK, "rent_private", "own_feet", adults, children, point=KORTRIJK)
    with work.transaction():
        return register(work, person_uid=person.uid, intake=intake, organisation=KORTRIJK)


def both_ways(work, case):
    """The addresses that fit a case, seen from the case, after asking each home for the case as well."""
    found = {get_listing(work, match.dwelling.uid).address for match in homes_for(work, case)}
    listed = {match.dwelling.uid for match in homes_for(work, case)}
    assert all(case.uid in {m.seeker.case_uid for m in households_for(work, get_listing(work, uid))} for uid in listed)
    return found


def test_wishes_and_intake_decide_before_the_rule(app, work):
    with work.transaction():
        for place, lines in {
            KORTRIJK: [Line("Ruim 1", None, 90_000, 4), Line("Klein 2", None, 55_000, 0)],
            KUURNE: [Line("Goedkoop 3", None, 60_000, 2), Line("Gezin 4", None, 66_000, 3)],
        }.items():
            note_homes(work, municipality=place, week_on=MONDAY, lines=lines)
    family, alone = household(work, "Wensgezin", 1, 2), household(work, "Wensalleen", 1, 0)
    assert both_ways(work, family) == {"Ruim 1", "Goedkoop 3", "Gezin 4"}
    assert "Klein 2" not in both_ways(work, alone), "the rule of the house gives one bedroom"
    with work.transaction():
        keep_wish(work, case=alone, wanted=Wanted(bedrooms=0, max_rent_cents=55_000))
        keep_wish(work, case=family, wanted=Wanted((KUURNE,), 60_000, accessible=True, pets=True))
    assert both_ways(work, alone) == {"Klein 2"}
    assert both_ways(work, family) == {"Goedkoop 3"}
    with work.transaction():
        talk = Talk(date(2026, 3, 2), "rent_private", incomes=(Earned("work_ft", Decimal(1900)),))
        record_intake(work, case=family, talk=talk)
    seeker = seeker_of(work, family)
    assert (seeker.max_rent_cents, seeker.bedrooms) == (66_000, 2), "the better of the own limit and the band's"
    assert both_ways(work, family) == {"Goedkoop 3", "Gezin 4"}
    page = sign_in(app.test_client(), "social_worker", "woonclub", KORTRIJK).get(f"/woonclub/{family.number}/aanbod")
    for words in ("hoogstens € 660,00", "Kuurne is gewenst", "zonder trappen gevraagd", "met huisdieren gevraagd"):
        assert words in page.text.replace("\xa0", " "), words
    with work.transaction():
        keep_wish(work, case=family, wanted=Wanted(bedrooms=3))
        change_phase(work, case=alone, to="intake", on=MONDAY)
    assert both_ways(work, family) == {"Gezin 4"}
