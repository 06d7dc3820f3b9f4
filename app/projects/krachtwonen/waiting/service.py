"""The verbs of the desk after a report: screen, put on the waiting list and off it, rank, pass over with two."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import select

from app.access.work import Work
from app.cases.loading import require_writable
from app.cases.models import Case
from app.cases.service import change_phase
from app.core.errors import NotFound, Refused
from app.policy.queries import code_keys, codes
from app.projects.krachtwonen.desk.queries import situation_of
from app.projects.krachtwonen.desk.rules import Screened
from app.projects.krachtwonen.homes.models import Unit
from app.projects.krachtwonen.homes.queries import unit_for
from app.projects.krachtwonen.kinds import HOME_OFFERS, PROJECT_KEY, OfferStatus
from app.projects.krachtwonen.permissions import DECIDE
from app.projects.krachtwonen.stays.rules import check_not_future
from app.projects.krachtwonen.waiting.models import Offer, Override, Ranking, RankingLine, Screening, WaitingEntry
from app.projects.krachtwonen.waiting.queries import Standing, order, override_for, ranking_for, waiting_of
from app.projects.krachtwonen.waiting.rules import FIXED, check_tier_day, passed_over


@dataclass(frozen=True)
class Wish:
    """What a household waits for, and how urgently."""

    tier: str
    tier_since: date
    persons: int
    bedrooms: int | None = None
    municipalities: tuple[str, ...] = ()
    needs: tuple[str, ...] = field(default=())


def screen(work: Work, *, case: Case, found: Screened) -> Screening:
    """Write down what screening found out; once more replaces what was there until somebody decided."""
    require_writable(work, case)
    situation = situation_of(work, case.uid)
    if situation.decided_on is not None or case.closed_on is not None:
        raise Refused("Over deze situatie is al beslist. De screening blijft zoals ze was.")
    check_not_future(found.on, work.clock.today(), "on")
    if found.on < case.opened_on:
        raise Refused(f"De situatie is gemeld op {case.opened_on:%d/%m/%Y}. Kies die dag of een latere.", "on")
    if not set(found.tried) <= code_keys(work.session, "kw_tried"):
        raise Refused("Kies uit de lijst.", "tried")
    if found.housing is not None and found.housing not in code_keys(work.session, "housing_situation"):
        raise Refused("Kies uit de lijst.", "housing")
    row = work.session.get(Screening, case.uid) or Screening(uid=case.uid)
    row.screened_on, row.screened_by, row.note = found.on, work.actor.key, found.note
    row.tried_options, row.housing_situation = sorted(found.tried), found.housing
    row.is_long_homeless, row.has_combined_problems = found.is_long_homeless, found.has_combined_problems
    row.admits_coach, row.accepts_duties = found.admits_coach, found.accepts_duties
    work.session.add(row)
    work.trail.record("krachtwonen.screen", "kw_screening", case.uid, case_uid=case.uid)
    work.session.flush()
    enter_phase(work, case, "screening", found.on, from_phases=("gemeld",))
    return row


def put_on_list(work: Work, *, case: Case, wish: Wish) -> WaitingEntry:
    """Let a household wait for a home, or say anew what it waits for. Its tier counts since the day that is given."""
    _require_decider(work, case)
    situation = situation_of(work, case.uid)
    if situation.offer not in HOME_OFFERS or case.closed_on is not None:
        raise Refused("Voor deze situatie is geen woning toegezegd. Neem eerst een besluit.")
    _check_wish(work, wish)
    entry = waiting_of(work, case.uid, lock=True)
    if entry is None:
        entry = WaitingEntry(case_uid=case.uid, listed_on=work.clock.today())
        work.session.add(entry)
    entry.tier, entry.tier_since, entry.persons, entry.bedrooms = (
        wish.tier,
        wish.tier_since,
        wish.persons,
        wish.bedrooms,
    )
    entry.municipalities, entry.needs = sorted(wish.municipalities), sorted(wish.needs)
    work.trail.record("krachtwonen.wait", "kw_waiting", entry.uid, case_uid=case.uid, detail=wish.tier)
    work.session.flush()
    enter_phase(work, case, "wachtlijst", work.clock.today(), from_phases=("gemeld", "screening", "besluit"))
    return entry


def take_off_list(work: Work, *, case: Case, reason: str) -> WaitingEntry:
    """A household no longer waits, for a reason from the list."""
    _require_decider(work, case)
    if reason not in {code.key for code in codes(work.session, "kw_waiting_end", work.clock.today())}:
        raise Refused("Kies een reden uit de lijst.", "reason")
    entry = waiting_of(work, case.uid, lock=True)
    if entry is None:
        raise Refused("Dit huishouden staat niet meer op de wachtlijst.")
    if work.session.scalar(select(Offer.uid).where(Offer.case_uid == case.uid, Offer.status == OfferStatus.OPEN)):
        raise Refused("Er staat nog een aanbod open. Noteer eerst het antwoord.")
    return end_waiting(work, entry, reason)


def end_waiting(work: Work, entry: WaitingEntry, reason: str) -> WaitingEntry:
    """Close an entry that the caller locked."""
    entry.ended_on, entry.end_reason = work.clock.today(), reason
    work.trail.record("krachtwonen.end_waiting", "kw_waiting", entry.uid, case_uid=entry.case_uid, detail=reason)
    work.session.flush()
    return entry


def rank_for(work: Work, *, unit_uid: UUID) -> Ranking:
    """Put the waiting list in order for one home, and keep that order with its reasons for ever."""
    unit = unit_for(work, unit_uid)
    if not work.actor.holds(DECIDE, PROJECT_KEY, unit.organisation):
        raise NotFound
    standing = order(work, unit, DECIDE)
    ranking = Ranking(
        unit_uid=unit.uid, ranked_at=work.clock.now(), ranked_by=work.actor.key, policy_on=work.clock.today()
    )
    work.session.add(ranking)
    work.session.flush()
    work.session.add_all(_line(ranking, one) for one in standing)
    work.trail.record("krachtwonen.rank", "kw_ranking", ranking.uid, detail=f"{len(standing)}")
    work.session.flush()
    return ranking


def ask_override(work: Work, *, ranking_uid: UUID, case: Case, reason: str | None) -> Override:
    """Ask a second coordinator to let this household go before whoever stands first."""
    _require_decider(work, case)
    ranking, unit = ranking_for(work, ranking_uid)
    if not reason:
        raise Refused("Schrijf waarom dit huishouden voorgaat.", "reason")
    entry = require_standing(work, case)
    standing = unchanged(work, ranking, unit)
    mine = next(one for one in standing if one.waiting.case.uid == case.uid).ranked
    if not passed_over([one.ranked for one in standing], case.number) and mine.barred is None:
        raise Refused("Dit huishouden staat al vooraan voor deze woning. Doe gewoon het aanbod.")
    if mine.barred in FIXED:
        raise Refused("De woning is te klein of het huishouden heeft al een aanbod. Voorrang helpt dan niet.")
    known = select(Override.uid).where(Override.ranking_uid == ranking_uid, Override.waiting_uid == entry.uid)
    if work.session.scalar(known) is not None:
        raise Refused("Die vraag is al gesteld. Een andere coördinator beslist.")
    override = Override(
        case_uid=case.uid,
        ranking_uid=ranking_uid,
        waiting_uid=entry.uid,
        asked_by=work.actor.key,
        asked_at=work.clock.now(),
    )
    override.reason = reason
    work.session.add(override)
    work.trail.record("krachtwonen.ask_override", "kw_override", override.uid, case_uid=case.uid)
    work.session.flush()
    return override


def decide_override(work: Work, *, uid: UUID, agrees: bool) -> Override:
    """A second coordinator agrees, or does not."""
    asked = override_for(work, uid)
    override = asked.override
    if override.asked_by == work.actor.key:
        raise Refused("Je hebt dit zelf gevraagd. Een andere coördinator beslist.")
    if override.decided_by is not None:
        raise Refused("Hierover is al beslist.")
    override.decided_by, override.decided_at, override.is_agreed = work.actor.key, work.clock.now(), agrees
    detail = "agreed" if agrees else "declined"
    work.trail.record("krachtwonen.decide_override", "kw_override", uid, case_uid=asked.case.uid, detail=detail)
    work.session.flush()
    return override


def unchanged(work: Work, ranking: Ranking, unit: Unit) -> list[Standing]:
    """The order for this home as it is now; refused when it is no longer the one that was kept."""
    kept = select(RankingLine).where(RankingLine.ranking_uid == ranking.uid).order_by(RankingLine.position)
    then = [(line.waiting_uid, line.barred) for line in work.session.scalars(kept)]
    standing = order(work, unit, DECIDE)
    if then != [(one.waiting.entry.uid, one.ranked.barred) for one in standing]:
        raise Refused("De wachtlijst is intussen gewijzigd. Rangschik opnieuw voor deze woning.")
    return standing


def require_standing(work: Work, case: Case) -> WaitingEntry:
    """The entry of a case, locked; refused when it no longer waits."""
    entry = waiting_of(work, case.uid, lock=True)
    if entry is None:
        raise Refused("Dit huishouden staat niet op de wachtlijst.", "case")
    return entry


def enter_phase(work: Work, case: Case, to: str, on: date, *, from_phases: tuple[str, ...]) -> None:
    """Bring a case on when it still stands in an earlier phase."""
    if case.phase in from_phases and case.closed_on is None:
        change_phase(work, case=case, to=to, on=on)


def _line(ranking: Ranking, one: Standing) -> RankingLine:
    ranked = one.ranked
    return RankingLine(
        ranking_uid=ranking.uid,
        position=ranked.position,
        waiting_uid=one.waiting.entry.uid,
        tier=ranked.waiter.tier,
        tier_rank=ranked.waiter.tier_rank,
        tier_since=ranked.waiter.tier_since,
        reported_on=ranked.waiter.reported_on,
        decisive=ranked.decisive.value,
        barred=ranked.barred.value if ranked.barred else None,
    )


def _require_decider(work: Work, case: Case) -> None:
    require_writable(work, case)
    if not work.actor.holds(DECIDE, PROJECT_KEY, case.organisation):
        raise NotFound


def _check_wish(work: Work, wish: Wish) -> None:
    today = work.clock.today()
    check_tier_day(wish.tier_since, today)
    if wish.tier not in {code.key for code in codes(work.session, "kw_tier", today)}:
        raise Refused("Kies een voorrang uit de lijst.", "tier")
    if wish.persons < 1:
        raise Refused("Vul in hoeveel personen er komen wonen.", "persons")
    if not set(wish.needs) <= code_keys(work.session, "unit_feature"):
        raise Refused("Kies uit de lijst.", "needs")
