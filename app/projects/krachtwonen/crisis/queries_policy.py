"""The dated rules of the crisis network."""

from datetime import date

from sqlalchemy.orm import Session

from app.policy.queries import codes
from app.projects.krachtwonen.crisis.rules import CrisisRules, Repeat


def crisis_rules(session: Session, day: date) -> CrisisRules:
    """The rules of the crisis network on a day."""
    found = {code.attrs["rule"]: code for code in codes(session, "kw_crisis_rule", day)}
    return CrisisRules(
        night_ends=found["night_ends"].attrs["count"],
        follow_up=found["follow_up"].attrs["count"],
        repeats=[
            Repeat(code.attrs["count"], code.attrs["days"], code.label_nl)
            for rule, code in found.items()
            if rule.startswith("repeat")
        ],
    )
