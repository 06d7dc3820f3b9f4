"""What Woonclub shows on the page of a case and on the page of a person."""

from dataclasses import dataclass
from typing import Any

from app.access.work import Work
from app.cases.models import Case
from app.cases.queries_household import open_case_of
from app.clients.models import Person
from app.policy.queries import code_labels
from app.projects.woonclub.counted import PROJECT_KEY
from app.projects.woonclub.labels_intake import wish_pairs
from app.projects.woonclub.models import Outcome, Trajectory
from app.projects.woonclub.models_aftercare import FollowUp
from app.projects.woonclub.models_intake import Wish
from app.projects.woonclub.queries import search_of
from app.projects.woonclub.queries_aftercare import follow_ups_of
from app.projects.woonclub.queries_matching import LOOKING
from app.projects.woonclub.rules_aftercare import PAUSED
from app.projects.woonclub.service_aftercare import HBDH
from app.web.formatting import date_nl, euro


@dataclass(frozen=True)
class SearchPanel:
    """The project's part of the case page."""

    pairs: list[tuple[str, str]]
    number: str
    may_start: bool
    may_find: bool
    may_plan: bool
    may_pause: bool
    may_resume: bool
    may_follow: bool
    follow_ups: list[tuple[FollowUp, str]]


def case_details(work: Work, case: Case) -> dict[str, object]:
    """The search in words, and which steps are open."""
    search = search_of(work.session, case.uid)
    situations = code_labels(work.session, "housing_situation")
    reasons = code_labels(work.session, "search_reason")
    about = search.registration
    pairs = [
        ("Woonsituatie", situations.get(about.situation, about.situation)),
        ("Hoofdreden", reasons.get(about.main_reason, about.main_reason)),
    ]
    if about.secondary_reasons:
        pairs.append(("Andere redenen", ", ".join(reasons.get(key, key) for key in about.secondary_reasons)))
    if about.threat_of_eviction:
        pairs.append(("Let op", "Er dreigt een uithuiszetting"))
    pairs += wish_pairs(work, work.session.get(Wish, case.uid))
    pairs += _trajectories(work, search.trajectories)
    pairs += _outcome(work, search.outcome)
    writable = case.closed_on is None and work.actor.holds("case.write", case.project, case.organisation)
    is_found = search.outcome is not None and search.outcome.counts_as_found
    running = {each.subproject for each in search.trajectories if each.ended_on is None}
    every = set(code_labels(work.session, "woonclub_subproject"))
    return {
        "search": SearchPanel(
            pairs=pairs,
            number=case.number,
            may_start=writable and not every <= running,
            may_find=writable and not is_found,
            may_plan=work.actor.holds("case.write", case.project, case.organisation),
            may_pause=writable and case.phase in LOOKING,
            may_resume=writable and case.phase == PAUSED,
            may_follow=writable,
            follow_ups=_follow_ups(work, case),
        )
    }


def _follow_ups(work: Work, case: Case) -> list[tuple[FollowUp, str]]:
    labels = code_labels(work.session, "followup_result")
    found = []
    for one in follow_ups_of(work, case):
        months = "1 maand" if one.months == 1 else f"{one.months} maanden"
        name = "HBDH" if one.subproject == HBDH else "Nazorg"
        stand = labels.get(one.result, one.result) if one.result else f"tegen {date_nl(one.due_on)}"
        found.append((one, f"{name} na {months}: {stand}"))
    return found


def _trajectories(work: Work, found: list[Trajectory]) -> list[tuple[str, str]]:
    labels = code_labels(work.session, "woonclub_subproject")
    return [
        (
            f"Traject {labels.get(each.subproject, each.subproject)}",
            f"van {date_nl(each.started_on)} tot {date_nl(each.ended_on)}"
            if each.ended_on
            else f"sinds {date_nl(each.started_on)}",
        )
        for each in found
    ]


def _outcome(work: Work, outcome: Outcome | None) -> list[tuple[str, str]]:
    if outcome is None:
        return []
    labels = code_labels(work.session, "search_outcome")
    pairs = [("Woning" if outcome.counts_as_found else "Uitkomst", labels.get(outcome.outcome, outcome.outcome))]
    if outcome.found_on:
        pairs.append(("Gevonden op" if outcome.counts_as_found else "Sinds", date_nl(outcome.found_on)))
    if outcome.move_in:
        pairs.append(("Verhuisd op", date_nl(outcome.move_in)))
    if outcome.rent_cents is not None:
        pairs.append(("Huurprijs", euro(outcome.rent_cents)))
    return pairs


def person_panel(work: Work, person: Person) -> dict[str, Any]:
    """Where this person stands with Woonclub: the open case, else the way to register."""
    known = open_case_of(work, project=PROJECT_KEY, person_uid=person.uid)
    return {
        "number": known.number if known else None,
        "person_uid": person.uid,
        "may_register": known is None and work.actor.holds("case.write", PROJECT_KEY),
    }
