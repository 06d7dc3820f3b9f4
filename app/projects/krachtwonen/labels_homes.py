"""Homes and stays in words: the list of units with the quota of each OCMW, the page of a unit, the page of a stay."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.access.work import Work
from app.cases.labels import name_in
from app.organisations.queries import municipality_names, organisation_names
from app.policy.queries import code_labels
from app.projects.krachtwonen.kinds import PROJECT_KEY, StayStatus
from app.projects.krachtwonen.labels_board import about_unit
from app.projects.krachtwonen.models_stays import Stay
from app.projects.krachtwonen.models_units import Unit, UnitState
from app.projects.krachtwonen.queries import DECIDE
from app.projects.krachtwonen.queries_units import (
    StayRead,
    features_of,
    states_of,
    stays_of_unit,
    terms_of,
    terms_on,
)
from app.projects.krachtwonen.queries_waiting import rankings_of
from app.projects.krachtwonen.rules_papers import turnaround
from app.projects.krachtwonen.words import (
    STATUS_KINDS,
    STATUS_WORDS,
    fee_words,
    is_overdue,
    until_words,
)
from app.web.formatting import date_nl


@dataclass(frozen=True)
class UnitRow:
    """One line of the list of units."""

    uid: UUID
    name: str
    about: str
    municipality: str
    owner: str
    since: date
    until: date | None


def unit_rows(work: Work, found: list[Unit]) -> list[UnitRow]:
    """Units in words."""
    kinds = code_labels(work.session, "facility_kind")
    places, owners = municipality_names(work.session), organisation_names(work.session)
    return [
        UnitRow(
            uid=unit.uid,
            name=unit.ref,
            about=about_unit(unit, kinds),
            municipality=places.get(unit.municipality, unit.municipality),
            owner=owners.get(unit.organisation, unit.organisation),
            since=unit.in_pool_from,
            until=unit.in_pool_to,
        )
        for unit in found
    ]


@dataclass(frozen=True)
class StateRow:
    """A state of a unit."""

    uid: UUID
    words: str
    reason: str
    since: date
    until: date | None
    nights: int
    is_running: bool


@dataclass(frozen=True)
class UnitStayRow:
    """A stay on the page of its unit; the case only for whoever may see it."""

    uid: UUID
    number: str
    days: str
    status: str
    kind: str
    stood_still: int | None
    """Nights between this departure and the next arrival, or today."""


@dataclass(frozen=True)
class UnitPage:
    """The variables of the page of a unit."""

    uid: UUID
    name: str
    about: str
    summary: list[tuple[str, object]]
    states: list[StateRow]
    stays: list[UnitStayRow]
    terms: list[tuple[date, str, str]]
    house_rules: str
    rankings: list[tuple[UUID, str]]
    may_decide: bool
    is_in_pool: bool


def unit_page(work: Work, unit: Unit) -> UnitPage:
    """The page of a unit."""
    today = work.clock.today()
    now = terms_on(work, unit.uid, today)
    return UnitPage(
        uid=unit.uid,
        name=unit.ref,
        about=about_unit(unit, code_labels(work.session, "facility_kind")),
        summary=_summary(work, unit),
        states=_states(work, states_of(work, unit.uid)),
        stays=_stays(work, stays_of_unit(work, unit.uid)),
        terms=_terms(work, unit.uid),
        house_rules=(now.house_rules or "") if now else "",
        rankings=[(one.uid, date_nl(one.policy_on)) for one in rankings_of(work, unit.uid)],
        may_decide=work.actor.holds(DECIDE, PROJECT_KEY, unit.organisation),
        is_in_pool=unit.in_pool_to is None or unit.in_pool_to > today,
    )


def _summary(work: Work, unit: Unit) -> list[tuple[str, object]]:
    features = code_labels(work.session, "unit_feature")
    until = f" tot {date_nl(unit.in_pool_to)}" if unit.in_pool_to else ""
    return [
        ("Gemeente", municipality_names(work.session).get(unit.municipality, unit.municipality)),
        ("Eigenaar", organisation_names(work.session).get(unit.organisation, unit.organisation)),
        ("In de pool", f"sinds {date_nl(unit.in_pool_from)}{until}"),
        ("Kenmerken", ", ".join(features.get(key, key).lower() for key in features_of(work, unit.uid))),
    ]


def _states(work: Work, found: list[UnitState]) -> list[StateRow]:
    labels, reasons = code_labels(work.session, "unit_state"), code_labels(work.session, "unit_state_reason")
    today = work.clock.today()
    return [
        StateRow(
            uid=state.uid,
            words=labels.get(state.state, state.state),
            reason=reasons.get(state.reason or "", ""),
            since=state.since,
            until=state.until,
            nights=turnaround(state.since, state.until, today),
            is_running=state.until is None or state.until > today,
        )
        for state in found
    ]


def _stays(work: Work, found: list[tuple[Stay, str | None]]) -> list[UnitStayRow]:
    today, rows = work.clock.today(), []
    for place, (stay, number) in enumerate(found):
        later = [other.moved_in for other, _number in found[:place] if other.status is not StayStatus.NO_SHOW]
        still = turnaround(stay.moved_out, min(later, default=None), today) if stay.moved_out else None
        rows.append(
            UnitStayRow(
                uid=stay.uid,
                number=number or "",
                days=f"van {date_nl(stay.moved_in)} {until_words(stay.moved_out or stay.agreed_until)}",
                status="blijft langer" if is_overdue(stay, today) else STATUS_WORDS[stay.status],
                kind="attention" if is_overdue(stay, today) else STATUS_KINDS[stay.status],
                stood_still=still,
            )
        )
    return rows


def _terms(work: Work, unit_uid: UUID) -> list[tuple[date, str, str]]:
    kinds, per = code_labels(work.session, "kw_agreement"), code_labels(work.session, "kw_fee_per")
    return [
        (one.valid_from, kinds.get(one.agreement, one.agreement), fee_words(one.fee_cents, one.fee_per, per))
        for one in terms_of(work, unit_uid)
    ]


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
