"""Finding people: by token and opened to be sure, or by looking through the names that the actor may see.

Nothing outside the actor's scope is ever opened, and nothing that is opened to compare leaves this module unless
it matched. Whoever shows a found person reads the attributes, and that leaves the consultation.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, select

from app.access.work import Work
from app.clients.identity import Identity, birth_band, mail_address, phone_digits
from app.clients.matching import Query, Resemblance, pairs, resemblance
from app.clients.models import Person
from app.clients.queries import unseen
from app.clients.scope import visible
from app.clients.tokens import (
    Term,
    birth_date_term,
    holders,
    mail_term,
    name_pair_term,
    national_number_term,
    phone_term,
    token_maker,
)
from app.crypto.errors import KeyMissing
from app.crypto.sealed import load_keys

SCAN_LIMIT: Final = 10_000
"""Names opened for one search at most, the newest persons first; the page says when there were more."""
SHOWN: Final = 50
_SCAN_STEP: Final = 1000


@dataclass(frozen=True)
class Found:
    """The answer to a search."""

    persons: list[Person] = field(default_factory=list)
    is_elsewhere: bool = False
    """The exact number is known at an organisation that the actor does not see. Nothing more is told."""
    scanned: int = 0
    is_capped: bool = False
    """There were more names than one search looks through."""
    is_cut: bool = False
    """More persons answer than are shown."""


def find(work: Work, query: Query) -> Found:
    """Persons within the actor's scope that answer the query, best first."""
    if query.number:
        return find_by_national_number(work, query.number)
    if query.phone or query.email:
        return Found(_reachable_at(work, query))
    if query.words or query.born:
        return _by_name(work, query)
    return Found()


def find_by_national_number(work: Work, number: str) -> Found:
    """The person with exactly this number (eleven digits), or whether somebody else's client has it."""
    uids = holders(work.session, token_maker(work), [national_number_term(number)])
    seen = _opened(work, Person.uid.in_(uids), with_deceased=True)
    persons = [person for person, identity in seen if identity.national_number == number]
    return Found(persons, is_elsewhere=bool(uids) and not seen)


def find_by_name(work: Work, query: Query) -> list[Person]:
    """Persons with exactly these names, in either order, and that date of birth when one is asked."""
    terms = _name_terms(query)
    if not terms:
        return []
    uids = holders(work.session, token_maker(work), terms)
    return [
        person
        for person, identity in _opened(work, Person.uid.in_(uids))
        if resemblance(query, identity) is Resemblance.EXACT
    ]


def _name_terms(query: Query) -> list[Term]:
    terms = [name_pair_term(one, other) for one, other in pairs(query.words)]
    if query.born is not None:
        readings = {" ".join(query.words), *(part for pair in pairs(query.words) for part in pair)} - {""}
        terms += [birth_date_term(family, query.born) for family in sorted(readings)]
    return terms


def _reachable_at(work: Work, query: Query) -> list[Person]:
    term = mail_term(query.email) if query.email else phone_term(query.phone or "")
    wanted = mail_address(query.email) if query.email else phone_digits(query.phone or "")
    uids = holders(work.session, token_maker(work), [term])
    return [
        person
        for person, identity in _opened(work, Person.uid.in_(uids))
        if wanted == (mail_address(identity.email or "") if query.email else phone_digits(identity.phone or ""))
    ]


def _by_name(work: Work, query: Query) -> Found:
    exact = {person.uid: person for person in find_by_name(work, query)}
    scan = _Scan(work, query)
    others = sorted((degree, uid) for uid, degree in scan.matches() if uid not in exact)
    room = max(0, SHOWN - len(exact))
    persons = _persons(work, [uid for _, uid in others[:room]])
    return Found([*exact.values(), *persons], False, scan.scanned, scan.is_capped, len(others) > room)


def _persons(work: Work, uids: list[UUID]) -> list[Person]:
    found = {person.uid: person for person in work.session.scalars(select(Person).where(Person.uid.in_(uids)))}
    persons = [found[uid] for uid in uids]
    load_keys(persons)
    return persons


class _Scan:
    """A walk over the sealed names in scope, in memory and without keeping anything that did not match."""

    def __init__(self, work: Work, query: Query) -> None:
        self.work = work
        self.query = query
        self.scanned = 0
        self.is_capped = False

    def matches(self) -> Iterator[tuple[UUID, Resemblance]]:
        columns = (Person.uid, Person.family_name_cell, Person.given_name_cell, Person.birth_date_cell)
        statement = select(*columns).where(_alive(self.work)).order_by(Person.uid.desc()).limit(SCAN_LIMIT + 1)
        if self.query.born is not None:
            statement = statement.where(Person.birth_band == birth_band(self.query.born))
        for rows in self.work.session.execute(statement).partitions(_SCAN_STEP):
            self.is_capped = self.scanned + len(rows) > SCAN_LIMIT
            some = rows[: SCAN_LIMIT - self.scanned]
            self.scanned += len(some)
            self.work.context.ring.load(row[0] for row in some)
            for uid, family, given, born in some:
                degree = self._compare(uid, family, given, born)
                if degree is not None:
                    yield uid, degree

    def _compare(self, uid: UUID, family: bytes | None, given: bytes | None, born: bytes | None) -> Resemblance | None:
        try:
            identity = Identity(
                Person.family_name.open_unseen(uid, uid, family),
                Person.given_name.open_unseen(uid, uid, given),
                Person.birth_date.open_unseen(uid, uid, born) if self.query.born is not None else None,
            )
        except KeyMissing:
            return None
        return resemblance(self.query, identity)


def _alive(work: Work) -> ColumnElement[bool]:
    """Persons that a list may show: within scope, not merged into another, not erased and not deceased (BR13)."""
    return (
        visible(work.actor)
        & Person.merged_into_uid.is_(None)
        & Person.deceased_on.is_(None)
        & Person.erased_on.is_(None)
    )


def _opened(
    work: Work, condition: ColumnElement[bool], *, with_deceased: bool = False
) -> list[tuple[Person, Identity]]:
    """Candidates within scope with what is known of them, for comparing."""
    there = Person.merged_into_uid.is_(None) & Person.erased_on.is_(None)
    base = visible(work.actor) & there if with_deceased else _alive(work)
    persons = list(work.session.scalars(select(Person).where(condition, base).order_by(Person.uid.desc())))
    load_keys(persons)
    return list(_comparable(persons))


def _comparable(persons: Iterable[Person]) -> Iterator[tuple[Person, Identity]]:
    for person in persons:
        try:
            yield person, unseen(person)
        except KeyMissing:
            # Erased: the traces of the row go after its key.
            continue


def candidates(work: Work, terms: Iterable[Term]) -> list[tuple[Person, Identity]]:
    """Persons within scope with one of these terms, opened for comparing; a token alone proves nothing yet."""
    uids = holders(work.session, token_maker(work), terms)
    return _opened(work, Person.uid.in_(uids), with_deceased=True) if uids else []
