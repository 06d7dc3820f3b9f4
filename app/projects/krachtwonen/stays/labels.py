"""The page of a stay in words."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.access.work import Work
from app.cases.labels import name_in
from app.policy.queries import code_labels
from app.projects.krachtwonen.kinds import StayStatus
from app.projects.krachtwonen.stays.queries_reading import StayRead
from app.projects.krachtwonen.words import STATUS_KINDS, STATUS_WORDS, fee_words, is_overdue, until_words
from app.web.formatting import date_nl


@dataclass(frozen=True)
class StayPage:
    """The variables of the page of a stay."""

    uid: UUID
    unit_uid: UUID
    home: str
    number: str
    name: str
    status: str
    kind: str
    summary: list[tuple[str, object]]
    papers: list[tuple[str, object]]
    absences: list[tuple[UUID, str, bool]]
    """(uid, words, whether the household is still away)"""
    board_day: date
    is_planned: bool
    is_here: bool


def stay_page(work: Work, read: StayRead) -> StayPage:
    """The page of a stay; the household only for whoever may see its case."""
    stay, today = read.stay, work.clock.today()
    overdue = is_overdue(stay, today)
    return StayPage(
        uid=stay.uid,
        unit_uid=read.unit.uid,
        home=read.unit.ref,
        number=read.case.number if read.case else "",
        name=name_in(work, read.case) if read.case else "",
        status="blijft langer dan afgesproken" if overdue else STATUS_WORDS[stay.status],
        kind="attention" if overdue else STATUS_KINDS[stay.status],
        summary=_stay_summary(work, read),
        papers=_papers(work, read),
        absences=_absences(work, read),
        board_day=stay.moved_in,
        is_planned=stay.status is StayStatus.PLANNED,
        is_here=stay.status is StayStatus.ARRIVED,
    )


def _stay_summary(work: Work, read: StayRead) -> list[tuple[str, object]]:
    stay = read.stay
    found: list[tuple[str, object]] = [
        ("Intrek", date_nl(stay.moved_in)),
        ("Afgesproken tot", date_nl(stay.agreed_until) if stay.agreed_until else "tot nader order"),
        ("Personen", str(stay.persons)),
    ]
    if stay.moved_out is not None:
        destinations = code_labels(work.session, "exit_destination")
        found += [
            ("Vertrokken op", date_nl(stay.moved_out)),
            ("Bestemming", destinations.get(stay.destination or "", "")),
        ]
    return found


def _papers(work: Work, read: StayRead) -> list[tuple[str, object]]:
    papers = read.agreement
    if papers is None:
        return []
    kinds, per = code_labels(work.session, "kw_agreement"), code_labels(work.session, "kw_fee_per")
    return [
        (kinds.get(papers.kind, papers.kind), f"getekend op {date_nl(papers.signed_on)}"),
        ("Huisregels", f"overlopen op {date_nl(papers.house_rules_on)}"),
        ("Plaatsbeschrijving", date_nl(papers.inventory_in_on)),
        ("Plaatsbeschrijving bij vertrek", date_nl(papers.inventory_out_on)),
        ("Sleutels", str(papers.keys)),
        ("Vergoeding", fee_words(papers.fee_cents, papers.fee_per, per)),
    ]


def _absences(work: Work, read: StayRead) -> list[tuple[UUID, str, bool]]:
    reasons, today = code_labels(work.session, "kw_absence"), work.clock.today()
    return [
        (
            one.uid,
            f"{reasons.get(one.reason, one.reason)}, van {date_nl(one.away_from)} {until_words(one.back_on)}",
            one.back_on is None or one.back_on > today,
        )
        for one in read.absences
    ]
