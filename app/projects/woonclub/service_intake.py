"""The verbs of intake and plan: wishes, the conversation with its incomes, goals, scores of self-reliance."""

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm.attributes import flag_modified

from app.access.work import Work
from app.cases.loading import require_writable
from app.cases.models import Case
from app.cases.service import change_phase
from app.core.errors import Refused, Stale
from app.organisations.queries import municipalities
from app.policy.queries import codes
from app.projects.woonclub.models_intake import Goal, Income, IntakeFile, ScoreSet, Wish
from app.projects.woonclub.models_rights import GuaranteeLoan, Right
from app.projects.woonclub.queries_intake import goal_for_change, score_set, snapshot_of
from app.projects.woonclub.queries_policy import countable_sources, domains, figures
from app.projects.woonclub.rules import check_from_registration
from app.projects.woonclub.rules_intake import (
    GOAL_LIMIT,
    Talk,
    Wanted,
    bedrooms_needed,
    check_incomes,
    check_scores,
    check_wanted,
    countable_income,
    ethos_light,
    income_band,
)

ENTRY: Final = "entry"
EXIT: Final = "exit"
NOT_BEGUN: Final = "todo"
_SETTLED: Final = frozenset({"reached", "dropped"})
_REGISTERED: Final = "aangemeld"
_INTAKE: Final = "intake"


def keep_wish(work: Work, *, case: Case, wanted: Wanted, version: int | None = None) -> Wish:
    """What home the household looks for, instead of what it said before; `version` is the one that was read."""
    require_open(work, case)
    check_wanted(wanted)
    places = {place.nis5 for place in municipalities(work.session, work.clock.today())}
    if not set(wanted.municipalities) <= places:
        raise Refused("Kies gemeenten uit de lijst.", "wanted")
    known = work.session.get(Wish, case.uid)
    check_as_read(known, version)
    wish = known or Wish(uid=case.uid)
    wish.municipalities = sorted(wanted.municipalities)
    wish.max_rent_cents, wish.bedrooms = wanted.max_rent_cents, wanted.bedrooms
    wish.accessible, wish.pets = wanted.accessible, wanted.pets
    work.session.add(wish)
    work.trail.record("woonclub.wish", "woonclub_wish", case.uid, case_uid=case.uid)
    work.session.flush()
    return wish


def record_intake(work: Work, *, case: Case, talk: Talk, version: int | None = None) -> IntakeFile:
    """Write down the conversation: incomes sealed, and of them only a band and the main source in the open.

    A later intake takes the place of an earlier one, if that is the `version` that was read. A case that was only
    registered goes into its intake.
    """
    require_open(work, case)
    check_from_registration(talk.on, case.opened_on, work.clock.today(), "on")
    _check_talk(work, talk)
    session, snapshot = work.session, snapshot_of(work, case)
    income = countable_income(talk.incomes, countable_sources(session))
    known = session.get(IntakeFile, case.uid)
    check_as_read(known, version)
    intake = known or IntakeFile(uid=case.uid)
    intake.on, intake.night = talk.on, talk.night
    # The incomes are part of it: another amount alone is another version as well.
    flag_modified(intake, "on")
    classes = {code.key: code.attrs.get("ethos") for code in codes(session, "housing_situation")}
    intake.ethos = ethos_light(talk.night, classes, talk.threat_of_eviction)
    intake.languages, intake.interpreter = list(talk.languages), talk.interpreter
    bounds = {code.key: int(code.attrs["from_euro"]) for code in codes(session, "income_band", talk.on)}
    intake.income_band = income_band(income, bounds)
    intake.main_source = talk.incomes[0].source if talk.incomes else None
    intake.bedrooms_needed = bedrooms_needed(
        snapshot.adults, snapshot.children, snapshot.household_type, figures(session), talk.on
    )
    session.add(intake)
    _replace_incomes(work, case, talk)
    work.trail.record(
        "woonclub.intake", "woonclub_intake", case.uid, case_uid=case.uid, fields=["night", "languages", "incomes"]
    )
    session.flush()
    if case.phase == _REGISTERED:
        change_phase(work, case=case, to=_INTAKE, on=talk.on)
    return intake


def _replace_incomes(work: Work, case: Case, talk: Talk) -> None:
    work.session.execute(delete(Income).where(Income.case_uid == case.uid))
    work.session.add_all(
        Income(case_uid=case.uid, place=place, source=each.source, amount=each.amount)
        for place, each in enumerate(talk.incomes)
    )


def _check_talk(work: Work, talk: Talk) -> None:
    check_code(work, "housing_situation", talk.night, talk.on, "night", "Kies een woonsituatie uit de lijst.")
    for language in talk.languages:
        check_code(work, "language", language, talk.on, "languages", "Kies talen uit de lijst.")
    for place, each in enumerate(talk.incomes):
        check_code(work, "income_source", each.source, talk.on, f"source_{place}", "Kies een bron uit de lijst.")
    check_incomes(talk.incomes)


def add_goal(work: Work, *, case: Case, on: date, kind: str | None = None, words: str | None = None) -> Goal:
    """Set a goal: one of the list, in the household's own words, or both."""
    require_open(work, case)
    check_from_registration(on, case.opened_on, work.clock.today(), "on")
    if kind is None and words is None:
        raise Refused("Kies een doel uit de lijst of schrijf het op in eigen woorden.", "kind")
    if kind is not None:
        check_code(work, "woonclub_goal", kind, on, "kind", "Kies een doel uit de lijst.")
    if words is not None and len(words) > GOAL_LIMIT:
        raise Refused(f"Hou een doel bij {GOAL_LIMIT} tekens.", "words")
    goal = Goal(case_uid=case.uid, kind=kind, words=words, state=NOT_BEGUN, set_on=on)
    work.session.add(goal)
    work.trail.record("woonclub.goal", "woonclub_goal", goal.uid, case_uid=case.uid, detail=kind)
    work.session.flush()
    return goal


def move_goal(work: Work, *, uid: UUID, state: str) -> Goal:
    """Say where a goal stands; the day on which it was settled is that of today."""
    goal, case = goal_for_change(work, uid)
    require_open(work, case)
    today = work.clock.today()
    check_code(work, "goal_state", state, today, "state", "Kies hoe het met dit doel staat.")
    if goal.state != state:
        goal.state, goal.settled_on = state, today if state in _SETTLED else None
        work.trail.record(
            "woonclub.goal_state", "woonclub_goal", goal.uid, case_uid=case.uid, fields=["state"], detail=state
        )
        work.session.flush()
    return goal


def record_scores(work: Work, *, case: Case, moment: str, on: date, scores: Mapping[str, int | None]) -> ScoreSet:
    """How somebody stands in every domain of the instrument of that day, at the start or at the end.

    Recorded once for a moment; scoring again that moment takes the place of it.
    """
    require_open(work, case)
    check_from_registration(on, case.opened_on, work.clock.today(), "on")
    if moment not in (ENTRY, EXIT):
        raise Refused("Kies begin of einde.", "moment")
    asked = domains(work.session, on)
    if not asked:
        raise Refused("Op die dag was er geen instrument in gebruik.", "on")
    found = check_scores(scores, {each.domain: (each.lowest, each.highest) for each in asked})
    instrument = asked[0].instrument
    known = score_set(work, case.uid, instrument, moment)
    kept = known or ScoreSet(case_uid=case.uid, instrument=instrument, moment=moment)
    kept.on, kept.scores = on, found
    work.session.add(kept)
    work.trail.record("woonclub.scores", "woonclub_score_set", kept.uid, case_uid=case.uid, detail=moment)
    work.session.flush()
    return kept


def require_open(work: Work, case: Case) -> None:
    """Refuse what may not be changed, and what is closed."""
    require_writable(work, case)
    if case.closed_on is not None:
        raise Refused("Dit dossier is afgesloten. Heropen het eerst.")


def check_as_read(known: Wish | IntakeFile | Right | GuaranteeLoan | None, version: int | None) -> None:
    """Nobody wrote since the page was read. Version 0 is nothing yet; None asks nothing, for who read no page."""
    if version is not None and version != (known.version if known else 0):
        raise Stale


def check_code(work: Work, name: str, key: str, on: date, field: str, message: str) -> None:
    """Refuse a key that is not in force on a day."""
    if key not in {code.key for code in codes(work.session, name, on)}:
        raise Refused(message, field)
