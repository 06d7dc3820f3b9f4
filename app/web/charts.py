"""Geometry of the small charts; pure functions, the templates only draw what they return."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

Number = int | Decimal | float

BAR_SCALE = 100.0
TONES = 6
SERIES_WIDTH, SERIES_HEIGHT = 360.0, 150.0
SERIES_TOP, SERIES_BOTTOM = 22.0, 24.0
TARGET_WIDTH, TARGET_HEIGHT = 360.0, 64.0
TARGET_BAR_TOP, TARGET_BAR_HEIGHT = 22.0, 18.0
LABEL_ROOM = 24.0


@dataclass(frozen=True)
class BarRow:
    """One category: its value, its part of the total and the length of its bar out of 100."""

    label: str
    value: Number | None
    share: float | None
    length: float
    negative: bool


@dataclass(frozen=True)
class BarChart:
    """Bars per category; the table that shows them is at the same time their data table."""

    rows: tuple[BarRow, ...]
    total: Number


@dataclass(frozen=True)
class SeriesColumn:
    """One year of a series: a column, its label below and its value above."""

    label: str
    value: Number | None
    x: float
    y: float
    width: float
    height: float
    last: bool

    @property
    def middle(self) -> float:
        """Where the texts of the column are centred."""
        return round(self.x + self.width / 2, 2)

    @property
    def value_y(self) -> float:
        """The line on which the value is written, just above the column."""
        return round(self.y - 6, 2)


@dataclass(frozen=True)
class SeriesChart:
    """A small series by year, with an optional target across it."""

    columns: tuple[SeriesColumn, ...]
    width: float
    height: float
    baseline: float
    label_y: float
    target: Number | None
    target_y: float | None


@dataclass(frozen=True)
class TargetChart:
    """One value as a bar, the target as a mark across it, last year as a thinner mark."""

    value: Number
    target: Number
    previous: Number | None
    width: float
    height: float
    bar_top: float
    bar_height: float
    bar_length: float
    target_x: float
    target_anchor: str
    previous_x: float | None


@dataclass(frozen=True)
class Share:
    """One part of a whole: where its segment begins and how long it is, out of 100."""

    label: str
    value: Number
    share: float
    x: float
    length: float
    tone: int


@dataclass(frozen=True)
class ShareChart:
    """The parts of a whole in one bar, in the order in which they are given."""

    parts: tuple[Share, ...]
    total: Number


def _ratio(value: Number, whole: Number) -> float:
    return float(value) / float(whole) if whole else 0.0


def bar_chart(items: Sequence[tuple[str, Number | None]]) -> BarChart:
    """Bars on one scale; the longest fills the room, nothing known has no bar."""
    known = [value for _, value in items if value is not None]
    longest = max((abs(float(value)) for value in known), default=0.0)
    total: Number = sum(known)
    shares = total > 0 and all(value >= 0 for value in known)
    rows = (
        BarRow(
            label=label,
            value=value,
            share=None if value is None or not shares else _ratio(value, total),
            length=0.0 if value is None else round(_ratio(abs(float(value)), longest) * BAR_SCALE, 2),
            negative=value is not None and value < 0,
        )
        for label, value in items
    )
    return BarChart(tuple(rows), total)


def series_chart(points: Sequence[tuple[str, Number | None]], target: Number | None = None) -> SeriesChart:
    """Columns on one scale that begins at zero; a year without a figure keeps its place."""
    heights = [float(value) for _, value in points if value is not None]
    top = max([*heights, float(target or 0), 0.0])
    baseline = SERIES_HEIGHT - SERIES_BOTTOM
    room = baseline - SERIES_TOP
    step = SERIES_WIDTH / max(len(points), 1)
    width = min(step * 0.62, 44.0)
    columns = []
    for position, (label, value) in enumerate(points):
        height = room * max(_ratio(value or 0, top), 0.0)
        columns.append(
            SeriesColumn(
                label=label,
                value=value,
                x=round(position * step + (step - width) / 2, 2),
                y=round(baseline - height, 2),
                width=round(width, 2),
                height=round(height, 2),
                last=position == len(points) - 1,
            )
        )
    target_y = None if target is None else round(baseline - room * _ratio(target, top), 2)
    return SeriesChart(tuple(columns), SERIES_WIDTH, SERIES_HEIGHT, baseline, SERIES_HEIGHT - 6, target, target_y)


def target_chart(value: Number, target: Number, previous: Number | None = None) -> TargetChart:
    """A value against its target; the scale leaves room behind the furthest of the marks."""
    furthest = max(float(value), float(target), float(previous or 0), 0.0)
    scale = (TARGET_WIDTH - LABEL_ROOM) / furthest if furthest else 0.0
    target_x = round(float(target) * scale, 2)
    return TargetChart(
        value=value,
        target=target,
        previous=previous,
        width=TARGET_WIDTH,
        height=TARGET_HEIGHT,
        bar_top=TARGET_BAR_TOP,
        bar_height=TARGET_BAR_HEIGHT,
        bar_length=round(max(float(value), 0.0) * scale, 2),
        target_x=target_x,
        target_anchor=_anchor(target_x, TARGET_WIDTH),
        previous_x=None if previous is None else round(max(float(previous), 0.0) * scale, 2),
    )


def _anchor(x: float, width: float) -> str:
    """Which side of a mark its label hangs on, so that it stays in the picture."""
    if x < width * 0.25:
        return "start"
    return "end" if x > width * 0.75 else "middle"


def share_chart(items: Sequence[tuple[str, Number]]) -> ShareChart:
    """Segments next to each other; together they fill the bar."""
    total = sum(value for _, value in items)
    if any(value < 0 for _, value in items):
        raise ValueError("a share of a whole cannot be negative")
    parts = []
    begin = 0.0
    for position, (label, value) in enumerate(items):
        share = _ratio(value, total)
        length = share * BAR_SCALE
        parts.append(Share(label, value, share, round(begin, 2), round(length, 2), position % TONES + 1))
        begin += length
    return ShareChart(tuple(parts), total)
