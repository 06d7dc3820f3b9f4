"""Kracht.Wonen's figures against the published ones and against the recount night by night, on both engines."""

from fractions import Fraction

import pytest

from app.actionplan.evaluation import evaluate, evaluate_all, records
from app.actionplan.quality import Severity
from app.actionplan.registry import measure_by_key
from app.core.period import Period
from app.projects.krachtwonen.figures.quality import RULES
from app.projects.krachtwonen.project import PROJECT
from tests.oracle.flow import recount_flow
from tests.oracle.housing import Registers, golden, random_registers
from tests.oracle.night_by_night import recount

PUBLISHED = {
    2018: {
        "krachtwonen.situations": 117,
        "krachtwonen.persons": 186,
        "krachtwonen.situations_offered": 66,
        "krachtwonen.guidance_trajectories": 44,
        "krachtwonen.units": 26,
        "krachtwonen.unit_municipalities": 12,
        "krachtwonen.stays": 32,
        "krachtwonen.exits": 9,
        "krachtwonen.waiting_accelerated": 2,
        "krachtwonen.resident_at_year_end": 23,
        "krachtwonen.mco_meetings": 14,
        "krachtwonen.mco_situations": 7,
        "crisis.admissions": 282,
        "crisis.persons": 118,
        "crisis.nights": 536,
    },
    2024: {"medical.referrals": 6, "medical.admissions": 3, "medical.nights": 84, "medical.refusals": 3},
}


def figure(work, key, year):
    return evaluate(work.session, measure_by_key(key), Period.of_year(year))


def hard_findings(work, period):
    """The rules that would keep a year open, each with how many cases break it."""
    rules = [rule for rule in RULES if rule.severity is Severity.HARD]
    found = {rule.key: len(work.session.execute(rule.select(period)).all()) for rule in rules}
    return {key: number for key, number in found.items() if number}


def test_the_published_figures(work, load_all):
    registers = golden()
    load_all(registers)
    for year, figures in PUBLISHED.items():
        assert {key: figure(work, key, year).value for key in figures} == figures
    assert figure(work, "krachtwonen.guidance_trajectories", 2018).by["origin"] == {
        "kracht_wonen": 39,
        "before_kracht_wonen": 5,
    }
    assert figure(work, "krachtwonen.exits", 2018).by["destination"] == {
        "social_rent": 5,
        "private_rent": 2,
        "residential_care": 2,
    }
    assert figure(work, "medical.refusals", 2024).by["reason"] == {"geen_medische_zorgnood": 3}
    assert figure(work, "medical.nights", 2025).value == 19
    for year in (2017, 2018, 2019, 2024):
        _same_as_recount(work, registers, year)
        assert hard_findings(work, Period.of_year(year)) == {}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_random_registers_equal_the_recount(work, load_all, seed):
    registers = _same_people(random_registers(seed))
    load_all(registers)
    for year in (2019, 2020, 2021):
        _same_as_recount(work, registers, year)


def _same_as_recount(work, registers, year):
    period, expected = Period.of_year(year), recount(registers, year) | recount_flow(registers, year)
    together = evaluate_all(work.session, PROJECT.measures, period)
    for measure, found in zip(PROJECT.measures, together, strict=True):
        where, wanted = f"{measure.key} {year}", expected[measure.key]
        if isinstance(wanted.value, Fraction):
            assert found.value is not None, where
            assert abs(Fraction(found.value) - wanted.value) < Fraction(1, 10**9), where
        else:
            assert found.value == wanted.value, where
        for dimension, groups in wanted.by.items():
            assert dict(found.by[dimension]) == {key: number for key, number in groups.items() if number}, where
        if measure.key != "krachtwonen.homeless":
            # Of people who wait the ref is the number of their case, which registers do not know.
            assert records(work.session, measure, period) == wanted.refs, where
        for groups in found.by.values() if measure.is_count else ():
            assert sum(groups.values()) == found.value, where


def _same_people(registers: Registers) -> Registers:
    """The same registers, in which some who left a home come back by night or are reported again."""
    pool = {row["ref"] for row in registers["kw-units"] if row["facility_kind"] == "kw_pool"}
    lived = [row["person_ref"] for row in registers["kw-stays"] if row["unit_ref"] in pool and row.get("person_ref")]
    names = {f"C{n}": person for n, person in enumerate(lived)} | {
        f"P{n}": person for n, person in enumerate(lived[3:])
    }
    for kind in ("crisis-stays", "kw-situation-persons"):
        for row in registers[kind]:
            row["person_ref"] = names.get(row["person_ref"], row["person_ref"])
    return registers
