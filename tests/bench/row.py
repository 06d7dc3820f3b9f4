"""One line of the table: a figure, what it is held against, and the bar it must stay under (or over)."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """A measured figure. The bar holds for the ratio where there is a reference, for the figure where there is none."""

    name: str
    unit: str
    figure: float
    reference: float | None = None
    bar: float | None = None
    higher_is_better: bool = False

    @property
    def ratio(self) -> float | None:
        return self.figure / self.reference if self.reference else None

    @property
    def ok(self) -> bool | None:
        """None when nothing is asked of this figure."""
        if self.bar is None:
            return None
        held = self.figure if self.ratio is None else self.ratio
        return held >= self.bar if self.higher_is_better else held <= self.bar

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "unit": self.unit,
            "figure": self.figure,
            "reference": self.reference,
            "ratio": self.ratio,
            "bar": self.bar,
            "ok": self.ok,
        }


def seconds(run: Callable[[], object]) -> float:
    """How long one run takes, without what the garbage of an earlier one costs."""
    gc.collect()
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def against(run: Callable[[], object], reference: Callable[[], object], rounds: int = 7) -> tuple[float, float]:
    """Both, turn by turn, so that a busy machine is busy for both: the round whose ratio is in the middle."""
    run(), reference()
    times = sorted(((seconds(run), seconds(reference)) for _ in range(rounds)), key=lambda pair: pair[0] / pair[1])
    return times[len(times) // 2]


def median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def table(rows: list[Row]) -> str:
    """The rows as text."""
    lines = [f"{'':58}{'figure':>12}{'reference':>12}{'ratio':>8}{'bar':>8}"]
    for row in rows:
        verdict = {True: "ok", False: "MISSED", None: ""}[row.ok]
        reference = "" if row.reference is None else f"{row.reference:,.3f}"
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        bar = "" if row.bar is None else f"{row.bar:g}"
        name = f"{row.name} ({row.unit})"
        lines.append(f"{name:58}{row.figure:>12,.3f}{reference:>12}{ratio:>8}{bar:>8}  {verdict}".rstrip())
    return "\n".join(lines)
