"""The verbs of a unit: bring it into the pool, take it out, put it out of use for a time and back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import delete, select

from app.access.work import Work
from app.core.errors import NotFound, Refused
from app.organisations.queries import municipalities
from app.policy.queries import code_keys, codes
from app.projects.krachtwonen.homes.models import Unit, UnitPlace, UnitState
from app.projects.krachtwonen.homes.models_terms import UnitFeature, UnitTerms
from app.projects.krachtwonen.homes.queries import unit_for
from app.projects.krachtwonen.homes.rules import check_fee
from app.projects.krachtwonen.kinds import OUT_OF_SERVICE, PROJECT_KEY
from app.projects.krachtwonen.permissions import MANAGE
from app.projects.krachtwonen.stays.queries import stays_in
from app.projects.krachtwonen.stays.rules import Nights, check_nights, places_of
from app.projects.krachtwonen.stays.rules_refusals import busy_unit


def add_unit(
    work: Work,
    *,
    ref: str,
    kind: str,
    municipality: str,
    organisation: str,
    in_pool_from: date,
    max_persons: int | None = None,
    bedrooms: int | None = None,
    is_shared: bool = False,
    action: str = "A0903",
) -> Unit:
    """Bring a unit into the pool, with a place for each household or bed that it takes."""
    if not work.actor.holds(MANAGE, PROJECT_KEY, organisation):
        raise NotFound
    if kind not in {code.key for code in codes(work.session, "facility_kind", in_pool_from)}:
        raise Refused("Kies een soort uit de lijst.", "kind")
    if municipality not in {place.nis5 for place in municipalities(work.session, in_pool_from)}:
        raise Refused("Kies een gemeente uit de lijst.", "municipality")
    unit = Unit(
        ref=ref,
        kind=kind,
        municipality=municipality,
        organisation=organisation,
        action=action,
        in_pool_from=in_pool_from,
        max_persons=max_persons,
        bedrooms=bedrooms,
        is_shared=is_shared,
    )
    work.session.add(unit)
    work.session.flush()
    number = places_of(kind, max_persons, is_shared=is_shared)
    work.session.add_all(UnitPlace(unit_uid=unit.uid, place=place) for place in range(1, number + 1))
    work.trail.record("krachtwonen.add_unit", "kw_unit", unit.uid, detail=kind)
    work.session.flush()
    return unit


def withdraw_unit(work: Work, *, unit_uid: UUID, on: date) -> None:
    """Take a unit out of the pool from a day on; nobody may have it on or after that day."""
    unit = unit_for(work, unit_uid, lock=True)
    if on < unit.in_pool_from:
        raise Refused(f"Deze woning kwam in de pool op {unit.in_pool_from:%d/%m/%Y}. Kies een latere dag.", "on")
    for _stay, way in stays_in(work, unit.uid, Nights(on)):
        raise Refused(busy_unit(way), "on")
    unit.in_pool_to = on
    work.trail.record("krachtwonen.withdraw_unit", "kw_unit", unit.uid, fields=["in_pool_to"])
    work.session.flush()


def set_state(
    work: Work, *, unit_uid: UUID, state: str, since: date, until: date | None = None, reason: str | None = None
) -> UnitState:
    """Put a unit out of use for a time. Nobody lives in a home that is being repaired or is blocked."""
    unit = unit_for(work, unit_uid, lock=True)
    nights = Nights(since, until)
    check_nights(nights, "until")
    if state not in {code.key for code in codes(work.session, "unit_state", since) if code.attrs.get("dated")}:
        raise Refused("Kies een toestand uit de lijst.", "state")
    if reason is not None and reason not in {code.key for code in codes(work.session, "unit_state_reason", since)}:
        raise Refused("Kies een reden uit de lijst.", "reason")
    known = select(UnitState.uid).where(
        UnitState.unit_uid == unit.uid, UnitState.state == state, UnitState.since == since
    )
    if work.session.scalar(known) is not None:
        raise Refused("Die toestand begint al op deze dag. Kies een andere dag.", "since")
    if state in OUT_OF_SERVICE:
        for _stay, way in stays_in(work, unit.uid, nights):
            raise Refused(busy_unit(way), "since")
    row = UnitState(unit_uid=unit.uid, state=state, since=since, until=until, reason=reason)
    work.session.add(row)
    work.trail.record("krachtwonen.set_state", "kw_unit", unit.uid, detail=state)
    work.session.flush()
    return row


def end_state(work: Work, *, state_uid: UUID, on: date) -> None:
    """The unit can be used again from this day on."""
    row = work.session.get(UnitState, state_uid)
    if row is None:
        raise NotFound
    unit_for(work, row.unit_uid, lock=True)
    if on < row.since:
        raise Refused("Dat is voor het begin. Kies een latere dag.", "on")
    row.until = on
    work.trail.record("krachtwonen.end_state", "kw_unit", row.unit_uid, fields=["until"], detail=row.state)
    work.session.flush()


def set_features(work: Work, *, unit_uid: UUID, features: Iterable[str]) -> None:
    """Say what a unit has, in full."""
    unit = unit_for(work, unit_uid, lock=True)
    wanted = set(features)
    if not wanted <= code_keys(work.session, "unit_feature"):
        raise Refused("Kies uit de lijst.", "features")
    work.session.execute(delete(UnitFeature).where(UnitFeature.unit_uid == unit.uid))
    work.session.add_all(UnitFeature(unit_uid=unit.uid, feature=feature) for feature in sorted(wanted))
    work.trail.record("krachtwonen.features", "kw_unit", unit.uid, fields=["features"])
    work.session.flush()


@dataclass(frozen=True)
class Terms:
    """On what terms a unit is used, from a day on."""

    valid_from: date
    agreement: str
    fee_cents: int
    fee_per: str
    house_rules: str | None = None


def set_terms(work: Work, *, unit_uid: UUID, terms: Terms) -> UnitTerms:
    """New terms from a day on; those who live there already keep what they signed."""
    unit = unit_for(work, unit_uid, lock=True)
    check_fee(terms.fee_cents)
    for name, key, field in (
        ("kw_agreement", terms.agreement, "agreement"),
        ("kw_fee_per", terms.fee_per, "fee_per"),
    ):
        if key not in {code.key for code in codes(work.session, name, terms.valid_from)}:
            raise Refused("Kies uit de lijst.", field)
    row = work.session.get(UnitTerms, (unit.uid, terms.valid_from))
    if row is None:
        row = UnitTerms(unit_uid=unit.uid, valid_from=terms.valid_from)
        work.session.add(row)
    row.agreement, row.fee_cents, row.fee_per = terms.agreement, terms.fee_cents, terms.fee_per
    row.house_rules = terms.house_rules
    work.trail.record("krachtwonen.terms", "kw_unit", unit.uid, fields=["terms"])
    work.session.flush()
    return row
