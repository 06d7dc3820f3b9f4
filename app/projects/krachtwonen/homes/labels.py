"""Homes in words: the list of units with the quota of each OCMW, and the page of a unit."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.access.work import Work
from app.cases.place import Place
from app.organisations.queries import municipality_names, organisation_names
from app.policy.queries import code_labels
from app.projects.krachtwonen.board.labels import about_unit
from app.projects.krachtwonen.homes.models import Unit, UnitState
from app.projects.krachtwonen.homes.queries import features_of, states_of, terms_of, terms_on
from app.projects.krachtwonen.homes.rules import turnaround
from app.projects.krachtwonen.kinds import PROJECT_KEY, StayStatus
from app.projects.krachtwonen.permissions import DECIDE
from app.projects.krachtwonen.stays.models import Stay
from app.projects.krachtwonen.stays.queries_reading import stays_of_unit
from app.projects.krachtwonen.waiting.queries import rankings_of
from app.projects.krachtwonen.words import STATUS_KINDS, STATUS_WORDS, fee_words, is_overdue, until_words
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
    after: str
    """Where older stays begin; empty when these are all."""
    terms: list[tuple[date, str, str]]
    house_rules: str
    rankings: list[tuple[UUID, str]]
    may_decide: bool
    is_in_pool: bool


def unit_page(work: Work, unit: Unit, after: Place | None = None) -> UnitPage:
    """The page of a unit; its stays from a place in their list on."""
    today, found = work.clock.today(), stays_of_unit(work, unit.uid, after)
    now = terms_on(work, unit.uid, today)
    return UnitPage(
        uid=unit.uid,
        name=unit.ref,
        about=about_unit(unit, code_labels(work.session, "facility_kind")),
        summary=_summary(work, unit),
        states=_states(work, states_of(work, unit.uid)),
        stays=_stays(work, found.rows, after),
        after=found.after,
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


def _stays(work: Work, found: list[tuple[Stay, str | None]], after: Place | None) -> list[UnitStayRow]:
    today, rows = work.clock.today(), []
    for place, (stay, number) in enumerate(found):
        later = [other.moved_in for other, _number in found[:place] if other.status is not StayStatus.NO_SHOW]
        later += [after.day] if after else []
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
