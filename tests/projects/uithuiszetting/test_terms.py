"""The terms of policy on the pages of the desk and of a case."""

from datetime import date

import pytest

from app.core.errors import Refused
from app.core.workdays import Unit
from app.projects.uithuiszetting.queries_terms import terms_of, urgent_cases
from app.projects.uithuiszetting.rules import Step
from app.projects.uithuiszetting.service import log_stage
from app.projects.uithuiszetting.service_dispatch import dispatch_report
from tests.support.cases import agree
from tests.support.people import sign_in


def test_policy_holds_the_terms_of_the_law(app, work):
    terms = terms_of(work.session)
    served, notice = (terms.on(name, date(2026, 3, 16)) for name in ("served", "bailiff_date"))
    assert (served.count, served.unit) == (1, Unit.MONTHS)
    assert (notice.count, notice.unit) == (5, Unit.WORKING_DAYS)
    assert terms.on("fbu_agreement", date(2026, 3, 16)).count == 10
    holidays = [
        day for day in (date(2026, 4, 6), date(2026, 5, 14), date(2026, 7, 11)) if terms.calendar.is_holiday(day)
    ]
    assert holidays == [date(2026, 4, 6), date(2026, 5, 14)]


def test_the_desk_lists_what_presses(app, work, case):
    coordinator = sign_in(app.test_client(), "coordinator", "uithuiszetting", "W13")
    assert "12 dagen te laat</span> 04/03/2026 Melding doorverwijzen" in coordinator.get("/uithuiszetting/").text
    with work.transaction():
        dispatch_report(work, case=case, destination="ocmw", on=date(2026, 3, 16))
        log_stage(work, case=case, step=Step("served", date(2026, 3, 10)))
        log_stage(work, case=case, step=Step("bailiff_date", date(2026, 3, 13), date(2026, 3, 17)))
    page = coordinator.get("/uithuiszetting/").text
    for words in (
        "Over 7 dagen</span> 23/03/2026 Antwoord van de dienst",
        "Aangekondigd met minder dan 5 werkdagen",
        "Vroeger dan mag: ten vroegste op 10/04/2026",
        "Over 1 dag</span> 17/03/2026 Uitdrijving aangekondigd",
    ):
        assert words in page
    shown = coordinator.get(f"/dossiers/{case.number}").text
    assert "Over 25 dagen</span> 10/04/2026 Uitdrijving kan ten vroegste" in shown


@pytest.mark.parametrize(("organisation", "seen"), [("34022", 1), ("34027", 0)])
def test_the_list_holds_what_one_may_see(app, work, case, as_actor, organisation, seen):
    assert len(urgent_cases(as_actor("social_worker", "uithuiszetting", organisation))) == seen
    assert urgent_cases(as_actor("social_worker", "woonclub", organisation)) == []


def test_an_averted_eviction_no_longer_presses(app, work, case):
    with pytest.raises(Refused, match="geen toestemming om te delen met Woonloket"), work.transaction():
        dispatch_report(work, case=case, destination="woonloket", on=date(2026, 3, 16))
    with work.transaction():
        agree(work, case, "woonloket", date(2026, 3, 16))
        dispatch_report(work, case=case, destination="woonloket", on=date(2026, 3, 16))
        log_stage(work, case=case, step=Step("served", date(2026, 2, 10)))
    assert urgent_cases(work)[0].deadlines[0].words == "Uitdrijving kan ten vroegste"
    with work.transaction():
        log_stage(work, case=case, step=Step("averted", date(2026, 3, 16)))
    assert [each.words for each in urgent_cases(work)[0].deadlines] == ["Antwoord van de dienst"]
