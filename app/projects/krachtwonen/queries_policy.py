"""The dated policy of Kracht.Wonen: terms of each kind of facility, reminders, rules of the crisis network."""

from datetime import date

from sqlalchemy.orm import Session

from app.policy.queries import codes
from app.projects.krachtwonen.rules_crisis import CrisisRules, Repeat
from app.projects.krachtwonen.rules_terms import Term, TermUnit


def terms(session: Session) -> list[Term]:
    """Every term that ever was in force."""
    return [
        Term(
            kind=code.attrs["kind"],
            label=code.label_nl,
            count=code.attrs["count"],
            unit=TermUnit(code.attrs["unit"]),
            valid_from=code.active_from,
            valid_to=code.active_to,
            renewals=code.attrs.get("renewals", 0),
            renewal_count=code.attrs.get("renewal_count", 0),
            coordinator_count=code.attrs.get("coordinator_count"),
        )
        for code in codes(session, "kw_term")
    ]


def reminder_days(session: Session, day: date) -> list[int]:
    """How many days ahead somebody is reminded, the earliest reminder first."""
    return sorted((code.attrs["days"] for code in codes(session, "kw_reminder", day)), reverse=True)


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
