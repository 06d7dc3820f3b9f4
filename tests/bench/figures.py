"""A whole year of Woonclub's figures, all breakdowns, against the same counts written by hand in SQL."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.actionplan.evaluation import evaluate_all
from app.core.period import Period
from app.projects.woonclub.measures import MEASURES
from tests.bench.caseload import build
from tests.bench.ground import Ground
from tests.bench.row import Row, against

ROWS = 100_000
YEAR = 2022
BAR = 1.5

_COHORT = """
CREATE TEMPORARY TABLE bench_cohort AS
SELECT * FROM (
  SELECT c.uid, c.snapshot_uid, c.municipality, c.point, c.opened_on, c.closed_on,
         row_number() OVER (PARTITION BY c.household_uid ORDER BY c.opened_on, c.uid) AS turn
  FROM case_file c
  WHERE c.project = 'woonclub' AND NOT c.is_draft AND c.voided_on IS NULL AND c.opened_on BETWEEN :first AND :last
    AND NOT EXISTS (
      SELECT 1 FROM case_file e
      WHERE e.household_uid = c.household_uid AND e.project = 'woonclub' AND NOT e.is_draft AND e.voided_on IS NULL
        AND (e.opened_on, e.uid) < (c.opened_on, c.uid) AND (e.closed_on IS NULL OR e.closed_on >= c.opened_on))
) AS candidate WHERE turn = 1"""
_REGISTERED = "FROM bench_cohort b JOIN woonclub_registration r ON r.uid = b.uid"
_SNAPSHOT = "FROM bench_cohort b JOIN household_snapshot s ON s.uid = b.snapshot_uid"
_FOUND = (
    "FROM bench_cohort b JOIN woonclub_outcome o ON o.uid = b.uid"
    " WHERE o.counts_as_found AND o.found_on BETWEEN :first AND :last"
)
_FOUND_EVER = """FROM (
  SELECT c.municipality, o.outcome, row_number() OVER (PARTITION BY c.household_uid
         ORDER BY o.found_on, c.opened_on, c.uid) AS turn
  FROM case_file c JOIN woonclub_outcome o ON o.uid = c.uid
  WHERE c.project = 'woonclub' AND NOT c.is_draft AND c.voided_on IS NULL
    AND o.counts_as_found AND o.found_on BETWEEN :first AND :last
) AS f WHERE turn = 1"""
_SMALLER = {"sqlite": "min(s.adults, s.seeking)", "postgresql": "least(s.adults, s.seeking)"}
_DAYS = {"sqlite": "CAST(julianday({}) - julianday({}) AS INTEGER)", "postgresql": "({} - {})"}


def measure(ground: Ground) -> Iterator[Row]:
    """Rows of the table for one engine."""
    count = ground.scaled(ROWS)
    build(ground, count)
    period = Period.of_year(YEAR)
    results: dict[str, Any] = {}

    def measured() -> None:
        with ground.work() as work:
            results["measured"] = {each.measure.code: each for each in evaluate_all(work.session, MEASURES, period)}

    def by_hand() -> None:
        with ground.work() as work:
            results["hand"] = _by_hand(work.session, ground.engine_name, period)

    figure, reference = against(measured, by_hand)
    _compare(results)
    yield Row(f"year of figures over {count:,} cases, all breakdowns", "s", figure, reference, BAR)


def _by_hand(session: Session, engine: str, period: Period) -> dict[str, list[Any]]:
    """Every count with its breakdowns, the cohort drawn once."""
    span = {"first": period.first, "last": period.last}
    session.execute(text("DROP TABLE IF EXISTS bench_cohort"))
    session.execute(text(_COHORT), _bound(engine, span))
    return {
        name: [tuple(row) for row in session.execute(text(query), _bound(engine, span, query))]
        for name, query in _queries(engine).items()
    }


def _bound(engine: str, span: dict[str, date], query: str = ":first :last") -> dict[str, Any]:
    values = {name: day for name, day in span.items() if f":{name}" in query}
    return {name: day.isoformat() for name, day in values.items()} if engine == "sqlite" else values


def _queries(engine: str) -> dict[str, str]:
    adults, days = _SMALLER[engine], _DAYS[engine]
    followed = "CASE WHEN o.found_on <= :last AND o.counts_as_found THEN o.found_on"
    followed += " WHEN b.closed_on <= :last THEN b.closed_on ELSE {} END"
    last = "CAST(:last AS date)" if engine == "postgresql" else ":last"
    kept = days.format(followed.format(last), "b.opened_on")
    return {
        "WC01 situation": f"SELECT situation, count(*) {_REGISTERED} GROUP BY situation",
        "WC01 reason": f"SELECT main_reason, count(*) {_REGISTERED} GROUP BY main_reason",
        "WC01 municipality": "SELECT municipality, count(*) FROM bench_cohort GROUP BY municipality",
        "WC01 point": "SELECT point, count(*) FROM bench_cohort GROUP BY point",
        "WC01 type": f"SELECT household_type, count(*) {_SNAPSHOT} GROUP BY household_type",
        "WC02 age": f"SELECT sum({adults}), sum(s.seeking - {adults}) {_SNAPSHOT}",
        "WC02 municipality": f"SELECT municipality, sum(s.seeking) {_SNAPSHOT} GROUP BY municipality",
        "WC03 municipality": f"SELECT municipality, count(*) {_SNAPSHOT} WHERE s.adults = 1 GROUP BY municipality",
        "WC05 outcome": f"SELECT o.outcome, count(*) {_FOUND} GROUP BY o.outcome",
        "WC05 municipality": f"SELECT b.municipality, count(*) {_FOUND} GROUP BY b.municipality",
        "WC05b outcome": f"SELECT outcome, count(*) {_FOUND_EVER} GROUP BY outcome",
        "WC05b municipality": f"SELECT municipality, count(*) {_FOUND_EVER} GROUP BY municipality",
        "WC06": f"SELECT sum({days.format('o.found_on', 'b.opened_on')}), count(*) {_FOUND}",
        "WC06m": (
            f"SELECT {kept} AS days, coalesce(o.found_on <= :last AND o.counts_as_found, false) AS found, count(*)"
            " FROM bench_cohort b LEFT JOIN woonclub_outcome o ON o.uid = b.uid GROUP BY 1, 2"
        ),
        "WC08": (
            "SELECT count(*) FROM service_point WHERE project = 'woonclub' AND active_from <= :last"
            " AND (active_to IS NULL OR active_to > :last)"
        ),
        "WC09": (
            "SELECT t.subproject, count(*) FROM woonclub_trajectory t JOIN case_file c ON c.uid = t.case_uid"
            " WHERE c.project = 'woonclub' AND NOT c.is_draft AND c.voided_on IS NULL"
            " AND t.started_on BETWEEN :first AND :last GROUP BY t.subproject"
        ),
    }


def _compare(results: dict[str, Any]) -> None:
    """Two ways to count that differ would make the comparison worthless."""
    hand, measured = results["hand"], results["measured"]
    pairs = {
        "WC01": [sum(row[1] for row in hand[f"WC01 {name}"]) for name in ("situation", "municipality", "type")],
        "WC02": [sum(hand["WC02 age"][0]), sum(row[1] for row in hand["WC02 municipality"])],
        "WC03": [sum(row[1] for row in hand["WC03 municipality"])],
        "WC05": [sum(row[1] for row in hand["WC05 outcome"]), hand["WC06"][0][1]],
        "WC05b": [sum(row[1] for row in hand["WC05b municipality"])],
        "WC08": [hand["WC08"][0][0]],
        "WC09": [sum(row[1] for row in hand["WC09"])],
    }
    wrong = [code for code, counts in pairs.items() if {int(count) for count in counts} != {measured[code].value}]
    if wrong:
        raise RuntimeError(f"counted otherwise by hand: {wrong}")
