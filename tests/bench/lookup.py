"""A person looked up by national number among a million: token, key, opened and compared, against a plain index.

Both load the person as an object. Both queries are prepared once.
"""

import random
from collections.abc import Callable, Iterator
from itertools import islice

from sqlalchemy import bindparam, select

from app.access.work import Work
from app.clients.models import Person, SearchToken
from app.clients.search import find_by_national_number
from app.clients.tokens import of_kind
from app.core.uid import new_uid
from app.crypto.tokens import Tokenizer, TokenKind
from tests.bench.ground import Ground, fill, make_keys, settle
from tests.bench.plain import PlainBase, PlainPerson
from tests.bench.row import Row, against

ROWS = 1_000_000
BAR = 2.5
_LOOKUPS = 1000
_BY_NUMBER = select(PlainPerson).where(PlainPerson.national_number == bindparam("number"))


def measure(ground: Ground) -> Iterator[Row]:
    """Rows of the table for one engine."""
    count = ground.scaled(ROWS)
    _build(ground, count)
    chance = random.Random(7)
    numbers = [_number(chance.randrange(count)) for _ in range(_LOOKUPS)]

    def all_by(look_up: Callable[[Work, str], str | None]) -> Callable[[], None]:
        return lambda: _every(ground, numbers, look_up)

    sealed, plain = all_by(_by_token(ground)), all_by(_plain)
    each = 1000 / _LOOKUPS
    figure, reference = against(sealed, plain)
    yield Row(f"number verified among {count:,} persons", "ms", figure * each, reference * each, BAR)
    figure, reference = against(all_by(_searched), plain, rounds=3)
    yield Row("the same through the search of the clients", "ms", figure * each, reference * each)


def _every(ground: Ground, numbers: list[str], look_up: Callable[[Work, str], str | None]) -> None:
    with ground.work() as work:
        for number in numbers:
            if look_up(work, number) != number:
                raise RuntimeError("not found")
            work.session.expunge_all()


def _by_token(ground: Ground) -> Callable[[Work, str], str | None]:
    tokenizer = Tokenizer(ground.services.vault.roots)
    query = (
        select(Person)
        .join(SearchToken, SearchToken.person_uid == Person.uid)
        .where(
            of_kind(TokenKind.NATIONAL_NUMBER),
            SearchToken.generation == tokenizer.generation,
            SearchToken.token == bindparam("token"),
        )
    )

    def look_up(work: Work, number: str) -> str | None:
        token = tokenizer.token(TokenKind.NATIONAL_NUMBER, number)
        (person,) = work.session.scalars(query, {"token": token}).all()
        return person.national_number

    return look_up


def _searched(work: Work, number: str) -> str | None:
    return number if len(find_by_national_number(work, number).persons) == 1 else None


def _plain(work: Work, number: str) -> str | None:
    (person,) = work.session.scalars(_BY_NUMBER, {"number": number}).all()
    return person.national_number


def _number(index: int) -> str:
    return f"{index * 37 % 10**11:011d}"


def _build(ground: Ground, count: int) -> None:
    PlainBase.metadata.create_all(ground.data)
    tokenizer = Tokenizer(ground.services.vault.roots)
    kind, generation = TokenKind.NATIONAL_NUMBER, tokenizer.generation
    numbers = iter(range(count))
    while step := list(islice(numbers, 50_000)):
        uids = [new_uid() for _ in step]
        make_keys(ground, uids)
        with ground.work() as work:
            work.context.ring.load(uids)
            base = {"is_protected": False, "organisation": "34022", "created_at": work.clock.now(), "version": 1}
            seal = Person.national_number.seal_for
            pairs = [(uid, _number(number)) for uid, number in zip(uids, step, strict=True)]
            sealed = [base | {"uid": uid, "national_number_cell": seal(uid, uid, number)} for uid, number in pairs]
        fill(ground.data, PlainPerson.__table__, [base | {"uid": uid, "national_number": n} for uid, n in pairs])
        fill(ground.data, Person.__table__, sealed)
        tokens = [(uid, tokenizer.token(kind, number)) for uid, number in pairs]
        common = {"kind": kind.value, "generation": generation}
        fill(ground.data, SearchToken.__table__, [common | {"token": t, "person_uid": uid} for uid, t in tokens])
    settle(ground)
