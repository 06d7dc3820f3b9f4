"""The regional desk in words: situations, the page of one, the waiting list with its reasons, offers."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from app.access.work import Work
from app.accounts.queries import user_names
from app.cases.labels import name_in, person_name
from app.cases.models import Case
from app.cases.page import household_words
from app.clients.queries import snapshots
from app.organisations.queries import municipality_names
from app.policy.queries import code_labels
from app.projects.krachtwonen.desk.models import Situation
from app.projects.krachtwonen.desk.queries import Stand, Standing, persons_of, screening_of, situation_of
from app.projects.krachtwonen.desk.rules import Doubt, Screened, doubts
from app.projects.krachtwonen.kinds import OfferStatus
from app.projects.krachtwonen.permissions import DECIDE
from app.projects.krachtwonen.stays.queries_reading import stays_of_case
from app.projects.krachtwonen.waiting.models import Screening
from app.projects.krachtwonen.waiting.queries import offers_of, waiting_of
from app.projects.krachtwonen.waiting.service import Wish
from app.projects.krachtwonen.words import stay_words
from app.web.formatting import date_nl

STANDS: Final = {
    Stand.SCREEN: "Te screenen",
    Stand.DECIDE: "Te beslissen",
    Stand.LIST: "Nog op de wachtlijst te zetten",
    Stand.WAITING: "Op de wachtlijst",
    Stand.OFFERED: "Aanbod open",
    Stand.HOUSED: "Woning toegewezen",
    Stand.OTHER: "In opvolging",
}
STAND_KINDS: Final = {
    Stand.SCREEN: "attention",
    Stand.DECIDE: "attention",
    Stand.LIST: "attention",
    Stand.WAITING: "active",
    Stand.OFFERED: "active",
    Stand.HOUSED: "done",
    Stand.OTHER: "neutral",
}
DOUBTS: Final = {
    Doubt.NOTHING_TRIED: "Er is nog niets geprobeerd in het gewone aanbod.",
    Doubt.NOT_LONG: "Het gezin is nog niet lang dak- of thuisloos.",
    Doubt.NOT_COMBINED: "Er zijn geen problemen op meer dan één domein.",
    Doubt.NO_COACH: "Het gezin laat nog geen wooncoach binnen.",
    Doubt.NO_DUTIES: "Het gezin neemt de plichten van een huurder nog niet op.",
}
OFFER_WORDS: Final = {
    OfferStatus.OPEN: "wacht op antwoord",
    OfferStatus.ACCEPTED: "aanvaard",
    OfferStatus.REFUSED: "geweigerd",
    OfferStatus.EXPIRED: "vervallen",
    OfferStatus.WITHDRAWN: "ingetrokken",
}
_USER = "user:"


@dataclass(frozen=True)
class SituationRow:
    """One line of the list of situations."""

    number: str
    name: str
    municipality: str
    opened_on: date
    days: int
    stand: str
    kind: str


def situation_rows(work: Work, found: list[Standing]) -> list[SituationRow]:
    """Situations in words; names as far as the reader may know them."""
    places = municipality_names(work.session)
    today = work.clock.today()
    return [
        SituationRow(
            number=one.case.number,
            name=name_in(work, one.case),
            municipality=places.get(one.case.municipality, one.case.municipality),
            opened_on=one.case.opened_on,
            days=(today - one.case.opened_on).days,
            stand=STANDS[one.stand],
            kind=STAND_KINDS[one.stand],
        )
        for one in found
    ]


@dataclass(frozen=True)
class OfferLine:
    """An offer in words."""

    uid: UUID
    home: str
    unit_uid: UUID
    made_on: date
    expires_on: date
    words: str
    is_open: bool
    is_late: bool


@dataclass(frozen=True)
class SituationPage:
    """Everything of one situation, in the order in which one thinks."""

    number: str
    name: str
    summary: list[tuple[str, object]]
    people: list[tuple[UUID, str]]
    tried: list[str]
    told: str | None
    screened: list[tuple[str, object]]
    note: str | None
    doubts: list[str]
    decision: str
    waiting: list[tuple[str, object]]
    offers: list[OfferLine]
    stays: list[tuple[UUID, str]]
    may_change: bool
    may_decide: bool
    is_own_report: bool
    is_decided: bool
    gets_home: bool


def situation_page(work: Work, case: Case) -> SituationPage:
    """The page of a situation; texts are opened only for whoever may read notes of the case."""
    situation, screening = situation_of(work, case.uid), screening_of(work, case.uid)
    may_read = work.actor.holds("note.read", case.project, case.organisation)
    knows_people = work.actor.holds("person.read", case.project, case.organisation)
    is_open = case.closed_on is None and case.voided_on is None
    return SituationPage(
        number=case.number,
        name=name_in(work, case),
        summary=_summary(work, case),
        people=[(one.uid, person_name(one)) for one in persons_of(work, case.uid)] if knows_people else [],
        tried=_tried(work, screening),
        told=situation.tried if may_read else None,
        screened=_screened(work, screening),
        note=screening.note if screening and may_read else None,
        doubts=[DOUBTS[doubt] for doubt in doubts(screened(screening))] if screening else [],
        decision=_decision(work, situation),
        waiting=_waiting(work, case),
        offers=offer_lines(work, case),
        stays=[(stay.uid, stay_words(stay, unit.ref)) for stay, unit in stays_of_case(work, case.uid)],
        may_change=is_open and work.actor.holds("case.write", case.project, case.organisation),
        may_decide=is_open and work.actor.holds(DECIDE, case.project, case.organisation),
        is_own_report=situation.reported_by == work.actor.key,
        is_decided=situation.decided_on is not None,
        gets_home=situation.offer in ("aanbod_woning", "aanbod_beide"),
    )


def screened(screening: Screening | None) -> Screened:
    """A stored screening as the rules see it; its text stays closed."""
    if screening is None:
        return Screened(date.min, (), False, False, False, False)
    return Screened(
        on=screening.screened_on,
        tried=tuple(screening.tried_options),
        is_long_homeless=screening.is_long_homeless,
        has_combined_problems=screening.has_combined_problems,
        admits_coach=screening.admits_coach,
        accepts_duties=screening.accepts_duties,
        housing=screening.housing_situation,
    )


def screened_with_note(work: Work, case: Case, screening: Screening | None) -> Screened | None:
    """What a screening form shows: the text too, for whoever may read notes of the case."""
    if screening is None:
        return None
    may_read = work.actor.holds("note.read", case.project, case.organisation)
    return replace(screened(screening), note=screening.note if may_read else None)


def wish_of(work: Work, case: Case) -> Wish | None:
    """What a household waits for, as its form shows it; on a first time what is known from the report."""
    entry = waiting_of(work, case.uid)
    if entry is not None:
        return Wish(
            entry.tier,
            entry.tier_since,
            entry.persons,
            entry.bedrooms,
            tuple(entry.municipalities),
            tuple(entry.needs),
        )
    taken = next(iter(snapshots(work, case.household_uid)), None)
    persons = taken.adults + taken.children if taken else 1
    return Wish("children" if taken and taken.children else "", case.opened_on, persons)


def offer_lines(work: Work, case: Case) -> list[OfferLine]:
    """The offers in a case in words."""
    reasons = code_labels(work.session, "kw_refusal")
    today, lines = work.clock.today(), []
    for offer, unit in offers_of(work, case.uid):
        words = OFFER_WORDS[offer.status]
        if offer.refusal:
            words += f": {reasons.get(offer.refusal, offer.refusal).lower()}"
        is_open = offer.status is OfferStatus.OPEN
        lines.append(
            OfferLine(
                offer.uid,
                unit.ref,
                unit.uid,
                offer.made_on,
                offer.expires_on,
                words,
                is_open,
                is_open and offer.expires_on < today,
            )
        )
    return lines


def _summary(work: Work, case: Case) -> list[tuple[str, object]]:
    places = municipality_names(work.session)
    return [
        ("Gemeld op", date_nl(case.opened_on)),
        ("Woonplaats", places.get(case.municipality, case.municipality)),
        ("Huishouden", household_words(case.snapshot)),
    ]


def _tried(work: Work, screening: Screening | None) -> list[str]:
    labels = code_labels(work.session, "kw_tried")
    return [labels.get(key, key) for key in screening.tried_options] if screening else []


def _screened(work: Work, screening: Screening | None) -> list[tuple[str, object]]:
    if screening is None:
        return []
    stays_at = code_labels(work.session, "housing_situation").get(screening.housing_situation or "", "Onbekend")
    words = {True: "Ja", False: "Nee"}
    return [
        ("Gescreend op", date_nl(screening.screened_on)),
        ("Verblijft in", stays_at),
        ("Al lang dak- of thuisloos", words[screening.is_long_homeless]),
        ("Problemen op meer dan één domein", words[screening.has_combined_problems]),
        ("Laat een wooncoach binnen", words[screening.admits_coach]),
        ("Neemt de plichten van een huurder op", words[screening.accepts_duties]),
    ]


def _decision(work: Work, situation: Situation) -> str:
    if situation.decided_on is None:
        return ""
    what = code_labels(work.session, "kw_offer").get(situation.offer or "")
    if what is None:
        reasons = code_labels(work.session, "kw_not_retained")
        what = f"Niet weerhouden: {reasons.get(situation.not_retained or '', 'reden niet gekend').lower()}"
    key = situation.decided_by or ""
    uid = UUID(key.removeprefix(_USER)) if key.startswith(_USER) else None
    by = user_names(work.session, [uid]).get(uid) if uid else None
    return f"{what}, op {date_nl(situation.decided_on)}" + (f" door {by}" if by else "")


def _waiting(work: Work, case: Case) -> list[tuple[str, object]]:
    entry = waiting_of(work, case.uid)
    if entry is None:
        return []
    tiers, features = code_labels(work.session, "kw_tier"), code_labels(work.session, "unit_feature")
    places = municipality_names(work.session)
    return [
        ("Voorrang", f"{tiers.get(entry.tier, entry.tier)}, sinds {date_nl(entry.tier_since)}"),
        ("Op de lijst sinds", date_nl(entry.listed_on)),
        ("Personen", str(entry.persons)),
        ("Slaapkamers, minstens", str(entry.bedrooms) if entry.bedrooms else "maakt niet uit"),
        ("Waar", ", ".join(places.get(key, key) for key in entry.municipalities) or "overal in de regio"),
        ("Moet hebben", ", ".join(features.get(key, key).lower() for key in entry.needs) or "niets bijzonders"),
    ]
