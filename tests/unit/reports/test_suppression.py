"""An attacker who knows the shown cells, the marks and how the tables hang together, and tries every table that fits.

It shares nothing with the audit: it lists whole tables, group by group, and sees what each hidden cell can still be.
"""

import random
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.reports.suppression import NEAR, Count, is_dominated, suppress

GROUPS = "abcd"
FREE = 5
"""How far an attacker looks beyond the true value of a cell without a bound: enough to see a range of three."""
SEEDS = range(1200)


def alone(chance):
    parts = {group: chance.choice((0, 1, 2, 3, 5, 6, 9)) for group in GROUPS[: chance.randint(1, 4)]}
    return [Count("A", sum(parts.values()), {"d": parts})], lambda row: True


def part_of_whole(chance):
    """B is part of A, as who found a home is part of who asked for one."""
    whole = {group: chance.choice((0, 1, 3, 5, 7, 9)) for group in GROUPS[: chance.randint(1, 3)]}
    part = {group: chance.randint(0, value) for group, value in whole.items()}
    part = {group: value for group, value in part.items() if value}
    counts = [
        Count("A", sum(whole.values()), {"d": {group: value for group, value in whole.items() if value}}),
        Count("B", sum(part.values()), {"d": part}, within=("A",)),
    ]
    return counts, lambda row: row[1] <= row[0]


def hierarchy(chance):
    """C is the sum of A and B, as nights are of two houses together."""
    below = [{group: chance.choice((0, 1, 2, 5, 6, 8)) for group in GROUPS[:2]} for _ in range(2)]
    above = {group: sum(each[group] for each in below) for group in GROUPS[:2]}
    tables = [{group: value for group, value in each.items() if value} for each in (*below, above)]
    counts = [
        Count(key, sum(table.values()), {"d": table}, parts=("A", "B") if key == "C" else ())
        for key, table in zip("ABC", tables, strict=True)
    ]
    return counts, lambda row: row[2] == row[0] + row[1]


def possible(mark, value):
    """What a cell can be for a reader who sees this mark; None for a cell that is not printed."""
    if mark == "<5":
        return range(1, 5)
    if mark == ".":
        return range(5, max(value, 5) + FREE)
    return (value,) if mark == "" else range(value + FREE if mark is None else value + 2 * FREE)


def marks_of(counts, found):
    """(group or nothing, figure) -> what stands there: a mark, the number itself (empty), or no print at all (None)."""
    groups = sorted({group for count in counts for group in count.by["d"]})
    seen = {}
    for place, count in enumerate(counts):
        shown = found[count.key].marks.get("d")
        seen["", place] = (found[count.key].mark, count.total)
        for group in groups:
            # A group without anybody is not printed in any table that is: everybody knows it is nothing.
            mark = None if shown is None else shown.get(group, "")
            seen[group, place] = (mark, count.by["d"].get(group, 0))
    return groups, seen


def worlds(counts, found, fits):
    """Per row (a group, or the totals under "") the figures that it can have in some table that fits everywhere."""
    groups, seen = marks_of(counts, found)
    places = range(len(counts))
    rows = {
        group: [row for row in product(*(possible(*seen[group, place]) for place in places)) if fits(row)]
        for group in groups
    }
    totals = set(product(*(possible(*seen["", place]) for place in places)))
    before = [{(0,) * len(counts)}]
    for group in groups:
        before.append({tuple(map(sum, zip(row, so_far, strict=True))) for row in rows[group] for so_far in before[-1]})
    after = [{(0,) * len(counts)}]
    for group in reversed(groups):
        after.append({tuple(map(sum, zip(row, so_far, strict=True))) for row in rows[group] for so_far in after[-1]})
    attained = {"": {total for total in before[-1] if total in totals}}
    for number, group in enumerate(groups):
        others = {
            tuple(map(sum, zip(one, two, strict=True)))
            for one in before[number]
            for two in after[len(groups) - number - 1]
        }
        attained[group] = {
            row
            for row in rows[group]
            if any(tuple(map(sum, zip(row, other, strict=True))) in totals for other in others)
        }
    return seen, attained


@pytest.mark.parametrize("kind", [alone, part_of_whole, hierarchy], ids=lambda kind: kind.__name__)
def test_trying_every_table_narrows_no_hidden_cell(kind):
    hidden_somewhere = 0
    for seed in SEEDS:
        counts, fits = kind(random.Random(seed))
        found = suppress(counts)
        seen, attained = worlds(counts, found, fits)
        for (row, place), (mark, value) in seen.items():
            values = {world[place] for world in attained[row]}
            assert value in values, (seed, row, place)
            if mark == "<5":
                hidden_somewhere += 1
                assert values == {1, 2, 3, 4}, (seed, row, place, values)
            elif mark == "." or (mark in (None, "–") and 0 < value < 5):
                assert max(values) - min(values) >= 3, (seed, row, place, values)
            elif mark == "":
                assert not 0 < value < 5, (seed, row, place)
        if kind is part_of_whole:
            for row, tables in attained.items():
                rest = seen[row, 0][1] - seen[row, 1][1]
                left = {whole - part for whole, part in tables}
                assert not 0 < rest < 5 or max(left) - min(left) >= 3, (seed, row, left)
    assert hidden_somewhere > 300


def test_small_parts_are_hidden_and_zero_is_shown():
    def marks(parts):
        return suppress([Count("A", sum(parts.values()), {"d": parts})])["A"].marks.get("d")

    assert marks({"a": 100, "b": 3, "c": 0, "d": 50}) == {"b": "<5", "d": "."}
    assert marks({"a": 100, "b": 60}) == {}
    assert marks({"a": 100, "b": 2, "c": 4}) == {"b": "<5", "c": "<5", "a": "."}


def test_of_a_small_total_no_dimension_is_told():
    found = suppress([Count("A", 3, {"d": {"a": 3}})])["A"]
    assert (found.mark, found.marks) == ("<5", {})


def test_who_did_not_is_protected_like_who_did():
    """50 asked and 48 found: that 2 did not find would follow from two large numbers."""
    counts = [Count("A", 50), Count("B", 48, within=("A",))]
    found = suppress(counts)
    assert "." in {found["A"].mark, found["B"].mark}


def test_many_tables_at_once_are_made_safe_soon():
    chance = random.Random(1)
    places = [f"{number:05d}" for number in range(14)]
    whole = {name: {place: chance.randint(0, 40) for place in places} for name in ("d", "e", "f")}
    whole["e"][places[0]] += sum(whole["d"].values()) - sum(whole["e"].values())
    whole["f"][places[0]] += sum(whole["d"].values()) - sum(whole["f"].values())
    total = sum(whole["d"].values())
    part = {place: value // 2 for place, value in whole["d"].items()}
    counts = [
        Count("A", total, whole),
        *(Count(key, sum(part.values()), {"d": part}, within=("A",)) for key in "BCDE"),
        Count("F", 2 * sum(part.values()), {"d": {key: 2 * value for key, value in part.items()}}, parts=("B", "C")),
    ]
    found = suppress(counts)
    told = [count for count in counts if "d" in found[count.key].marks]
    for count in told:
        small = {group for group, value in count.by["d"].items() if 0 < value < 5}
        assert found[count.key].marks["d"].keys() >= small


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=8))
def test_nobody_in_a_published_total_comes_near_the_amount_of_another(amounts):
    """Every contributor takes their own amount off the total: what is left is the highest that another can be."""
    if is_dominated(amounts):
        return
    for own in range(len(amounts)):
        for other in range(len(amounts)):
            if own != other:
                highest = sum(amounts) - amounts[own]
                assert (highest - amounts[other]) * 100 >= amounts[other] * NEAR


def test_one_large_loan_hides_the_amount_of_all():
    assert is_dominated([60_000])
    assert is_dominated([60_000, 1_000, 1_000, 1_000, 1_000])
    assert not is_dominated([10_000, 9_000, 8_000, 5_000, 5_000])
    assert not is_dominated([])


def test_a_dimension_that_is_not_told_is_not_told():
    counts = [Count("A", 50, {"d": {"a": 20, "b": 30}}, untold=frozenset({"d"}))]
    assert suppress(counts)["A"].marks == {}
