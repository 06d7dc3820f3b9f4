"""Many persons at once, for imports: what `register_person` does, with statements by the thousand."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import insert, select, update

from app.access.work import Work
from app.clients.identity import ATTRIBUTES, Identity, birth_band, completed, filled
from app.clients.models import Person, SearchToken
from app.clients.scope import visible
from app.clients.tokens import KNOWN_NUMBER, TokenMaker, national_number_term, token_maker
from app.core.errors import Refused
from app.core.model import table_of
from app.core.uid import new_uid
from app.crypto.sealed import Sealed

T = TypeVar("T")

KEYS_AT_ONCE: Final = 2000
"""Persons sealed in one go; stays below what a key ring holds."""
_NAMES_AT_ONCE: Final = 500
_OTHER_NUMBER: Final = "Deze persoon is al gekend met een ander rijksregisternummer."
_OTHER_PERSON: Final = "Deze verwijzing en dit rijksregisternummer horen bij twee verschillende personen."


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One row of a register that says something about a person."""

    identity: Identity
    organisation: str
    source_ref: str | None = None


class RowProblem(NamedTuple):
    """What is wrong with one row, counted from 0."""

    row: int
    field: str | None
    message: str


class BulkRefused(Refused):
    """Nothing was written; every row that is at fault is named."""

    def __init__(self, problems: Sequence[RowProblem]) -> None:
        super().__init__(f"{len(problems)} rijen kunnen niet ingeschreven worden.")
        self.problems = list(problems)


@dataclass(slots=True)
class _Someone:
    """A person that one or more rows speak of."""

    uid: UUID
    organisation: str
    identity: Identity
    source_ref: str | None
    is_new: bool


@dataclass
class _Matching:
    """Which person each row speaks of: by national number, else by reference, else a new one."""

    by_number: dict[str, _Someone] = field(default_factory=dict)
    by_ref: dict[str, _Someone] = field(default_factory=dict)
    hidden_numbers: set[str] = field(default_factory=set)
    problems: list[RowProblem] = field(default_factory=list)

    def settle(self, index: int, row: PersonRow, identity: Identity) -> _Someone:
        number, ref = identity.national_number, row.source_ref
        numbered = self.by_number.get(number) if number else None
        referred = self.by_ref.get(ref) if ref else None
        if number in self.hidden_numbers:
            self.problems.append(RowProblem(index, "national_number", KNOWN_NUMBER))
        elif numbered and referred and numbered is not referred:
            self.problems.append(RowProblem(index, "person_ref", _OTHER_PERSON))
        someone = numbered or referred
        if someone is None:
            someone = _Someone(new_uid(), row.organisation, identity, ref, is_new=True)
        elif number and someone.identity.national_number not in (None, number):
            self.problems.append(RowProblem(index, "national_number", _OTHER_NUMBER))
        else:
            someone.identity = filled(someone.identity, identity)
            someone.source_ref = someone.source_ref or ref
        self._remember(someone, number, ref)
        return someone

    def _remember(self, someone: _Someone, number: str | None, ref: str | None) -> None:
        if number:
            self.by_number[number] = someone
        if ref:
            self.by_ref[ref] = someone


def register_persons_bulk(work: Work, rows: Sequence[PersonRow]) -> list[UUID]:
    """The person of each row: known by national number or reference, or registered now.

    Somebody who is known is not changed, save that a missing national number or reference is filled in.
    Raises BulkRefused, before anything is written or any key is made, when a row is at fault.
    """
    _refuse_organisations(work, rows)
    identities, problems = _completed(work, rows)
    if problems:
        raise BulkRefused(problems)
    matching = _known(work, token_maker(work), rows, identities)
    before = {one.uid: one for one in (*matching.by_number.values(), *matching.by_ref.values())}
    had = {uid: (one.identity.national_number, one.source_ref) for uid, one in before.items()}
    settled = [matching.settle(index, row, identities[index]) for index, row in enumerate(rows)]
    if matching.problems:
        raise BulkRefused(matching.problems)
    fresh = list({one.uid: one for one in settled if one.is_new}.values())
    _insert(work, fresh)
    _fill_in(work, [one for uid, one in before.items() if had[uid] != (one.identity.national_number, one.source_ref)])
    work.trail.record("person.register_many", "person", detail=f"{len(fresh)} new, {len(before)} known")
    return [one.uid for one in settled]


def _refuse_organisations(work: Work, rows: Iterable[PersonRow]) -> None:
    for code in {row.organisation for row in rows}:
        if not work.actor.holds("person.write", None, code):
            raise Refused("Je kunt geen personen inschrijven voor deze organisatie.", "organisation")


def _completed(work: Work, rows: Sequence[PersonRow]) -> tuple[list[Identity], list[RowProblem]]:
    today = work.clock.today()
    identities: list[Identity] = []
    problems: list[RowProblem] = []
    for index, row in enumerate(rows):
        try:
            identities.append(completed(row.identity, today))
        except Refused as refusal:
            problems.append(RowProblem(index, refusal.field, refusal.message))
    return identities, problems


def _known(work: Work, maker: TokenMaker, rows: Sequence[PersonRow], identities: Iterable[Identity]) -> _Matching:
    matching = _Matching()
    for numbers in chunks({one.national_number for one in identities if one.national_number}, _NAMES_AT_ONCE):
        _match_numbers(work, maker, numbers, matching)
    for refs in chunks({row.source_ref for row in rows if row.source_ref}, _NAMES_AT_ONCE):
        found = work.session.scalars(select(Person).where(Person.source_ref.in_(refs), visible(work.actor)))
        for person in _with_keys(work, found):
            someone = matching.by_number.get(_number(person) or "") or _someone(person)
            matching.by_ref[person.source_ref or ""] = someone
    return matching


def _match_numbers(work: Work, maker: TokenMaker, numbers: Sequence[str], matching: _Matching) -> None:
    terms = {number: national_number_term(number) for number in numbers}
    number_of = {token: number for number, term in terms.items() for _, _, token in maker.keys(term)}
    query = (
        select(SearchToken.token, Person, visible(work.actor).label("is_visible"))
        .join(Person, Person.uid == SearchToken.person_uid)
        .where(maker.matching(terms.values()))
    )
    rows = work.session.execute(query).all()
    _with_keys(work, (person for _, person, is_visible in rows if is_visible))
    for token, person, is_visible in rows:
        number = number_of[token]
        if not is_visible:
            matching.hidden_numbers.add(number)
        elif _number(person) == number and number not in matching.by_number:
            matching.by_number[number] = _someone(person)


def _with_keys(work: Work, persons: Iterable[Person]) -> list[Person]:
    found = list(persons)
    work.context.ring.load(person.uid for person in found)
    return found


def _number(person: Person) -> str | None:
    return Person.national_number.open_unseen(person.uid, person.uid, person.national_number_cell)


def _someone(person: Person) -> _Someone:
    known = Identity(national_number=_number(person))
    return _Someone(person.uid, person.organisation, known, person.source_ref, is_new=False)


def _insert(work: Work, fresh: Sequence[_Someone]) -> None:
    maker, now = token_maker(work), work.clock.now()
    for some in chunks(fresh, KEYS_AT_ONCE):
        work.context.ring.prepare(one.uid for one in some)
        work.session.execute(insert(table_of(Person)), [_person_values(one, now) for one in some])
        tokens = [row for one in some for row in maker.rows(one.uid, one.identity)]
        if tokens:
            work.session.execute(insert(table_of(SearchToken)), tokens)


_SEALED: Final[dict[str, Sealed[Any]]] = {name: getattr(Person, name) for name in ATTRIBUTES}


def _person_values(one: _Someone, now: object) -> dict[str, Any]:
    values: dict[str, Any] = {
        "uid": one.uid,
        "birth_band": birth_band(one.identity.birth_date),
        "deceased_on": None,
        "is_protected": False,
        "organisation": one.organisation,
        "source_ref": one.source_ref,
        "merged_into_uid": None,
        "created_at": now,
        "version": 1,
    }
    for name, sealed in _SEALED.items():
        value = getattr(one.identity, name)
        values[sealed.column] = None if value is None else sealed.seal_for(one.uid, one.uid, value)
    return values


def _fill_in(work: Work, known: Iterable[_Someone]) -> None:
    """Give somebody who was known the number or the reference that a row adds."""
    maker = token_maker(work)
    for one in known:
        number = one.identity.national_number
        cell = Person.national_number.seal_for(one.uid, one.uid, number) if number else None
        work.session.execute(
            update(Person)
            .where(Person.uid == one.uid)
            .values(national_number_cell=cell, source_ref=one.source_ref, version=Person.version + 1)
        )
        wanted = maker.rows(one.uid, Identity(national_number=number))
        held = work.session.scalars(select(SearchToken.token).where(SearchToken.person_uid == one.uid))
        missing = [row for row in wanted if row["token"] not in set(held)]
        if missing:
            work.session.execute(insert(SearchToken), missing)


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    every = list(items)
    for start in range(0, len(every), size):
        yield every[start : start + size]
