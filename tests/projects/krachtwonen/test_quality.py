"""The page of data quality names what would make a figure wrong, and counts a night."""

from datetime import date

from app.core.period import Period
from app.projects.krachtwonen.crisis.service import Admission, admit
from app.projects.krachtwonen.figures.labels_quality import on_a_night
from app.projects.krachtwonen.figures.queries_quality import gaps
from app.projects.krachtwonen.guidance.service import begin, end_guidance
from app.projects.krachtwonen.stays.service import Stayers, arrive, leave
from app.projects.krachtwonen.stays.service_death import note_death
from tests.projects.krachtwonen.people import MARCH, TODAY, home, situation
from tests.projects.krachtwonen.test_figures import hard_findings
from tests.support.cases import add_person
from tests.support.people import sign_in


def found(work):
    return {gap.title: [ref for ref, _uid in gap.records] for gap in gaps(work) if gap.count}


def test_gaps_are_named_with_their_records(work, app):
    with work.transaction():
        bed, person = home(work, "B1", kind="rck_bed").uid, add_person(work)
        (first,) = admit(work, admission=Admission(MARCH, date(2026, 3, 3), (person.uid,), "34022", bed))
        double = add_person(work)
        (second,) = admit(work, admission=Admission(MARCH, date(2026, 3, 2), (double.uid,), "34022"))
        left = arrive(work, unit_uid=home(work).uid, moved_in=MARCH, who=Stayers(persons=2))
        leave(work, stay_uid=left.uid, on=TODAY, destination="unknown")
        situation(work)
        assert on_a_night(work, MARCH).rows == [
            ("Noodopvang (ETHOS 2)", 2),
            ("Wacht in een open situatie, verblijfplaats niet gekend", 1),
        ]
        double.merged_into_uid = person.uid
        work.session.flush()
        shown = found(work)
    assert shown["Vertrokken zonder bestemming, zonder dossier"] == [left.ref]
    assert shown["Verblijf zonder personen, zonder dossier"] == [left.ref]
    assert shown["Samengevoegde personen met dubbele nachten"] == sorted([first.ref, second.ref])
    assert len(shown["Afgesproken einde voorbij, vertrek niet genoteerd"]) == 1
    assert on_a_night(work, MARCH).total == 2
    client = sign_in(app.test_client(), "coordinator", "krachtwonen", "34022")
    page = client.get("/krachtwonen/kwaliteit?nacht=01/03/2026").text
    assert f'href="/krachtwonen/bewoning/{left.uid}">{left.ref}</a>' in page
    assert "Vraag na waar het huishouden heen ging." in page
    assert f'href="/personen/{double.uid}"' in page
    assert client.get(f"/krachtwonen/bewoning/{left.uid}").status_code == 200
    assert "nacht van 01/03/2026" in page
    assert "Schrijf" in client.get("/krachtwonen/kwaliteit?nacht=ooit").text
    elsewhere = sign_in(app.test_client(), "coordinator", "krachtwonen", "34027")
    assert left.ref not in elsewhere.get("/krachtwonen/kwaliteit").text


def test_nights_of_the_dead_and_guidance_of_a_closed_case_keep_the_year_open(work):
    year = Period.of_year(2026)
    with work.transaction():
        case, person = situation(work)
        begin(work, case=case, team="vesta", on=MARCH)
        stay = arrive(work, unit_uid=home(work, "W9").uid, moved_in=MARCH, who=Stayers((person.uid,)))
        stay.case_uid = case.uid
        work.session.flush()
        assert hard_findings(work, year) == {}
        person.deceased_on, case.closed_on, case.close_reason = date(2026, 3, 5), TODAY, "deceased"
        work.session.flush()
        broken = ("nights_of_the_dead", "still_guided", "closed_while_living")
        assert hard_findings(work, year) == {f"krachtwonen.{key}": 1 for key in broken}
        assert hard_findings(work, Period.of_year(2025)) == {}
        end_guidance(work, case)
        note_death(work, person_uid=person.uid, on=date(2026, 3, 5))
        assert hard_findings(work, year) == {}
