"""Finding people: by token and opened to be sure, or else by looking through the names that the actor may see.

Nothing outside the actor's scope is ever opened, and nothing that is opened to compare leaves this module unless
it matched. Whoever shows a found person reads the attributes, and that leaves the consultation.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, select

from app.access.work import Work
from app.clients.identity import Identity, mail_address, phone_digits
from app.clients.matching import Query, Resemblance, pairs, resemblance
from app.clients.models import Person
from app.clients.queries import unseen
from app.clients.scan import Scan
from app.clients.scope import visible
from app.clients.tokens import (
    Term,
    birth_date_term,
    birth_year_term,
    holders,
    mail_term,
    name_pair_term,
    national_number_term,
    phone_term,
    token_maker,
)
from app.crypto.errors import KeyMissing
from app.crypto.sealed import load_keys

SHOWN: Final = 50


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
    is_narrow: bool = False
    """Tokens answered: names that merely resemble what was typed were not looked through."""


def find(work: Work, query: Query, *, wide: bool = False) -> Found:
    """Persons within the actor's scope that answer the query, best first.

    Tokens answer first, and cost the same however large the register is. Names that merely resemble what was typed are
    looked through when no token answers, or when `wide` asks for it.
    """
    if query.number:
        return find_by_national_number(work, query.number)
    if query.phone or query.email:
        return Found(_reachable_at(work, query))
    if query.words or query.born:
        return _by_name(work, query, wide)
    return Found()


def find_by_national_number(work: Work, number: str) -> Found:
    """The person with exactly this number (eleven digits), or whether somebody else's client has it."""
    uids = holders(work.session, token_maker(work), [national_number_term(number)])
    seen = _opened(work, Person.uid.in_(uids), with_deceased=True)
    persons = [person for person, identity in seen if identity.national_number == number]
    return Found(persons, is_elsewhere=bool(uids) and not seen)


def _by_name(work: Work, query: Query, wide: bool) -> Found:
    known = _by_token(work, query)
    if known and not wide:
        return Found([person for _, person in known[:SHOWN]], is_narrow=True, is_cut=len(known) > SHOWN)
    scan = Scan(work, query, _alive(work))
    there = {person.uid for _, person in known}
    others = [uid for _, uid in scan.matches() if uid not in there]
    room = max(0, SHOWN - len(known))
    persons = [person for _, person in known] + _persons(work, others[:room])
    return Found(persons, scanned=scan.scanned, is_capped=scan.is_capped, is_cut=len(others) > room)


def _by_token(work: Work, query: Query) -> list[tuple[Resemblance, Person]]:
    """Persons with exactly these names, in either order, or with names that sound alike and that date of birth."""
    uids = holders(work.session, token_maker(work), _name_terms(query))
    answers = [
        (degree, person)
        for person, identity in _opened(work, Person.uid.in_(uids))
        if (degree := resemblance(query, identity)) is not None
    ]
    return sorted(answers, key=lambda one: one[0])


def _name_terms(query: Query) -> list[Term]:
    terms = [name_pair_term(one, other) for one, other in pairs(query.words)]
    if query.born is not None:
        readings = {" ".join(query.words), *(part for pair in pairs(query.words) for part in pair)} - {""}
        terms += [birth_date_term(family, query.born) for family in sorted(readings)]
        terms += [birth_year_term(family, query.born.year) for family in sorted(readings)]
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


def _persons(work: Work, uids: list[UUID]) -> list[Person]:
    found = {person.uid: person for person in work.session.scalars(select(Person).where(Person.uid.in_(uids)))}
    persons = [found[uid] for uid in uids]
    load_keys(persons)
    return persons


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
