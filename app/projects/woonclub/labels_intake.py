"""The plan of a household in Dutch words; amounts are opened only here, for whoever may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.access.work import Work
from app.cases.models import Case
from app.organisations.queries import municipality_names
from app.policy.queries import code_labels
from app.projects.woonclub.models_intake import Goal, IntakeFile, ScoreSet, Wish
from app.projects.woonclub.queries_intake import earned, incomes_of, plan_of, snapshot_of
from app.projects.woonclub.queries_policy import countable_sources, figures, instrument_domains
from app.projects.woonclub.rules_intake import FigureRow, bedrooms_needed, countable_income, rent_ceiling
from app.projects.woonclub.service_intake import ENTRY, EXIT
from app.web.formatting import date_nl, euro, euro_whole, number, yes_no

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class GoalRow:
    """A goal as the plan shows it."""

    uid: UUID
    words: str
    state: str
    state_label: str
    set_on: str
    settled_on: str


@dataclass(frozen=True)
class ScoreRow:
    """A domain with its score at the start and at the end, and how much it moved."""

    label: str
    entry: int | None
    exit: int | None

    @property
    def change(self) -> int | None:
        """Points gained; None while one of the two is missing."""
        return None if self.entry is None or self.exit is None else self.exit - self.entry


@dataclass(frozen=True)
class Comparison:
    """One instrument: scores are compared within it, never with another."""

    label: str
    entry_on: str
    exit_on: str
    rows: list[ScoreRow]


@dataclass(frozen=True)
class PlanPage:
    """The variables of the plan."""

    talk: Pairs
    incomes: Pairs
    advice: Pairs
    wishes: Pairs
    goals: list[GoalRow]
    comparisons: list[Comparison]
    may_write: bool


def plan_page(work: Work, case: Case) -> PlanPage:
    """Everything of the plan of a case that the actor opened."""
    plan = plan_of(work, case.uid)
    incomes, advice = _money(work, case)
    return PlanPage(
        talk=_talk(work, plan.intake),
        incomes=incomes,
        advice=advice,
        wishes=wish_pairs(work, plan.wish),
        goals=_goals(work, case, plan.goals),
        comparisons=_comparisons(work, case, plan.scores),
        may_write=case.closed_on is None and work.actor.holds("case.write", case.project, case.organisation),
    )


def _talk(work: Work, intake: IntakeFile | None) -> Pairs:
    if intake is None:
        return []
    session = work.session
    nights, ethos = code_labels(session, "housing_situation"), code_labels(session, "ethos_light")
    languages = code_labels(session, "language")
    return [
        ("Gesprek op", date_nl(intake.on)),
        ("Sliep de nacht ervoor", nights.get(intake.night, intake.night)),
        ("ETHOS Light", ", ".join(f"{key} {ethos.get(key, '').lower()}" for key in intake.ethos) or "niet dakloos"),
        ("Talen", ", ".join(languages.get(key, key) for key in intake.languages) or "niet gevraagd"),
        ("Tolk nodig", yes_no(intake.interpreter)),
    ]


def _money(work: Work, case: Case) -> tuple[Pairs, Pairs]:
    """The incomes, and what the rules make of them, each with the row of policy that it rests on."""
    may_read = work.actor.holds("person.read", case.project, case.organisation)
    told = earned(incomes_of(work, case.uid)) if may_read else []
    labels = code_labels(work.session, "income_source")
    incomes = [(labels.get(each.source, each.source), euro(each.amount)) for each in told]
    rules, today, snapshot = figures(work.session), work.clock.today(), snapshot_of(work, case)
    ceiling = rent_ceiling(countable_income(told, countable_sources(work.session)), rules, today)
    advice: Pairs = []
    if ceiling is not None:
        share = f"{number(ceiling.row.value)} % van {euro(ceiling.income)}"
        advice.append(
            ("Hoogste huur volgens de regel", f"{euro_whole(ceiling.cents)}: {share}. {rule_words(ceiling.row)}")
        )
    rooms = bedrooms_needed(snapshot.adults, snapshot.children, snapshot.household_type, rules, today)
    row = rules.find("bedroom.children", today)
    advice.append(("Slaapkamers nodig", f"{rooms}. {rule_words(row)}" if row else str(rooms)))
    return incomes, advice


def rule_words(row: FigureRow) -> str:
    """Which row of policy was used, since when, and whether somebody confirmed it."""
    known = "" if row.confirmed else ", nog niet bevestigd"
    rule = f"{row.label} ({number(row.value)} {row.unit})"
    return f"Regel: {rule}, sinds {date_nl(row.valid_from)}, bron {row.source}{known}."


def wish_pairs(work: Work, wish: Wish | None) -> Pairs:
    """What home is looked for."""
    if wish is None:
        return []
    names = municipality_names(work.session)
    extra = [words for words, asked in (("zonder trappen", wish.accessible), ("met huisdieren", wish.pets)) if asked]
    return [
        ("Zoekt in", ", ".join(names.get(key, key) for key in wish.municipalities) or "heel de regio"),
        ("Eigen hoogste huur", euro_whole(wish.max_rent_cents)),
        ("Vraagt slaapkamers", number(wish.bedrooms)),
        *([("Verder", ", ".join(extra))] if extra else []),
    ]


def _goals(work: Work, case: Case, found: Sequence[Goal]) -> list[GoalRow]:
    kinds, states = code_labels(work.session, "woonclub_goal"), code_labels(work.session, "goal_state")
    may_read = work.actor.holds("note.read", case.project, case.organisation)
    return [
        GoalRow(
            uid=each.uid,
            words=". ".join(
                part for part in (kinds.get(each.kind or "", ""), (each.words or "") if may_read else "") if part
            )
            or "Doel in eigen woorden",
            state=each.state,
            state_label=states.get(each.state, each.state),
            set_on=date_nl(each.set_on),
            settled_on=date_nl(each.settled_on) if each.settled_on else "",
        )
        for each in found
    ]


def _comparisons(work: Work, case: Case, found: Sequence[ScoreSet]) -> list[Comparison]:
    if not work.actor.holds("note.read", case.project, case.organisation):
        return []
    compared = []
    for instrument in dict.fromkeys(each.instrument for each in found):
        domains = instrument_domains(work.session, instrument)
        at = {each.moment: each for each in found if each.instrument == instrument}
        scores = {moment: each.scores or {} for moment, each in at.items()}
        compared.append(
            Comparison(
                label=domains[0].instrument_label if domains else instrument,
                entry_on=date_nl(at[ENTRY].on if ENTRY in at else None),
                exit_on=date_nl(at[EXIT].on if EXIT in at else None),
                rows=[
                    ScoreRow(each.label, scores.get(ENTRY, {}).get(each.domain), scores.get(EXIT, {}).get(each.domain))
                    for each in domains
                ],
            )
        )
    return compared
