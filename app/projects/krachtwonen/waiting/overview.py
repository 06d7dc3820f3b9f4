"""What the pages of a ranking, an override and an offer show beside their form."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.access.work import Work
from app.accounts.queries import user_names
from app.cases.labels import name_in
from app.policy.queries import code_labels
from app.projects.krachtwonen.board.labels import about_unit
from app.projects.krachtwonen.desk.labels import OFFER_WORDS
from app.projects.krachtwonen.homes.models import Unit
from app.projects.krachtwonen.kinds import OfferStatus
from app.projects.krachtwonen.waiting.models import Ranking
from app.projects.krachtwonen.waiting.queries import offer_for, override_for
from app.projects.krachtwonen.words import until_words

_USER = "user:"


@dataclass(frozen=True)
class RankingHead:
    """For which home the list was ranked, when and by whom."""

    uid: UUID
    unit_uid: UUID
    home: str
    about: str
    ranked_at: datetime
    by: str
    is_of_today: bool


def ranking_head(work: Work, ranking: Ranking, unit: Unit) -> RankingHead:
    """A ranking in words."""
    return RankingHead(
        uid=ranking.uid,
        unit_uid=unit.uid,
        home=unit.ref,
        about=about_unit(unit, code_labels(work.session, "facility_kind")),
        ranked_at=ranking.ranked_at,
        by=actor_name(work, ranking.ranked_by),
        is_of_today=ranking.policy_on == work.clock.today(),
    )


def actor_name(work: Work, key: str) -> str:
    """The name of a colleague behind the key of an actor."""
    if not key.startswith(_USER):
        return "het systeem"
    uid = UUID(key.removeprefix(_USER))
    return user_names(work.session, [uid]).get(uid, "een collega")


@dataclass(frozen=True)
class AskedPage:
    """An override that was asked for."""

    uid: UUID
    ranking_uid: UUID
    number: str
    home: str
    by: str
    asked_at: datetime
    reason: str | None
    is_own: bool
    is_decided: bool


def asked_page(work: Work, uid: UUID) -> AskedPage:
    """An override in words, for whoever may decide on it."""
    asked = override_for(work, uid)
    return AskedPage(
        uid=uid,
        ranking_uid=asked.ranking.uid,
        number=asked.case.number,
        home=asked.unit.ref,
        by=actor_name(work, asked.override.asked_by),
        asked_at=asked.override.asked_at,
        reason=asked.override.reason,
        is_own=asked.override.asked_by == work.actor.key,
        is_decided=asked.override.decided_by is not None,
    )


@dataclass(frozen=True)
class OfferPage:
    """An offer whose answer is written down."""

    uid: UUID
    number: str
    name: str
    home: str
    about: str
    move_in_on: date
    until: str
    expires_on: date
    words: str
    is_open: bool
    is_late: bool


def offer_page(work: Work, uid: UUID) -> OfferPage:
    """An offer in words, for whoever may change its case."""
    found = offer_for(work, uid)
    offer, case, unit = found.offer, found.case, found.unit
    return OfferPage(
        uid=uid,
        number=case.number,
        name=name_in(work, case),
        home=unit.ref,
        about=about_unit(unit, code_labels(work.session, "facility_kind")),
        move_in_on=offer.move_in_on,
        until=until_words(offer.agreed_until),
        expires_on=offer.expires_on,
        words=OFFER_WORDS[offer.status],
        is_open=offer.status is OfferStatus.OPEN,
        is_late=offer.expires_on < work.clock.today(),
    )
