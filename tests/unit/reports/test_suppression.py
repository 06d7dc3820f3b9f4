"""An attacker who knows the total, the shown parts, the marks and the rule, and tries every table that fits."""

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from app.reports.suppression import NEAR, SMALL, THRESHOLD, WIDTH, intervals, is_dominated, suppress

TABLES = st.lists(st.integers(0, 14), min_size=1, max_size=5).map(
    lambda values: dict(zip("abcde", values, strict=False))
)


def fitting(marks: list[str], rest: int) -> Iterator[tuple[int, ...]]:
    """Every choice of hidden values that agrees with what is published, one by one."""
    if not marks:
        if rest == 0:
            yield ()
        return
    possible = range(1, THRESHOLD) if marks[0] == SMALL else range(THRESHOLD, rest + 1)
    for value in possible:
        if value <= rest:
            for others in fitting(marks[1:], rest - value):
                yield (value, *others)


@settings(max_examples=2000, deadline=None)
@given(TABLES)
def test_trying_everything_narrows_no_hidden_part(parts):
    marks = suppress(parts)
    if marks is None:
        return
    groups = sorted(marks)
    worlds = list(fitting([marks[group] for group in groups], sum(parts[group] for group in groups)))
    assert tuple(parts[group] for group in groups) in worlds or not groups
    for place, group in enumerate(groups):
        seen = {world[place] for world in worlds}
        if marks[group] == SMALL:
            assert seen == set(range(1, THRESHOLD))
        else:
            assert max(seen) - min(seen) >= WIDTH


@settings(max_examples=1000, deadline=None)
@given(TABLES, st.data())
def test_the_audit_is_exact_for_any_choice_of_hidden_parts(parts, data):
    small = {group: SMALL for group, value in parts.items() if 0 < value < THRESHOLD}
    large = [group for group, value in parts.items() if value >= THRESHOLD]
    marks = small | dict.fromkeys(data.draw(st.lists(st.sampled_from(large), unique=True)) if large else [], ".")
    groups = sorted(marks)
    worlds = list(fitting([marks[group] for group in groups], sum(parts[group] for group in groups)))
    found = intervals(parts, marks)
    for place, group in enumerate(groups):
        seen = [world[place] for world in worlds]
        assert found[group] == (min(seen), max(seen))


def test_small_parts_are_hidden_and_zero_is_shown():
    assert suppress({"a": 100, "b": 3, "c": 0, "d": 50}) == {"b": "<5", "d": "."}
    assert suppress({"a": 100, "b": 60}) == {}
    assert suppress({"a": 100, "b": 2, "c": 4}) == {"b": "<5", "c": "<5", "a": "."}


def test_what_cannot_be_made_safe_is_left_out():
    assert suppress({"a": 1, "b": 5}) is None
    assert suppress({"a": 1, "b": 1, "c": 1, "d": 1, "e": 1}) is None


@settings(max_examples=2000, deadline=None)
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
