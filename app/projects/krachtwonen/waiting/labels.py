"""The waiting list and its rankings in words: for every place the reason, for every home why not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from app.access.work import Work
from app.cases.labels import name_in
from app.cases.models import Case
from app.crypto.sealed import load_keys
from app.organisations.queries import municipality_names
from app.policy.queries import code_labels
from app.projects.krachtwonen.waiting.models import RankingLine
from app.projects.krachtwonen.waiting.queries import Asked, Standing, with_offer
from app.projects.krachtwonen.waiting.rules import FIXED, Barred, Decisive
from app.web.formatting import date_nl

BARRED: Final = {
    Barred.TOO_SMALL: "de woning is te klein voor dit gezin",
    Barred.BEDROOMS: "de woning heeft te weinig slaapkamers",
    Barred.MUNICIPALITY: "het gezin vraagt een andere gemeente",
    Barred.NEEDS: "de woning mist iets wat het gezin nodig heeft",
    Barred.HAS_OFFER: "het gezin heeft al een ander aanbod",
}


@dataclass(frozen=True)
class WaitingRow:
    """A household on the waiting list, and why it stands where it stands."""

    position: int
    number: str
    name: str
    municipality: str
    tier: str
    since: date
    days: int
    persons: int
    asks: str
    reason: str
    has_offer: bool


def waiting_rows(work: Work, found: list[Standing]) -> list[WaitingRow]:
    """The waiting list in words."""
    tiers, features = code_labels(work.session, "kw_tier"), code_labels(work.session, "unit_feature")
    places = municipality_names(work.session)
    load_keys(one.waiting.case.reference_person for one in found)
    today = work.clock.today()
    return [
        WaitingRow(
            position=one.ranked.position,
            number=one.waiting.case.number,
            name=name_in(work, one.waiting.case),
            municipality=places.get(one.waiting.case.municipality, ""),
            tier=tiers.get(one.ranked.waiter.tier, one.ranked.waiter.tier),
            since=one.ranked.waiter.tier_since,
            days=(today - one.ranked.waiter.tier_since).days,
            persons=one.ranked.waiter.persons,
            asks=_asks(one, places, features),
            reason=reason_words(
                one.ranked.decisive,
                tiers.get(one.ranked.waiter.tier, one.ranked.waiter.tier),
                one.ranked.waiter.tier_since,
                one.ranked.waiter.reported_on,
            ),
            has_offer=one.ranked.waiter.has_offer,
        )
        for one in found
    ]


def _asks(one: Standing, places: dict[str, str], features: dict[str, str]) -> str:
    waiter = one.ranked.waiter
    parts = [f"{waiter.bedrooms} slpk"] if waiter.bedrooms else []
    parts += sorted(places.get(key, key) for key in waiter.municipalities)
    parts += sorted(features.get(key, key).lower() for key in waiter.needs)
    return ", ".join(parts)


def reason_words(decisive: Decisive, tier: str, since: date, reported_on: date) -> str:
    """Why somebody stands behind the one before."""
    return {
        Decisive.FIRST: f"Hoogste voorrang: {tier.lower()}, sinds {date_nl(since)}",
        Decisive.TIER: f"Lagere voorrang dan de vorige: {tier.lower()}",
        Decisive.TIER_SINCE: f"Zelfde voorrang als de vorige, later begonnen: {date_nl(since)}",
        Decisive.REPORTED: f"Zelfde voorrang en dag als de vorige, later gemeld: {date_nl(reported_on)}",
        Decisive.NUMBER: "Alles gelijk aan de vorige: het dossiernummer beslist",
    }[decisive]


@dataclass(frozen=True)
class RankingRow:
    """A household in a ranking that was kept."""

    position: int
    number: str
    name: str
    tier: str
    reason: str
    barred: str
    is_first: bool
    override: str
    """asked, agreed, declined, or nothing."""
    to_decide: UUID | None
    """The request that the reader, who did not make it, can agree to."""
    offer: UUID | None
    """The offer that the household has to answer now."""
    is_changed: bool
    """Whether that is no longer as it was when the list was ranked."""
    may_ask: bool
    """Whether a second coordinator could let it go first."""


def ranking_rows(work: Work, lines: Iterable[tuple[RankingLine, Case]], asked: Iterable[Asked]) -> list[RankingRow]:
    """A ranking in words, as it was kept; the first who could have the home is marked."""
    tiers = code_labels(work.session, "kw_tier")
    requests = [one.override for one in asked]
    overrides = {one.waiting_uid: one.is_agreed for one in requests}
    mine = {one.waiting_uid: one.uid for one in requests if one.is_agreed is None and one.asked_by != work.actor.key}
    kept = list(lines)
    open_now = with_offer(work, [case.uid for _line, case in kept])
    load_keys(case.reference_person for _line, case in kept)
    first = next((line.position for line, _case in kept if line.barred is None), None)
    return [
        RankingRow(
            position=line.position,
            number=case.number,
            name=name_in(work, case),
            tier=tiers.get(line.tier, line.tier),
            reason=reason_words(
                Decisive(line.decisive), tiers.get(line.tier, line.tier), line.tier_since, line.reported_on
            ),
            barred=BARRED[Barred(line.barred)] if line.barred else "",
            is_first=line.position == first,
            override=_override(line.waiting_uid, overrides),
            to_decide=mine.get(line.waiting_uid),
            offer=open_now.get(case.uid),
            is_changed=case.uid in open_now if line.barred is None else _lost_offer(line, case, open_now),
            may_ask=line.barred not in FIXED,
        )
        for line, case in kept
    ]


def _lost_offer(line: RankingLine, case: Case, open_now: dict[UUID, UUID]) -> bool:
    return line.barred == Barred.HAS_OFFER and case.uid not in open_now


def _override(waiting_uid: UUID, overrides: dict[UUID, bool | None]) -> str:
    if waiting_uid not in overrides:
        return ""
    return {None: "asked", True: "agreed", False: "declined"}[overrides[waiting_uid]]
