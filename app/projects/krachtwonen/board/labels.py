"""The planning board as a page shows it: words for every bar, initials for whom the reader may know."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from typing import Final
from uuid import UUID

from app.access.work import Work
from app.clients.models import Person
from app.crypto.errors import KeyMissing
from app.organisations.queries import municipality_names
from app.policy.queries import code_labels
from app.projects.krachtwonen.board.queries import Board, BoardRow, Guest, Named
from app.projects.krachtwonen.board.rules import GIVABLE, Bar, BarKind, is_free, kind_on
from app.projects.krachtwonen.homes.models import Unit
from app.projects.krachtwonen.kinds import POOL, PROJECT_KEY
from app.projects.krachtwonen.stays.rules import Nights
from app.web.formatting import date_long, date_nl
from app.web.timeline import TimelineCell, TimelineHead, TimelineRow

KIND_WORDS: Final = {
    BarKind.STAY: "bewoond",
    BarKind.PLANNED: "toegewezen",
    BarKind.OVERDUE: "blijft langer dan afgesproken",
    BarKind.AWAY: "bewoond, gezin is elders",
    BarKind.OFFER: "aangeboden",
    BarKind.REPAIR: "herstelling",
    BarKind.BLOCKED: "niet inzetbaar",
    BarKind.CLEANING: "poets",
    BarKind.FREE: "vrij",
    BarKind.OUTSIDE: "niet in de pool",
}
SHORT: Final = {BarKind.REPAIR: "Herstelling", BarKind.BLOCKED: "Niet inzetbaar", BarKind.CLEANING: "Poets"}
_WEEKDAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
_SATURDAY = 5
_ROOM_FOR_A_WORD = 9
_STATES: Final = frozenset({BarKind.REPAIR, BarKind.BLOCKED, BarKind.CLEANING})
_OF_PEOPLE: Final = frozenset({BarKind.STAY, BarKind.PLANNED, BarKind.OVERDUE, BarKind.OFFER, BarKind.AWAY})


_day = lru_cache(maxsize=1024)(date_nl)
"""A board writes the same hundred days thousands of times."""


@dataclass(frozen=True)
class Links:
    """The addresses below which stays, offers, states and units have their pages."""

    stay: str
    offer: str
    state: str
    unit: str

    def of(self, bar: Bar, unit_uid: UUID) -> str:
        """Where a bar leads; nowhere outside the pool."""
        if bar.kind is BarKind.FREE:
            return f"{self.unit}/{unit_uid}?van={_day(bar.first)}"
        if bar.kind is BarKind.OUTSIDE:
            return ""
        below = self.offer if bar.kind is BarKind.OFFER else self.state if bar.kind in _STATES else self.stay
        return f"{below}/{bar.uid}"


@dataclass(frozen=True)
class Group:
    """The places of one municipality."""

    name: str
    note: str
    lines: list[TimelineRow]


@dataclass(frozen=True, slots=True)
class Day:
    """A column."""

    day: date
    number: str
    weekday: str
    is_weekend: bool
    is_today: bool


@dataclass(frozen=True)
class BoardPage:
    """The variables of the board."""

    days: list[Day]
    heads: list[tuple[str, int]]
    """(month and year, number of days)"""
    weeks: list[tuple[str, int, int | None]]
    """(first day, number of days, where today is in it), for a view too narrow for a number on each day"""
    groups: list[Group]
    counts: list[tuple[str, str, int]] = field(default_factory=list)
    """(kind, word, how many tonight)"""
    is_cut: bool = False
    """Whether there are more homes than a board shows."""


def board_page(work: Work, found: Board, links: Links, wanted: Nights | None = None) -> BoardPage:
    """The board in words; with `wanted` only the places that are free on all of those nights."""
    rows = [row for row in found.rows if wanted is None or is_free(row.bars, wanted)]
    today, days = work.clock.today(), days_of(found.window, work.clock.today())
    least = 2 if len(days) <= 35 else 4
    write = Writer(links, initials(work, found.guests, _shown(rows, least)), found.guests)
    places = municipality_names(work.session)
    kinds = code_labels(work.session, "facility_kind")
    groups = []
    for nis5, members in groupby(rows, key=lambda row: row.unit.municipality):
        lines = list(members)
        shown = [_line(one, write, kinds) for one in lines]
        groups.append(Group(places.get(nis5, nis5), _note(lines, today), shown))
    groups.sort(key=lambda group: group.name)
    return BoardPage(days, _months(days), _weeks(days), groups, _counts(rows, today, found.window), found.is_cut)


def days_of(window: Nights, today: date) -> list[Day]:
    """The columns of a board."""
    days = (window.first + timedelta(days=number) for number in range(window.count or 0))
    return [Day(day, str(day.day), _WEEKDAYS[day.weekday()], day.weekday() >= _SATURDAY, day == today) for day in days]


def initials(work: Work, guests: dict[UUID, Guest], shown: set[UUID]) -> dict[UUID, str]:
    """Initials of whom the reader may read, opened for the bars that have room for them and for no others."""
    readable: dict[str, bool] = {}
    chosen = {}
    for uid in shown:
        guest = guests.get(uid)
        if guest is None:
            continue
        if guest.organisation not in readable:
            readable[guest.organisation] = work.actor.holds("person.read", PROJECT_KEY, guest.organisation)
        if readable[guest.organisation]:
            chosen[uid] = guest.person
    work.context.ring.load(person.uid for person in chosen.values())
    return {uid: _initials(person) for uid, person in chosen.items()}


def _initials(person: Named) -> str:
    uid = person.uid
    try:
        parts = (
            Person.given_name.open_seen(uid, uid, person.given_name_cell),
            Person.family_name.open_seen(uid, uid, person.family_name_cell),
        )
    except KeyMissing:
        return ""
    return "".join(part[0].upper() for part in parts if part)


def _shown(rows: Iterable[BoardRow], least: int) -> set[UUID]:
    return {bar.uid for row in rows for bar in row.bars if bar.uid and bar.kind in _OF_PEOPLE and bar.length >= least}


def _line(row: BoardRow, write: "Writer", kinds: dict[str, str]) -> TimelineRow:
    unit = row.unit
    about = _size(unit) if unit.kind == POOL else kinds.get(unit.kind, unit.kind)
    note = f"plaats {row.place}" if row.of > 1 else about
    head = TimelineHead(f"{write.links.unit}/{unit.uid}", unit.ref, note)
    return TimelineRow(head, tuple(write.cell(bar, unit) for bar in row.bars))


def _size(unit: Unit) -> str:
    parts = [f"{unit.bedrooms} slpk"] if unit.bedrooms is not None else []
    parts += [f"{unit.max_persons} pers."] if unit.max_persons is not None else []
    return ", ".join(parts)


def about_unit(unit: Unit, kinds: dict[str, str]) -> str:
    """What a unit is, in a few words."""
    parts = [kinds.get(unit.kind, unit.kind)]
    if unit.bedrooms is not None:
        parts.append("1 slaapkamer" if unit.bedrooms == 1 else f"{unit.bedrooms} slaapkamers")
    if unit.max_persons is not None:
        parts.append("1 persoon" if unit.max_persons == 1 else f"{unit.max_persons} personen")
    return ", ".join(parts)


@dataclass(frozen=True)
class Writer:
    """Writes the bars of one board."""

    links: Links
    names: dict[UUID, str]
    guests: dict[UUID, Guest]

    def cell(self, bar: Bar, unit: Unit) -> TimelineCell:
        """A bar as a cell, with its words for who does not see it."""
        guest = self.guests.get(bar.uid) if bar.uid else None
        name = self.names.get(bar.uid, "") if bar.uid else ""
        who = (f", {name}" if name else "") + (f", dossier {guest.number}" if guest else "")
        return TimelineCell(
            days=bar.length,
            look=f"bar-{bar.kind.value}{' begins' if bar.begins else ''}{' ends' if bar.ends else ''}",
            address=self.links.of(bar, unit.uid),
            label=f"{unit.ref} {KIND_WORDS[bar.kind]} van {_day(bar.first)} tot {_day(bar.until)}{who}",
            text=name or (SHORT.get(bar.kind, "") if bar.length >= _ROOM_FOR_A_WORD else ""),
            first=bar.first if bar.kind is BarKind.FREE else None,
        )


def _note(rows: list[BoardRow], today: date) -> str:
    free = sum(kind_on(row.bars, today) in GIVABLE for row in rows)
    number = "1 plaats" if len(rows) == 1 else f"{len(rows)} plaatsen"
    if not any(bar.first <= today < bar.until for bar in rows[0].bars):
        return number
    return f"{number}, {free} vrij" if free else f"{number}, niets vrij"


def _counts(rows: list[BoardRow], today: date, window: Nights) -> list[tuple[str, str, int]]:
    if not Nights(today, today + timedelta(days=1)).overlaps(window):
        return []
    kinds = [kind_on(row.bars, today) for row in rows]
    return [(kind.value, KIND_WORDS[kind], kinds.count(kind)) for kind in KIND_WORDS if kinds.count(kind)]


def _months(days: list[Day]) -> list[tuple[str, int]]:
    grouped = groupby(days, key=lambda day: day.day.replace(day=1))
    return [(date_long(first).partition(" ")[2], sum(1 for _ in inside)) for first, inside in grouped]


def _weeks(days: list[Day]) -> list[tuple[str, int, int | None]]:
    grouped = groupby(days, key=lambda day: day.day - timedelta(days=day.day.weekday()))
    found = [list(inside) for _monday, inside in grouped]
    return [
        (
            f"{week[0].day.day}/{week[0].day.month}",
            len(week),
            next((place for place, day in enumerate(week) if day.is_today), None),
        )
        for week in found
    ]
