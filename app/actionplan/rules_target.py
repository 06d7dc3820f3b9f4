"""Where a value is against its target. Pure."""

from decimal import Decimal

from app.actionplan.kinds import Direction, Verdict


def verdict(value: int | Decimal, target: Decimal, direction: Direction, band: Decimal) -> Verdict:
    """Reached on the good side or on the target itself, nearly within the band, missed beyond it."""
    short = target - value if direction is Direction.AT_LEAST else value - target
    if short <= 0:
        return Verdict.REACHED
    return Verdict.NEARLY if short <= band else Verdict.MISSED
