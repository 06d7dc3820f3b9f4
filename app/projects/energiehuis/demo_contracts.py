"""The demo of running loans and renovation coaching: made-up contracts that are drawn, repaid, late, and in trouble."""

import random
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from app.access.actor import Actor, Grant
from app.access.work import Work
from app.accounts.queries import actor_by_email
from app.cases.models import Case
from app.cases.service import open_case
from app.clients.household import current_household, take_snapshot
from app.clients.identity import Identity
from app.clients.service import register_person
from app.core.clock import FixedClock
from app.core.uid import new_uid
from app.organisations.queries import municipalities
from app.projects.energiehuis.arithmetic.intervals import shifted
from app.projects.energiehuis.arrears.rules import EventKind
from app.projects.energiehuis.arrears.service import agree_plan, ask_early, check_buyer, give_notice, remind
from app.projects.energiehuis.arrears.service_ageing import age_portfolio
from app.projects.energiehuis.bank.service_orders import make_collection, make_payment, release
from app.projects.energiehuis.coaching.models import DwellingKind
from app.projects.energiehuis.coaching.service import log_owner_contact, register_dwelling
from app.projects.energiehuis.contract.queries import contract_of
from app.projects.energiehuis.contract.service import (
    Signature,
    add_mandate,
    close_loan,
    end_drawing,
    send_contract,
    sign_contract,
)
from app.projects.energiehuis.contract.service_drawdown import Asked, ask_drawdown
from app.projects.energiehuis.counted import PROJECT_KEY
from app.projects.energiehuis.demo import demo_home
from app.projects.energiehuis.demo_statement import read_demo_statement
from app.projects.energiehuis.ledger.rules_position import EntryKind
from app.projects.energiehuis.ledger.service import book
from app.projects.energiehuis.letters.rules import LetterKind
from app.projects.energiehuis.letters.service import write_letter
from app.projects.energiehuis.lifecycle.rules import State
from app.projects.energiehuis.models import LoanApplication, LoanDecision, Outcome

_GIVEN: Final = ("Alk", "Buizerd", "Ekster", "Fazant", "Grutto", "Havik", "Kievit", "Lijster", "Merel", "Specht")
_FAMILY: Final = ("Spaardroom", "Zonnepaneel", "Isolatiewens", "Warmtefabel", "Dakverhaal", "Leengeest")
_ZERO: Final = date(2022, 5, 2)
"""When somebody of the priority group asked for a loan without interest."""
_IBAN: Final = ("BE62510007547061", "BE71096123456769")
_STORIES: Final = (
    "sent", "signed", "drawing", "asked", "paying", "paying", "paying", "paying", "late", "late", "reminded", "notice",
    "plan", "premium", "early", "repaid", "buyer", "buyer_checked", "buyer_left", "zero", "approved",
)  # fmt: skip


@dataclass(frozen=True)
class _Cast:
    """Who plays in the stories."""

    officer: Actor
    first: Actor
    second: Actor
    today: date


def write_contracts(work: Work, seed: int) -> None:
    """Loans in every state after the decision; the same seed tells the same stories."""
    chance = random.Random(seed + 403)
    today = work.clock.today()
    cast = _Cast(
        _colleague(work, "krediet@voorbeeld.test", "loan_officer"),
        _colleague(work, "boekhouding@voorbeeld.test", "treasurer"),
        _colleague(work, "boekhouding2@voorbeeld.test", "treasurer"),
        today,
    )
    places = [place.nis5 for place in municipalities(work.session, today)]
    told: dict[str, list[UUID]] = {}
    for index, story in enumerate(_STORIES):
        case = _tell(work, cast, chance, story, places[index % len(places)], index)
        told.setdefault(story, []).append(case.uid)
    read_demo_statement(_as(work, cast.first, today), [*told["paying"], *told["premium"]], told["late"][:1])
    for day in (date(today.year - 1, 12, 31), today):
        age_portfolio(work, on=day)
    _one_order_waits(work, cast)
    _coach(work, cast, chance, places)


def _tell(work: Work, cast: _Cast, chance: random.Random, story: str, place: str, index: int) -> Case:
    fresh = story in ("sent", "signed", "approved")
    start = cast.today - timedelta(days=chance.randint(8, 40) if fresh else chance.randint(430, 700))
    start = _ZERO if story == "zero" else start
    case = _approved(work, cast, story, start, place, index)
    if story == "approved":
        return case
    mine = _as(work, cast.officer, start + timedelta(days=2))
    send_contract(mine, case=case, on=mine.clock.today(), kinds_of_work=("roof", "windows", "outer_wall"))
    write_letter(mine, case=case, kind=LetterKind.CONTRACT)
    if story == "sent":
        return case
    day = start + timedelta(days=4)
    mine = _as(work, cast.officer, day)
    first_due = shifted(day.replace(day=1), 2)
    sign_contract(mine, case=case, signature=Signature(day, day - timedelta(days=3), first_due))
    add_mandate(mine, case=case, signed_on=day, iban=_IBAN[index % 2], holder="Verzonnen Lener")
    if story != "signed":
        _draw(work, cast, case, story, day + timedelta(days=16), index)
    return case


def _draw(work: Work, cast: _Cast, case: Case, story: str, day: date, index: int) -> None:
    """An invoice is asked, put in a file by one treasurer, released by another."""
    whole = contract_of(work.session, case.uid).terms.amount_cents
    part = whole // 2 if story in ("drawing", "asked") else whole
    mine = _as(work, cast.officer, day)
    asked = Asked(day, "roof", part, day, f"2025/{index + 1}", "Dakwerken Denkbeeld", _IBAN[index % 2])
    ask_drawdown(mine, case=case, asked=asked)
    maker, other = _as(work, cast.first, day), _as(work, cast.second, day)
    release(other, uid=make_payment(maker, execution_on=day + timedelta(days=2)).uid)
    now = _as(work, cast.officer, cast.today)
    if story in ("drawing", "asked"):
        for due in contract_of(work.session, case.uid).position(cast.today).unpaid:
            book(now, case=case, kind=EntryKind.PAYMENT, value_on=due.on, cents=due.cents)
    if story == "asked":
        again = Asked(cast.today, "windows", whole // 4, cast.today, f"R-{index}", "Ramen Verzinsel", _IBAN[0])
        ask_drawdown(now, case=case, asked=again)
    elif story != "drawing":
        end = _as(work, cast.officer, day + timedelta(days=5))
        end_drawing(end, case=case, on=end.clock.today())
        _repay(work, cast, case, story)


def _paid_until(story: str, today: date) -> date:
    """Until when somebody paid. The last instalment of who pays in time comes with the statement of the bank."""
    if story in ("paying", "premium"):
        return today.replace(day=1) - timedelta(days=1)
    return today - timedelta(days={"late": 40, "reminded": 75, "notice": 120, "plan": 100}.get(story, 0))


def _repay(work: Work, cast: _Cast, case: Case, story: str) -> None:
    """Pay what fell due until a day: today, or as long ago as the story says."""
    until = _paid_until(story, cast.today)
    now = _as(work, cast.officer, cast.today)
    if story == "premium":
        book(now, case=case, kind=EntryKind.PREMIUM, value_on=cast.today - timedelta(days=30), cents=250_000)
        write_letter(now, case=case, kind=LetterKind.PREMIUM)
    if story == "repaid":
        book(now, case=case, kind=EntryKind.DUE_NOW, value_on=cast.today, cents=0)
    for due in contract_of(work.session, case.uid).position(until).unpaid:
        book(now, case=case, kind=EntryKind.PAYMENT, value_on=due.on, cents=due.cents)
    if story == "repaid":
        write_letter(now, case=case, kind=LetterKind.RECEIPT)
        close_loan(now, case=case)
    elif story.startswith("buyer_"):
        _check(now, case, story)
    elif story == "early":
        ask_early(now, case=case)
        write_letter(now, case=case, kind=LetterKind.EARLY)
    elif story in ("reminded", "notice", "plan"):
        _press(now, case, story)


def _check(now: Work, case: Case, story: str) -> None:
    """The yearly check of an emergency buyer: all is as it was, or somebody left the house."""
    has_left = story == "buyer_left"
    check_buyer(now, case=case, happened=EventKind.LEFT_ADDRESS if has_left else None)
    if has_left:
        write_letter(now, case=case, kind=LetterKind.DUE_EVENT)


def _press(now: Work, case: Case, story: str) -> None:
    """Somebody who is late is reminded; then comes the registered letter, or a plan."""
    remind(now, case=case)
    write_letter(now, case=case, kind=LetterKind.REMINDER)
    if story == "notice":
        give_notice(now, case=case, on=now.clock.today())
        write_letter(now, case=case, kind=LetterKind.NOTICE)
    elif story == "plan":
        agree_plan(now, case=case, monthly_cents=5_000, until_on=shifted(now.clock.today(), 10))


def _approved(work: Work, cast: _Cast, story: str, day: date, place: str, index: int) -> Case:
    person = register_person(
        work,
        identity=Identity(
            given_name=_GIVEN[index % len(_GIVEN)],
            family_name=f"{_FAMILY[index % len(_FAMILY)]} {index + 1}",
            address=demo_home(work, place, index + 40),
        ),
        organisation=place,
    )
    household = current_household(work, person_uid=person.uid, on=day)
    snapshot = take_snapshot(work, household_uid=household.uid, on=day, adults=1 + index % 2, children=index % 3)
    mine = _as(work, cast.officer, day)
    case = open_case(
        mine, project=PROJECT_KEY, organisation=place, municipality=place, snapshot=snapshot, reference_person=person,
        opened_on=day, phase=State.APPROVED, worker_uid=cast.officer.user_uid,
    )  # fmt: skip
    cents, months = 900_000 + 150_000 * (index % 6), 60 + 60 * (index % 3)
    product, rate = "MVL_24", Decimal("2.75")
    if story.startswith("buyer"):
        product, rate, cents, months = "NK_22", Decimal(0), 4_000_000, 240
    elif story == "zero":
        product, rate, cents, months = "EL0_B", Decimal(0), 1_200_000, 120
    work.session.add(
        LoanApplication(uid=case.uid, product=product, received_on=day, amount_requested_cents=cents, rate=rate)
    )
    work.session.flush()
    work.session.add(
        LoanDecision(
            application_uid=case.uid, outcome=Outcome.APPROVED, decided_on=day, amount_cents=cents, months=months
        )
    )
    work.session.flush()
    return case


def _one_order_waits(work: Work, cast: _Cast) -> None:
    make_collection(_as(work, cast.first, cast.today), execution_on=cast.today + timedelta(days=5))


def _coach(work: Work, cast: _Cast, chance: random.Random, places: list[str]) -> None:
    """A building with two apartments, some houses, contacts that count and contacts that do not."""
    mine = _as(work, cast.officer, cast.today)
    building = None
    kinds = [DwellingKind.BUILDING, DwellingKind.APARTMENT, DwellingKind.APARTMENT, *[DwellingKind.HOUSE] * 7]
    for index, kind in enumerate(kinds):
        place = places[0] if index < 3 else places[index % len(places)]
        owner = register_person(
            work,
            identity=Identity(given_name=_GIVEN[index], family_name=f"Renovatiedroom {index + 1}"),
            organisation=place,
        )
        dwelling = register_dwelling(
            mine, owner_uid=owner.uid, kind=kind, municipality=place, address=f"Verzonnenlaan {index + 1}",
            built_in=1935 + 7 * index, building_uid=building if kind is DwellingKind.APARTMENT else None,
        )  # fmt: skip
        building = dwelling.uid if kind is DwellingKind.BUILDING else building
        for _ in range(chance.randint(1, 3)):
            on = cast.today - timedelta(days=chance.randint(0, 300))
            counts = kind is not DwellingKind.BUILDING and chance.random() < 0.6
            log_owner_contact(mine, dwelling_uid=dwelling.uid, owner_uid=owner.uid, on=on, qualifying=counts)


def _colleague(work: Work, email: str, role: str) -> Actor:
    uid = new_uid()
    return actor_by_email(work.session, email, work.clock.today()) or Actor(f"user:{uid}", (Grant(role),), uid)


def _as(work: Work, actor: Actor, day: date) -> Work:
    """The same work on a day of the story, by one of its people."""
    return replace(work, actor=actor, clock=FixedClock(datetime.combine(day, time(10), UTC)))
