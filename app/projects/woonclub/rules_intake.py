"""What rent a household can pay and how many bedrooms it needs, by dated rules; ETHOS Light of a night. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from typing import Final

from app.clients.kinds import HouseholdType
from app.core.errors import Refused

THREATENED: Final = "7"
MOST_INCOMES: Final = 4
GOAL_LIMIT: Final = 500
_COUPLES: Final = frozenset({HouseholdType.COUPLE, HouseholdType.COUPLE_CHILDREN})


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A row of the figures of policy."""

    key: str
    above: int
    valid_from: date
    valid_to: date | None
    value: Decimal
    unit: str = ""
    label: str = ""
    source: str = ""
    confirmed: bool = False

    @property
    def name(self) -> str:
        """By which a decision names the row it used."""
        return f"{self.key}/{self.above}/{self.valid_from.isoformat()}"


@dataclass(frozen=True)
class Figures:
    """The figures of policy, on any day."""

    rows: Sequence[FigureRow] = ()

    def find(self, key: str, on: date, amount: Decimal | int = 0) -> FigureRow | None:
        """The row of a key in force on a day, the one with the highest bound that the amount reaches."""
        fitting = [
            row
            for row in self.rows
            if row.key == key
            and row.valid_from <= on
            and (row.valid_to is None or on < row.valid_to)
            and row.above <= amount
        ]
        return max(fitting, key=lambda row: row.above, default=None)

    def of_right(self, item: str, on: date) -> list[FigureRow]:
        """Every row of a right in force on a day."""
        return [
            row
            for row in self.rows
            if row.key.partition(".")[0] == item
            and row.valid_from <= on
            and (row.valid_to is None or on < row.valid_to)
        ]


@dataclass(frozen=True)
class Earned:
    """One income as it was told: source, and euro a month when that is known."""

    source: str
    amount: Decimal | None = None


@dataclass(frozen=True)
class Ceiling:
    """The highest rent that the rule gives, and the row that gave it."""

    cents: int
    income: Decimal
    row: FigureRow


@dataclass(frozen=True)
class Wanted:
    """What home somebody looks for."""

    municipalities: tuple[str, ...] = ()
    max_rent_cents: int | None = None
    bedrooms: int | None = None
    accessible: bool = False
    pets: bool = False


@dataclass(frozen=True)
class Talk:
    """What is told at the intake."""

    on: date
    night: str
    threat_of_eviction: bool = False
    languages: tuple[str, ...] = ()
    interpreter: bool = False
    incomes: tuple[Earned, ...] = ()


def countable_income(incomes: Iterable[Earned], counting: frozenset[str]) -> Decimal | None:
    """What the rent can be paid from: all incomes that count together; None when no amount is known."""
    known = [each.amount for each in incomes if each.amount is not None and each.source in counting]
    return sum(known, Decimal(0)) if known else None


def rent_ceiling(income: Decimal | None, figures: Figures, on: date) -> Ceiling | None:
    """The share of the income that may go to rent, rounded down to whole euros."""
    row = figures.find("rent_share", on, income) if income is not None else None
    if income is None or row is None:
        return None
    euros = (income * row.value / 100).to_integral_value(rounding=ROUND_FLOOR)
    return Ceiling(int(euros) * 100, income, row)


def income_band(income: Decimal | None, bounds: Mapping[str, int]) -> str | None:
    """The band of an income: the one with the highest lower bound that it reaches."""
    if income is None:
        return None
    reached = [(bound, key) for key, bound in bounds.items() if bound <= income]
    return max(reached)[1] if reached else None


def band_ceiling(band: str | None, bounds: Mapping[str, int], figures: Figures, on: date) -> int | None:
    """The rent in cents that the best income of a band could pay: matching has no business with the income (BR24).

    None without a band, without income, and for the band on top, which has no end.
    """
    above = [bound for bound in bounds.values() if band is not None and bound > bounds.get(band, bound)]
    ceiling = rent_ceiling(Decimal(min(above)), figures, on) if above else None
    return ceiling.cents or None if ceiling else None


def bedrooms_needed(adults: int, children: int, kind: HouseholdType, figures: Figures, on: date) -> int:
    """One for a couple, one for every other adult, and one for every so many children."""
    couples = 1 if kind in _COUPLES and adults > 1 else 0
    sharing = int(_value(figures, "bedroom.children", on, 1))
    single = adults - 2 * couples
    rooms = couples * _value(figures, "bedroom.couple", on, 1) + single * _value(figures, "bedroom.adult", on, 1)
    return max(1, int(rooms) + -(-children // sharing))


def _value(figures: Figures, key: str, on: date, otherwise: int) -> Decimal:
    row = figures.find(key, on)
    return row.value if row else Decimal(otherwise)


def ethos_light(night: str, classes: Mapping[str, object], threat: bool) -> list[str]:
    """The categories of a night, with the seventh beside it when an eviction threatens."""
    of_night = classes.get(night)
    found = [str(of_night)] if of_night is not None else []
    return found + ([THREATENED] if threat and THREATENED not in found else [])


def income_limit(figures: Figures, right: str, on: date, *, alone: bool, dependants: int) -> Decimal | None:
    """The highest income of a year for a right: of somebody alone, else that of others with so many dependants."""
    base = figures.find(f"{right}.income_{'single' if alone else 'several'}", on)
    extra = figures.find(f"{right}.per_dependant", on)
    if base is None:
        return None
    return base.value + (0 if alone or extra is None else extra.value * dependants)


def check_wanted(wanted: Wanted) -> None:
    """A rent is more than nothing; a home has up to twenty bedrooms."""
    if wanted.max_rent_cents is not None and wanted.max_rent_cents <= 0:
        raise Refused("Vul een huur groter dan nul in, of laat het leeg.", "max_rent_cents")
    if wanted.bedrooms is not None and not 0 <= wanted.bedrooms <= 20:
        raise Refused("Vul een aantal van 0 tot 20 in, of laat het leeg.", "bedrooms")


def check_incomes(incomes: Sequence[Earned]) -> None:
    """An income has a source, and an amount is not negative."""
    for place, each in enumerate(incomes):
        if each.amount is not None and each.amount < 0:
            raise Refused("Een inkomen is nul of meer.", f"amount_{place}")


def check_scores(scores: Mapping[str, int | None], scale: Mapping[str, tuple[int, int]]) -> dict[str, int]:
    """Every domain has a score on its scale; which one lacks is said at that domain."""
    found: dict[str, int] = {}
    for domain, (lowest, highest) in scale.items():
        score = scores.get(domain)
        if score is None or not lowest <= score <= highest:
            raise Refused(f"Kies een score van {lowest} tot {highest}.", domain)
        found[domain] = score
    return found
