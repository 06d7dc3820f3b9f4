"""Which search tokens somebody has, and how they are kept in step with the sealed identity.

Tokens are compound: never a name alone. Every generation of the search root that is still held is written and
looked up, so that nobody is lost, or registered twice, while that root is being replaced.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, false, insert, literal_column, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.access.work import Work
from app.clients import names, national_number
from app.clients.identity import Identity, mail_address, phone_digits
from app.clients.models import SearchToken
from app.core.errors import Refused
from app.crypto.roots import Root, RootProvider
from app.crypto.tokens import Tokenizer, TokenKind

Term = tuple[TokenKind, tuple[str, ...]]
"""What one token is made of: its kind and the compared parts."""

KNOWN_NUMBER = "Er is al iemand ingeschreven met dit rijksregisternummer. Zoek eerst op het nummer."
_SHORTEST_PHONE = 7


def terms_of(identity: Identity) -> Iterator[Term]:
    """The terms under which somebody with this identity can be found."""
    if identity.national_number:
        yield national_number_term(identity.national_number)
    family = names.normalise(identity.family_name or "")
    given = names.normalise(identity.given_name or "")
    if family and given:
        yield from {name_pair_term(family, part) for part in (given, given.split()[0])}
    if family and identity.birth_date:
        yield birth_date_term(family, identity.birth_date)
        yield birth_year_term(family, identity.birth_date.year)
    if identity.phone and len(phone_digits(identity.phone)) >= _SHORTEST_PHONE:
        yield phone_term(identity.phone)
    if identity.email:
        yield mail_term(identity.email)


def national_number_term(number: str) -> Term:
    """The term of a national number in eleven digits."""
    return TokenKind.NATIONAL_NUMBER, (number,)


def name_pair_term(one: str, other: str) -> Term:
    """The term of a family name with a given name; the order in which they come makes no difference."""
    left, right = sorted((one, other))
    return TokenKind.NAME_PAIR, (left, right)


def birth_date_term(family: str, born: date) -> Term:
    """The term of a normalised family name with a date of birth."""
    return TokenKind.FAMILY_NAME_AND_BIRTH_DATE, (family, born.isoformat())


def birth_year_term(family: str, year: int) -> Term:
    """The term of how a family name sounds with a year of birth."""
    return TokenKind.SOUND_AND_BIRTH_YEAR, (names.sound(family), str(year))


def phone_term(phone: str) -> Term:
    """The term of a telephone number, however it was written."""
    return TokenKind.PHONE, (phone_digits(phone),)


def mail_term(email: str) -> Term:
    """The term of a mail address."""
    return TokenKind.EMAIL, (mail_address(email),)


@dataclass(frozen=True)
class TokenMaker:
    """Makes tokens under every generation of the search root that is held."""

    roots: RootProvider

    @cached_property
    def tokenizers(self) -> tuple[Tokenizer, ...]:
        return tuple(Tokenizer(self.roots, generation) for generation in self.roots.generations(Root.SEARCH))

    def rows(self, person: UUID, identity: Identity) -> list[dict[str, Any]]:
        """The rows of `search_token` for one person."""
        terms = list(terms_of(identity))
        return [
            {
                "kind": kind.value,
                "generation": maker.generation,
                "token": maker.token(kind, *parts),
                "person_uid": person,
            }
            for maker in self.tokenizers
            for kind, parts in terms
        ]

    def keys(self, term: Term) -> list[tuple[int, int, bytes]]:
        """(kind, generation, token) under which a term may be stored."""
        kind, parts = term
        return [(kind.value, maker.generation, maker.token(kind, *parts)) for maker in self.tokenizers]

    def matching(self, terms: Iterable[Term]) -> ColumnElement[bool]:
        """The condition on `SearchToken` that one of these terms is meant."""
        wanted: dict[tuple[int, int], list[bytes]] = {}
        for term in terms:
            for kind, generation, token in self.keys(term):
                wanted.setdefault((kind, generation), []).append(token)
        return or_(
            false(),
            *(
                and_(of_kind(kind), SearchToken.generation == generation, SearchToken.token.in_(tokens))
                for (kind, generation), tokens in wanted.items()
            ),
        )


def of_kind(kind: int) -> ColumnElement[bool]:
    """Tokens of one kind. Its number stands in the statement itself: an index of one kind alone serves no parameter
    without SQLite planning the statement anew for each value, which takes longer than the search.
    """
    return SearchToken.kind == literal_column(str(int(kind)))


def token_maker(work: Work) -> TokenMaker:
    """The token maker of this installation."""
    return TokenMaker(work.vault.roots)


def rewrite_tokens(work: Work, person: UUID, identity: Identity) -> None:
    """Replace somebody's tokens by those of the identity as it is now; Refused when the number is somebody else's."""
    rows = token_maker(work).rows(person, identity)
    refuse_known_number(work, person, identity.national_number)
    work.session.execute(delete(SearchToken).where(SearchToken.person_uid == person))
    if not rows:
        return
    try:
        with work.session.begin_nested():
            work.session.execute(insert(SearchToken), rows)
    except IntegrityError:
        # Somebody else registered the number between the look-up and this moment.
        raise Refused(KNOWN_NUMBER, national_number.FIELD) from None


def refuse_known_number(work: Work, person: UUID, number: str | None) -> None:
    """Refuse a number that another person has, wherever that person is registered."""
    if number and holders(work.session, token_maker(work), [national_number_term(number)]) - {person}:
        raise Refused(KNOWN_NUMBER, national_number.FIELD)


def holders(session: Session, maker: TokenMaker, terms: Iterable[Term]) -> set[UUID]:
    """Persons with one of these terms; a token alone proves nothing yet, whoever uses this opens and compares."""
    return set(session.scalars(select(SearchToken.person_uid).where(maker.matching(terms))))
