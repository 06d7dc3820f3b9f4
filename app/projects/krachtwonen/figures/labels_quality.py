"""Homelessness on one night in words: everybody by ETHOS category, each once."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from app.access.work import Work
from app.actionplan.evaluation import evaluate
from app.core.period import Period
from app.projects.krachtwonen.figures.measures_flow import FLOW_MEASURES

_HOMELESS: Final = next(measure for measure in FLOW_MEASURES if measure.key == "krachtwonen.homeless")
_WAITING: Final = "Wacht in een open situatie, verblijfplaats niet gekend"


@dataclass(frozen=True)
class NightCount:
    """How many people on a night, by category."""

    night: date
    total: int
    rows: list[tuple[str, int]]


def on_a_night(work: Work, night: date) -> NightCount:
    """Everybody who slept in a bed or home of Kracht.Wonen on a night, or waited."""
    found = evaluate(work.session, _HOMELESS, Period(night, night))
    dimension = _HOMELESS.dimensions[0]
    words = dict(dimension.labels(work.session)) if dimension.labels else {}
    rows = [(words.get(key, _WAITING), int(number or 0)) for key, number in sorted(found.by["ethos"].items())]
    return NightCount(night, int(found.value or 0), rows)
