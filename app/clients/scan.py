"""Looking through the names that an actor may see: bounded, in memory, and telling nothing of who did not match."""

from collections.abc import Iterator, Sequence
from typing import Final, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, select

from app.access.work import Work
from app.clients.identity import Identity, birth_band
from app.clients.kept_names import Words, kept_names
from app.clients.matching import Comparison, Query, Resemblance, words_of
from app.clients.models import Person
from app.crypto.errors import KeyMissing

SCAN_LIMIT: Final = 10_000
"""Names looked through for one search at most, the newest persons first; the page says when there were more."""
_STEP: Final = 500


T = TypeVar("T")


class Scan:
    """A walk over the names in scope. What the last searches opened is compared without opening it again."""

    def __init__(self, work: Work, query: Query, scope: ColumnElement[bool], most: int = SCAN_LIMIT) -> None:
        self.work = work
        self.query = query
        self.scope = scope
        self.most = most
        self.scanned = 0
        self.is_capped = False

    def matches(self) -> list[tuple[Resemblance, UUID]]:
        """Who answers to the query, best first and the newest person first among equals."""
        statement = select(Person.uid, Person.version).where(self.scope).order_by(Person.uid.desc())
        if self.query.born is not None:
            statement = statement.where(Person.birth_band == birth_band(self.query.born))
        rows = [(uid, version) for uid, version in self.work.session.execute(statement.limit(self.most + 1))]
        self.is_capped = len(rows) > self.most
        rows = rows[: self.most]
        self.scanned = len(rows)
        comparison = Comparison(self.query.words)
        found = [(degree, uid) for uid, words in self._named(rows) if (degree := comparison.degree(words)) is not None]
        answers = found if self.query.born is None else self._born(found)
        return sorted(answers, key=lambda one: one[0])

    def _named(self, rows: Sequence[tuple[UUID, int]]) -> Iterator[tuple[UUID, Words]]:
        if not self.query.words:
            yield from ((uid, ()) for uid, _ in rows)
            return
        kept = kept_names(self.work.vault)
        for some in _steps(rows):
            known = {uid: words for uid, version in some if (words := kept.of(uid, version)) is not None}
            missing = {uid: version for uid, version in some if uid not in known}
            if missing:
                opened = self._opened(list(missing))
                kept.keep({uid: (missing[uid], words) for uid, words in opened.items()})
                known |= opened
            yield from ((uid, known[uid]) for uid, _ in some if uid in known)

    def _opened(self, uids: list[UUID]) -> dict[UUID, Words]:
        self.work.context.ring.load(uids)
        columns = (Person.uid, Person.family_name_cell, Person.given_name_cell)
        found: dict[UUID, Words] = {}
        for uid, family, given in self.work.session.execute(select(*columns).where(Person.uid.in_(uids))):
            try:
                names = (
                    Person.family_name.open_unseen(uid, uid, family),
                    Person.given_name.open_unseen(uid, uid, given),
                )
            except KeyMissing:
                continue
            found[uid] = words_of(Identity(*names))
        return found

    def _born(self, found: list[tuple[Resemblance, UUID]]) -> Iterator[tuple[Resemblance, UUID]]:
        """Those of them who were born on the day asked."""
        for some in _steps(found):
            degrees = {uid: degree for degree, uid in some}
            self.work.context.ring.load(degrees)
            cells = (
                select(Person.uid, Person.birth_date_cell).where(Person.uid.in_(degrees)).order_by(Person.uid.desc())
            )
            for uid, cell in self.work.session.execute(cells):
                if self._birth_date(uid, cell) == self.query.born:
                    yield degrees[uid], uid

    def _birth_date(self, uid: UUID, cell: bytes | None) -> object:
        try:
            return Person.birth_date.open_unseen(uid, uid, cell)
        except KeyMissing:
            return None


def _steps(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(rows), _STEP):
        yield rows[start : start + _STEP]
