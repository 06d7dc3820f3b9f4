"""What the desk shows on the page of a case, on the page of a person, and of a dispatch that waits."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.access.work import Work
from app.accounts.queries import user_names
from app.cases.labels import NOBODY
from app.cases.models import Case
from app.cases.queries_household import open_case_of
from app.cases.queries_privacy import may_read_home
from app.clients.labels import PROTECTED
from app.clients.models import Person
from app.organisations.queries import municipality_names, organisation_names
from app.policy.queries import code_labels
from app.projects.uithuiszetting.counted import PROJECT_KEY
from app.projects.uithuiszetting.labels_checks import check_lines
from app.projects.uithuiszetting.models import Dispatch, Report, StageEvent
from app.projects.uithuiszetting.queries import Eviction, Offer, eviction_of
from app.projects.uithuiszetting.queries_terms import Urgent, course_of, terms_of
from app.projects.uithuiszetting.rules import ACCEPTED, DECLINED, WITHDRAWN, missing_parts
from app.projects.uithuiszetting.rules_terms import Deadline, Urgency, deadlines
from app.web.formatting import date_nl

_ANSWERS = {ACCEPTED: "opgenomen", DECLINED: "niet opgenomen", WITHDRAWN: "ingetrokken"}


@dataclass(frozen=True)
class EvictionPanel:
    """The project's part of the case page."""

    pairs: list[tuple[str, str]]
    stages: list[tuple[date, str]]
    dispatches: list[tuple[date, str]]
    deadlines: list["DayRow"]
    objects_since: date | None
    waiting_uid: UUID | None
    number: str
    may_change: bool
    checks: list[str]


@dataclass(frozen=True)
class DayRow:
    """A day that matters: what for, and how pressing that is in a word and a shape."""

    day: date
    words: str
    badge: str
    kind: str


@dataclass(frozen=True)
class UrgentRow:
    """A case that asks for somebody now."""

    number: str
    municipality: str
    worker: str
    days: list[DayRow]


@dataclass(frozen=True)
class OfferRow:
    """A dispatch that waits, without a name: who is asked does not know the tenant yet."""

    uid: UUID
    number: str
    municipality: str
    destination: str
    stage: str
    problems: str
    sent_on: date
    days: int


def case_details(work: Work, case: Case) -> dict[str, object]:
    """The report in words, and which steps are open."""
    known = eviction_of(work.session, case.uid)
    return {
        "eviction": EvictionPanel(
            pairs=_pairs(work, case, known),
            stages=_stages(work.session, known.stages),
            dispatches=_dispatches(work.session, case, known.dispatches),
            deadlines=_deadlines(work, case, known),
            objects_since=known.report.objects_since,
            waiting_uid=known.waiting.uid if known.waiting else None,
            number=case.number,
            may_change=case.closed_on is None and work.actor.holds("case.write", case.project, case.organisation),
            checks=check_lines(work, case),
        )
    }


def _deadlines(work: Work, case: Case, known: Eviction) -> list[DayRow]:
    if case.closed_on is not None:
        return []
    today = work.clock.today()
    return [day_row(each, today) for each in deadlines(course_of(case, known), terms_of(work.session), today)]


def day_row(deadline: Deadline, today: date) -> DayRow:
    """One day that matters, in words."""
    away = (deadline.day - today).days
    if deadline.urgency is Urgency.WRONG:
        badge, kind = "Klopt niet", "danger"
    elif deadline.is_late(today):
        badge, kind = f"{days_words(deadline.day, today)} te laat", "danger"
    elif away <= 0:
        badge, kind = ("Vandaag" if away == 0 else f"Sinds {days_words(deadline.day, today)}"), "attention"
    else:
        badge, kind = f"Over {days_words(today, deadline.day)}", "neutral"
    return DayRow(deadline.day, deadline.words, badge, kind)


def urgent_rows(work: Work, found: list[Urgent]) -> list[UrgentRow]:
    """The cases that ask for somebody now, in words."""
    places = municipality_names(work.session)
    names = user_names(work.session, [each.case.worker_uid for each in found if each.case.worker_uid])
    today = work.clock.today()
    return [
        UrgentRow(
            number=each.case.number,
            municipality=places.get(each.case.municipality, each.case.municipality),
            worker=names.get(each.case.worker_uid, NOBODY) if each.case.worker_uid else NOBODY,
            days=[day_row(deadline, today) for deadline in each.deadlines],
        )
        for each in found
    ]


def _pairs(work: Work, case: Case, known: Eviction) -> list[tuple[str, str]]:
    report = known.report
    reporters = code_labels(work.session, "eviction_reporter")
    address = _address(work, case, report)
    pairs = [
        ("Gemeld door", reporters.get(report.reporter or "", "Niet gekend")),
        ("Problemen", problem_words(work.session, report.problems)),
    ]
    if address:
        pairs.append(("Woning", address))
    lacking = missing_parts(report.reporter, report.problems, len(known.stages), report.address_cell is not None)
    if lacking:
        pairs.append(("Nog aan te vullen", ", ".join(lacking)))
    return pairs


def _address(work: Work, case: Case, report: Report) -> str | None:
    if not work.actor.holds("person.read", case.project, case.organisation):
        return None
    return report.address if may_read_home(work, case) or report.address_cell is None else PROTECTED


def problem_words(session: Session, problems: list[str]) -> str:
    """The problems of a report in one line."""
    labels = code_labels(session, "eviction_problem")
    return ", ".join(labels.get(key, key) for key in problems).capitalize() or "Niet gekend"


def _stages(session: Session, found: list[StageEvent]) -> list[tuple[date, str]]:
    labels = code_labels(session, "eviction_stage")
    lines = []
    for event in reversed(found):
        words = labels.get(event.stage, event.stage)
        if event.planned_on:
            words += f", voor {date_nl(event.planned_on)}"
        if event.accepted is not None:
            words += ", aanvaard" if event.accepted else ", niet aanvaard"
        lines.append((event.on, words))
    return lines


def destination_words(session: Session, dispatch: Dispatch) -> str:
    """Which service was asked: the organisation where that is known, else its kind."""
    if dispatch.organisation is not None:
        return organisation_names(session).get(dispatch.organisation, dispatch.organisation)
    key = dispatch.destination or ""
    return code_labels(session, "eviction_destination").get(key, "Dienst niet gekend")


def _dispatches(session: Session, case: Case, found: list[Dispatch]) -> list[tuple[date, str]]:
    reasons = code_labels(session, "eviction_decline_reason")
    lines = []
    for each in reversed(found):
        words = f"Naar {destination_words(session, each)}, {days_words(case.opened_on, each.sent_on)} na de melding"
        if each.answered_on is None:
            words += ". Wacht op antwoord."
        else:
            words += f". {_ANSWERS[each.answer or WITHDRAWN].capitalize()} op {date_nl(each.answered_on)}"
            if each.decline_reason:
                words += f": {reasons.get(each.decline_reason, each.decline_reason).lower()}"
            words += "."
        lines.append((each.sent_on, words))
    return lines


def days_words(first: date, last: date) -> str:
    """0 dagen, 1 dag, 2 dagen."""
    days = (last - first).days
    return "1 dag" if days == 1 else f"{days} dagen"


def offer_row(work: Work, offer: Offer) -> OfferRow:
    """A dispatch that waits, in words."""
    stages = code_labels(work.session, "eviction_stage")
    return OfferRow(
        uid=offer.dispatch.uid,
        number=offer.case.number,
        municipality=municipality_names(work.session).get(offer.case.municipality, offer.case.municipality),
        destination=destination_words(work.session, offer.dispatch),
        stage=stages.get(offer.stage or "", "Niet gekend"),
        problems=problem_words(work.session, offer.problems),
        sent_on=offer.dispatch.sent_on,
        days=(work.clock.today() - offer.dispatch.sent_on).days,
    )


def person_panel(work: Work, person: Person) -> dict[str, Any]:
    """Where this person stands with the desk: the open case, and the way to report."""
    known = open_case_of(work, project=PROJECT_KEY, person_uid=person.uid)
    return {
        "number": known.number if known else None,
        "person_uid": person.uid,
        "may_report": work.actor.holds("case.write", PROJECT_KEY),
    }
