"""The Energiehuis's part of the demo: made-up files in every state, written through the verbs by made-up colleagues."""

import random
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from sqlalchemy import select

from app.access.actor import Actor, Grant
from app.access.work import Work
from app.accounts.queries import actor_by_email
from app.cases.models import Case
from app.cases.service import change_phase, close_case
from app.clients.identity import Identity
from app.clients.service import register_person
from app.core.clock import FixedClock
from app.core.uid import new_uid
from app.organisations.models import PostalCode
from app.organisations.queries import municipalities
from app.projects.energiehuis.contract.queries_agreed import agreed_of
from app.projects.energiehuis.contract.service import Signature, add_mandate, send_contract, sign_contract
from app.projects.energiehuis.decision.rules import Verdict
from app.projects.energiehuis.decision.service import Ruling, advise, compute_budget, consult_register, decide
from app.projects.energiehuis.file.queries import dossier_of, papers_of
from app.projects.energiehuis.file.service import (
    Dwelling,
    Household,
    Wish,
    add_money,
    add_quote,
    note_paper,
    open_application,
    save_dwelling,
    save_household,
)
from app.projects.energiehuis.letters.rules import LetterKind
from app.projects.energiehuis.letters.service import write_letter
from app.projects.energiehuis.lifecycle.rules import State
from app.projects.energiehuis.products.service_rates import propose_rate

_GIVEN: Final = ("Abeel", "Berk", "Cipres", "Douglas", "Els", "Iep", "Jasmijn", "Kastanje", "Linde", "Meidoorn")
_FAMILY: Final = ("Leenproef", "Rentefictie", "Dakdroom", "Isolatienep", "Aflosverzin", "Gevelmodel", "Warmteschijn")
_LAW: Final = "De voorwaarden van deze lening zoals ze golden op de dag van de aanvraag."
_FACT: Final = "Na de nieuwe afbetaling houdt het gezin meer over dan het referentiebudget."
_SHORT: Final = "Na de nieuwe afbetaling houdt het gezin minder over dan het referentiebudget."
_WORKS: Final = (("roof", 1_450_000), ("windows", 980_000), ("outer_wall", 1_820_000), ("heat_pump", 1_150_000))
_ENDS: Final = {
    "approved": Verdict.APPROVE,
    "signed": Verdict.APPROVE,
    "conditional": Verdict.APPROVE_CONDITIONALLY,
    "refused": Verdict.REFUSE,
    "back": Verdict.SEND_BACK,
}
_STORIES: Final = (
    ("building", date(2024, 12, 2)), ("building", date(2026, 9, 7)), ("papers", date(2026, 10, 12)),
    ("examined", date(2024, 11, 4)), ("advised", date(2024, 12, 9)), ("advised", date(2024, 12, 16)),
    ("advised", date(2024, 12, 30)), ("unconfirmed", date(2025, 11, 3)), ("approved", date(2024, 3, 4)),
    ("approved", date(2024, 5, 6)), ("signed", date(2024, 9, 2)), ("conditional", date(2024, 10, 7)),
    ("refused", date(2024, 6, 3)), ("back", date(2024, 11, 18)), ("withdrawn", date(2024, 4, 8)),
)  # fmt: skip


@dataclass(frozen=True)
class _Cast:
    """Who plays in the stories."""

    officer: Actor
    coordinator: Actor
    today: date


def write_demo(work: Work, seed: int) -> None:
    """Files in every state up to the decision; the same seed tells the same stories."""
    chance = random.Random(seed + 402)
    today = work.clock.today()
    cast = _Cast(
        _colleague(work, "krediet@voorbeeld.test", "loan_officer"),
        _colleague(work, "coordinator@voorbeeld.test", "coordinator"),
        today,
    )
    places = [place.nis5 for place in municipalities(work.session, today)]
    for index, (end, day) in enumerate(_STORIES):
        if day < today:
            _tell(work, cast, chance, end, day, places[index % len(places)], index)
    propose_rate(
        replace(work, actor=cast.officer),
        code="MVL_26",
        income_group="lowest",
        applied_from=date(2026, 1, 1),
        rate=Decimal("1.25"),
        source="Verzonnen besluit van de demo, bladzijde 3",
    )


def _colleague(work: Work, email: str, role: str) -> Actor:
    uid = new_uid()
    return actor_by_email(work.session, email, work.clock.today()) or Actor(f"user:{uid}", (Grant(role),), uid)


def _as(work: Work, actor: Actor, day: date) -> Work:
    """The same work on a day of the story, by one of its people."""
    return replace(work, actor=actor, clock=FixedClock(datetime.combine(day, time(10), UTC)))


def _tell(work: Work, cast: _Cast, chance: random.Random, end: str, day: date, place: str, index: int) -> None:
    mine = _as(work, cast.officer, day)
    family = f"{_FAMILY[index % len(_FAMILY)]} {index + 1}"
    person = register_person(
        work,
        identity=Identity(
            given_name=_GIVEN[index % len(_GIVEN)], family_name=family, address=demo_home(work, place, index + 1)
        ),
        organisation=place,
    )
    kind, price = _WORKS[index % len(_WORKS)]
    wish = Wish(day, "MVL", price - price % 100_000, chance.choice([120, 180, 240]), place, 2, chance.choice([0, 1, 2]))
    case = open_application(
        mine, person_uid=person.uid, wish=wish, organisation=place, worker_uid=cast.officer.user_uid
    )
    if end == "withdrawn":
        close_case(mine, case=case, on=day, reason="withdrawn")
        return
    day += timedelta(days=chance.randint(2, 8))
    mine = _as(work, cast.officer, min(day, cast.today))
    for phase in (State.INTAKE, State.BUILDING):
        change_phase(mine, case=case, to=phase, on=mine.clock.today())
    if end != "building":
        _fill(mine, case, kind, price, poor=end == "refused", index=index)
    if end not in ("building", "papers"):
        _examine(work, cast, case, chance, end, day)


def _fill(work: Work, case: Case, kind: str, price: int, *, poor: bool, index: int) -> None:
    year = work.clock.today().year
    dwelling = Dwelling(
        "mvl_owner", "house", f"Verzonnenstraat {index + 1}", 1950 + index, "E", date(year - 1, 5, 2),
        "BE71 0961 2345 6769", ("wage",),
    )  # fmt: skip
    save_dwelling(work, case=case, dwelling=dwelling)
    save_household(work, case=case, household=Household(True, 1, Decimal(38_400), year - 1))
    add_quote(
        work, case=case, kind=kind, amount_cents=price, by_contractor=True, description=f"Bouwbedrijf Denkbeeld {index}"
    )
    amounts = (("wage", 1750 if poor else 3350), ("child_benefit", 190), ("housing", 720), ("credit", 95))
    for money, amount in amounts:
        add_money(work, case=case, kind=money, amount=Decimal(amount))
    for place, paper in enumerate(papers_of(work.session, dossier_of(work, case))):
        if index % 3 or place % 4 or case.opened_on.year < 2026:
            note_paper(work, case=case, document=paper.key, received_on=work.clock.today(), is_checked=True)


def _examine(work: Work, cast: _Cast, case: Case, chance: random.Random, end: str, day: date) -> None:
    waits = end in ("examined", "advised", "unconfirmed")
    day = cast.today - timedelta(days=chance.randint(1, 12)) if waits else day + timedelta(days=chance.randint(6, 30))
    mine = _as(work, cast.officer, day)
    for phase in (State.COMPLETE, State.EXAMINED):
        change_phase(mine, case=case, to=phase, on=day)
    consult_register(mine, case=case, consulted_on=day, credits=1, default=Decimal(0))
    compute_budget(mine, case=case)
    if end == "examined":
        return
    found = dossier_of(mine, case)
    cents, months = found.application.amount_requested_cents, found.file.months_requested
    advise(
        mine,
        case=case,
        is_favourable=end != "refused",
        amount_cents=cents,
        months=months,
        text="Het inkomen en de lasten zijn nagekeken. Het gezin kent de voorwaarden van de lening.",
    )
    if end in _ENDS:
        ruling = Ruling(
            _ENDS[end],
            cents,
            months,
            _LAW,
            _SHORT if end == "refused" else _FACT,
            "Een recente offerte van de aannemer." if end == "conditional" else "",
        )
        theirs = _as(work, cast.coordinator, min(day + timedelta(days=chance.randint(1, 9)), cast.today))
        decide(theirs, number=case.number, version=case.version, ruling=ruling)
    if end == "signed":
        _sign(work, cast, case, theirs.clock.today() + timedelta(days=5))


def _sign(work: Work, cast: _Cast, case: Case, day: date) -> None:
    """The contract takes works and amounts from the file; the register is consulted again before the signature."""
    mine = _as(work, cast.officer, day)
    send_contract(mine, case=case, on=day)
    write_letter(mine, case=case, kind=LetterKind.AGREEMENT)
    day += timedelta(days=6)
    mine = _as(work, cast.officer, day)
    consult_register(mine, case=case, consulted_on=day, credits=1, default=Decimal(0))
    sign_contract(mine, case=case, signature=Signature(day, None, day + timedelta(days=40)))
    agreed = agreed_of(mine, case)
    add_mandate(mine, case=case, signed_on=day, iban=agreed.iban if agreed else None, holder="Verzonnen Lener")


def demo_home(work: Work, municipality: str, number: int) -> dict[str, str]:
    """An address in a street that does not exist, in a place that does."""
    places = select(PostalCode).where(PostalCode.municipality == municipality).order_by(PostalCode.postcode)
    found = work.session.scalars(places.limit(1)).one()
    return {
        "street": f"Verzonnenstraat {number}",
        "postal_code": found.postcode,
        "place": found.place,
        "kind": "domicile",
    }
