"""Checks over a whole file: no place and no person is in two rows, or in a row and a stored stay, on one night."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.imports.values import ImportRow, RowError
from app.projects.krachtwonen.stays.rules import Nights


@dataclass(frozen=True, slots=True)
class Span:
    """Nights that a row or a stored stay takes of something."""

    key: str
    nights: Nights
    ref: str
    group: str | None = None
    row: int | None = None
    """Its row in the file; none when it is stored."""


Stored = Callable[[Sequence[str]], Iterable[Span]]
"""What is stored under these keys."""


@dataclass(frozen=True, slots=True)
class Days:
    """Which columns say from when to when."""

    first: str
    until: str
    tag: str
    """Begins every ref, so that those of two registers are told apart."""
    ref: str = "ref"


class Overlaps:
    """No two spans of one key share a night, unless they belong to one group.

    What is in the file stands for what is stored under the same ref. Errors are at the later row and name the other.
    """

    def __init__(self, column: str, days: Days, what: str, stored: Stored, group: str | None = None) -> None:
        self.columns: tuple[str, ...] = (days.ref, column, days.first, days.until, *([group] if group else []))
        self._column, self._days, self._what, self._stored, self._group = column, days, what, stored, group
        self._spans: list[Span] = []

    def add(self, row: ImportRow) -> Iterable[RowError]:
        """Remember the nights of this row; they are compared at the end."""
        key = self.key(row)
        first = row[self._days.first]
        if key is not None and first is not None:
            nights = Nights(first, row[self._days.until])
            group = row[self._group] if self._group else None
            self._spans.append(Span(key, nights, self._days.tag + row[self._days.ref], group, row.number))
        return ()

    def key(self, row: ImportRow) -> str | None:
        """What the row takes nights of."""
        value: str | None = row[self._column]
        return value

    def finish(self) -> Iterable[RowError]:
        """Everything that is taken twice."""
        by_key: dict[str, list[Span]] = defaultdict(list)
        for span in self._spans:
            by_key[self.settled(span.key)].append(span)
        in_file = {span.ref for span in self._spans}
        for span in self._stored(sorted(by_key)):
            if span.ref not in in_file:
                by_key[span.key].append(span)
        for spans in by_key.values():
            # Said once, in however many stored stays a row runs.
            yield from dict.fromkeys(self._errors(spans))

    def settled(self, key: str) -> str:
        """The key under which a row is compared, now that the whole file was seen."""
        return key

    def close(self) -> None:
        self._spans.clear()

    def _errors(self, spans: list[Span]) -> Iterator[RowError]:
        open_ones: list[Span] = []
        for span in sorted(spans, key=lambda each: (each.nights.first, each.row or 0)):
            open_ones = [each for each in open_ones if _ends_after(each, span.nights.first)]
            for other in open_ones:
                if span.nights.overlaps(other.nights) and (span.group is None or span.group != other.group):
                    yield self._error(span, other)
                    break
            open_ones.append(span)

    def _error(self, one: Span, other: Span) -> RowError:
        row, earlier = one.row, other.row
        if row is None or (earlier is not None and earlier > row):
            row, earlier = earlier, row
        named = f"rij {earlier}" if earlier else "een verblijf dat al geboekt is"
        return RowError(row or 0, self._days.first, f"overlapt met {named}: {self._what}")


def _ends_after(span: Span, day: date) -> bool:
    return span.nights.until is None or span.nights.until > day


class PersonOverlaps(Overlaps):
    """The same for people, who are recognised by national number and else by the register's own reference."""

    def __init__(self, days: Days, what: str, stored: Stored) -> None:
        super().__init__("person_ref", days, what, stored)
        self._ref_of: dict[str, str] = {}

    def key(self, row: ImportRow) -> str | None:
        values: Mapping[str, str | None] = row.values
        ref, number = values.get("person_ref"), values.get("national_number")
        if number is None:
            return ref
        if ref is not None:
            self._ref_of[f"#{number}"] = ref
        return f"#{number}"

    def settled(self, key: str) -> str:
        return self._ref_of.get(key, key)

    def close(self) -> None:
        super().close()
        self._ref_of.clear()
