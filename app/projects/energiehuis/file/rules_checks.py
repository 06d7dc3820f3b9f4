"""What an application is held against, line by line: criterion, value, limit, source, first day; pure rules."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, Protocol

from app.projects.energiehuis.file.rules_target import Determination
from app.projects.energiehuis.products.rules import Dated, ProductRow, RateRow, euro_words, in_force, percent_words

INCOME_FILE: Final = "config/policy/energiehuis/income_limits.csv"
WORKS_FILE: Final = "config/policy/energiehuis/works.csv"
AMOUNT: Final = "Gevraagd bedrag"
TERM: Final = "Looptijd"


class GroupRow(Protocol):
    """What the rules read of a target group."""

    @property
    def label_nl(self) -> str: ...

    @property
    def active_from(self) -> date: ...

    @property
    def active_to(self) -> date | None: ...

    @property
    def source(self) -> str: ...

    @property
    def attrs(self) -> dict[str, object]: ...


class WorkRow(Dated, Protocol):
    """What the rules read of a kind of work."""

    @property
    def key(self) -> str: ...

    @property
    def label(self) -> str: ...

    @property
    def cap_cents(self) -> int | None: ...

    @property
    def contractor_required(self) -> bool: ...

    @property
    def min_home_years(self) -> int: ...

    @property
    def source(self) -> str: ...

    @property
    def confirmed(self) -> bool: ...


@dataclass(frozen=True)
class Check:
    """One criterion held against one application. `holds` is None while it cannot be said."""

    criterion: str
    value: str
    limit: str
    holds: bool | None
    source: str
    valid_from: date
    confirmed: bool = True
    kept_in: str = ""
    """The policy file of the limit, where it is told apart from product and rate."""


@dataclass(frozen=True)
class Quote:
    """A quote for one kind of work."""

    work: str
    amount_cents: int
    by_contractor: bool


@dataclass(frozen=True)
class Asked:
    """What an application says, as far as it is known."""

    applied_on: date
    amount_cents: int
    months: int
    is_apartment: bool = False
    building_year: int | None = None
    group: GroupRow | None = None
    quotes: Sequence[Quote] = field(default_factory=tuple)


@dataclass(frozen=True)
class Policy:
    """The rows that the day of application chose."""

    product: ProductRow
    product_source: str
    max_cents_apartment: int | None
    rate: RateRow | None
    rate_source: str
    income: Determination | None
    works: Mapping[str, WorkRow]


def checks(asked: Asked, policy: Policy) -> list[Check]:
    """Every line, in the order in which one thinks: product, amount, group, income, works, rate."""
    return [
        *_product(asked, policy),
        *_group(asked, policy),
        *_works(asked, policy),
        _covered(asked, policy),
        _rate(policy),
    ]


def unmet(lines: Iterable[Check]) -> list[str]:
    """What stands in the way of an approval: criteria that do not hold or cannot be said, limits nobody confirmed."""
    found = []
    for line in lines:
        if line.holds is False:
            found.append(f"Niet voldaan: {line.criterion} ({line.value}; {line.limit}).")
        elif line.holds is None and line.kept_in != INCOME_FILE:
            found.append(f"Nog niet te zeggen: {line.criterion} ({line.value}; {line.limit}).")
        if not line.confirmed and line.kept_in:
            found.append(
                f"{line.criterion}: de grens is niet bevestigd. Kijk ze na en zet confirmed op true in {line.kept_in}."
            )
    return list(dict.fromkeys(found))


def most_cents(asked: Asked, policy: Policy) -> int | None:
    """The most that the product lends for this kind of dwelling."""
    if asked.is_apartment and policy.max_cents_apartment is not None:
        return policy.max_cents_apartment
    return policy.product.max_cents


def accepted_cents(quotes: Iterable[Quote], works: Mapping[str, WorkRow]) -> int:
    """What the quotes come to, each kind of work up to its cap; work that is not on the list counts for nothing."""
    return sum(accepted_by_work(quotes, works).values()) if works else 0


def accepted_by_work(quotes: Iterable[Quote], works: Mapping[str, WorkRow]) -> dict[str, int]:
    """What the quotes of each kind of work come to, up to its cap; without a list of works, everything counts."""
    sums = _by_work(quotes)
    if not works:
        return sums
    caps = {key: row.cap_cents for key, row in works.items()}
    return {key: cents if (cap := caps[key]) is None else min(cents, cap) for key, cents in sums.items() if key in caps}


def works_on(rows: Iterable[WorkRow], day: date) -> dict[str, WorkRow]:
    """The kinds of work that a product paid on a day."""
    return {row.key: row for row in in_force(rows, day)}


def _product(asked: Asked, policy: Policy) -> Iterator[Check]:
    row = policy.product
    source, since, sure = policy.product_source, row.valid_from, row.confirmed
    last = f" tot {row.valid_to:%d/%m/%Y}" if row.valid_to else ""
    in_time = row.valid_from <= asked.applied_on and (row.valid_to is None or asked.applied_on < row.valid_to)
    period = f"van {row.valid_from:%d/%m/%Y}{last}"
    yield Check("Dag van aanvraag", f"{asked.applied_on:%d/%m/%Y}", period, in_time, source, since, sure)
    most, least = most_cents(asked, policy), row.min_cents
    limit = f"{euro_words(least)} tot " if least is not None else "hoogstens "
    fits = None if most is None else (least or 0) <= asked.amount_cents <= most
    shown = limit + (euro_words(most) if most is not None else "niet gekend")
    yield Check(AMOUNT, euro_words(asked.amount_cents), shown, fits, source, since, sure)
    term = None if row.max_months is None else asked.months <= row.max_months
    shown = f"hoogstens {row.max_months} maanden" if row.max_months is not None else "niet gekend"
    yield Check(TERM, f"{asked.months} maanden", shown, term, source, since, sure)


def _group(asked: Asked, policy: Policy) -> Iterator[Check]:
    group = asked.group
    if group is None:
        yield Check("Doelgroep", "nog te kiezen", "een doelgroep van deze lening", None, "", policy.product.valid_from)
        return
    open_then = group.active_from <= asked.applied_on and (
        group.active_to is None or asked.applied_on < group.active_to
    )
    fits = open_then and group.attrs.get("family") == policy.product.family
    yield Check("Doelgroep", group.label_nl, "een doelgroep van deze lening", fits, group.source, group.active_from)
    wanted = group.attrs.get("income_test")
    if wanted:
        yield from _income(str(wanted), policy)


def _income(wanted: str, policy: Policy) -> Iterator[Check]:
    lines = policy.income.lines if policy.income else ()
    if not lines:
        yield Check("Inkomen", "nog in te vullen", "grens niet te bepalen", None, "", policy.product.valid_from)
    for line in lines:
        if line.category == wanted or (wanted == "middle" and line.category == "lowest"):
            # The lowest category only says which group of incomes it is; the one that is asked for must hold.
            holds = line.holds if line.category == wanted or line.holds else None
            yield Check(
                f"{line.criterion[0].upper()}{line.criterion[1:]} ({CATEGORIES.get(line.category, line.category)})",
                euro_words(line.value_cents),
                f"hoogstens {euro_words(line.limit_cents)}",
                holds,
                line.source,
                line.valid_from,
                line.confirmed,
                INCOME_FILE,
            )


CATEGORIES: Mapping[str, str] = {
    "lowest": "laagste categorie",
    "middle": "middelste categorie",
    "increased_allowance": "verhoogde tegemoetkoming",
    "protected_customer": "beschermde afnemer",
}


def _works(asked: Asked, policy: Policy) -> Iterator[Check]:
    if not policy.works:
        return
    for key, cents in _by_work(asked.quotes).items():
        row = policy.works.get(key)
        if row is None:
            text = "staat niet op de lijst"
            yield Check(f"Werk: {key}", euro_words(cents), text, False, "", policy.product.valid_from)
            continue
        yield from _work(row, cents, asked)


def _work(row: WorkRow, cents: int, asked: Asked) -> Iterator[Check]:
    facts = (row.source, row.valid_from, row.confirmed, WORKS_FILE)
    cap = "volledig" if row.cap_cents is None else f"telt tot {euro_words(row.cap_cents)}"
    yield Check(f"Werk: {row.label}", euro_words(cents), cap, True, *facts)
    if row.contractor_required:
        done = all(quote.by_contractor for quote in asked.quotes if quote.work == row.key)
        yield Check(f"{row.label}: door een aannemer", "ja" if done else "nee", "verplicht", done, *facts)
    if row.min_home_years:
        age = None if asked.building_year is None else asked.applied_on.year - asked.building_year
        old = None if age is None else age >= row.min_home_years
        value = "niet gekend" if age is None else f"{age} jaar"
        yield Check(f"{row.label}: ouderdom van de woning", value, f"minstens {row.min_home_years} jaar", old, *facts)


def _covered(asked: Asked, policy: Policy) -> Check:
    accepted = (
        accepted_cents(asked.quotes, policy.works)
        if policy.works
        else sum(quote.amount_cents for quote in asked.quotes)
    )
    return Check(
        "Offertes dekken het gevraagde bedrag",
        euro_words(accepted),
        f"minstens {euro_words(asked.amount_cents)}",
        accepted >= asked.amount_cents if asked.quotes else None,
        policy.product_source,
        policy.product.valid_from,
        policy.product.confirmed,
    )


def _rate(policy: Policy) -> Check:
    row = policy.rate
    value: Decimal | None = row.rate if row is not None else None
    return Check(
        "Rentevoet op de dag van aanvraag",
        "niet gekend" if value is None else percent_words(value),
        "bevestigd" if row is not None and row.confirmed else "nog te bevestigen",
        None if value is None else True,
        policy.rate_source,
        row.valid_from if row is not None else policy.product.valid_from,
        row is not None and row.confirmed,
    )


def _by_work(quotes: Iterable[Quote]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for quote in quotes:
        sums[quote.work] = sums.get(quote.work, 0) + quote.amount_cents
    return sums
