"""Counting requests over all worker processes: by endpoint and class of status, and by how long they took."""

import mmap
import multiprocessing
import os
import threading
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

BOUNDS: Final = (0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0)
"""Upper bounds of the durations, in seconds."""
CLASSES: Final = ("1xx", "2xx", "3xx", "4xx", "5xx")
NOWHERE: Final = "none"
"""In the place of an endpoint, for an address that leads nowhere."""
_MOST_PROCESSES: Final = 64
_NUMBER: Final = 8
_PATIENCE: Final = 1.0


@dataclass(frozen=True)
class Totals:
    """What all processes counted together."""

    requests: dict[tuple[str, str], int]
    """By endpoint and class of status; without those that never happened."""
    durations: tuple[int, ...]
    """How many took at most each of the bounds and not the one before; the last number is all that is longer."""
    microseconds: int


class Counting:
    """Numbers in memory that worker processes share, because it is made before they are.

    Each process adds in a part of its own, so that none waits for another; the part of a process that is gone is
    taken over by a next one, which goes on where it stopped.
    """

    def __init__(self, endpoints: Sequence[str]) -> None:
        self._endpoints = (*sorted(endpoints), NOWHERE)
        self._places = {endpoint: place * len(CLASSES) for place, endpoint in enumerate(self._endpoints)}
        self._buckets = 1 + len(self._endpoints) * len(CLASSES)
        self._width = self._buckets + len(BOUNDS) + 2
        self._numbers = memoryview(mmap.mmap(-1, self._width * _MOST_PROCESSES * _NUMBER)).cast("Q")
        self._taking = multiprocessing.get_context("fork").Lock()
        self._adding = threading.Lock()
        self._mine: tuple[int, int | None] = (0, None)

    def add(self, endpoint: str | None, status: int, seconds: float) -> None:
        """Count one answer."""
        start = self._part()
        if start is None:
            return
        request = 1 + self._places.get(endpoint or NOWHERE, self._places[NOWHERE]) + min(max(status // 100, 1), 5) - 1
        with self._adding:
            self._numbers[start + request] += 1
            self._numbers[start + self._buckets + bisect_left(BOUNDS, seconds)] += 1
            self._numbers[start + self._width - 1] += int(seconds * 1_000_000)

    def totals(self) -> Totals:
        """The sums over every part."""
        parts = [self._numbers[at : at + self._width].tolist() for at in self._starts()]
        sums = [sum(column) for column in zip(*parts, strict=True)]
        keys = ((endpoint, status) for endpoint in self._endpoints for status in CLASSES)
        counted = {key: number for key, number in zip(keys, sums[1 : self._buckets], strict=True) if number}
        return Totals(counted, tuple(sums[self._buckets : -1]), sums[-1])

    def _starts(self) -> Iterator[int]:
        return iter(range(0, self._width * _MOST_PROCESSES, self._width))

    def _part(self) -> int | None:
        """Where this process adds; nowhere when every part is taken by a living one."""
        if self._mine[0] != os.getpid():
            with self._adding:
                self._mine = os.getpid(), self._take()
        return self._mine[1]

    def _take(self) -> int | None:
        if not self._taking.acquire(timeout=_PATIENCE):
            return None
        try:
            found = next((start for start in self._starts() if not _lives(self._numbers[start])), None)
            if found is not None:
                self._numbers[found] = os.getpid()
        finally:
            self._taking.release()
        return found


def _lives(process: int) -> bool:
    if process in (0, os.getpid()):
        return False
    with suppress(ProcessLookupError):
        try:
            os.kill(process, 0)
        except PermissionError:
            return True
        return True
    return False
