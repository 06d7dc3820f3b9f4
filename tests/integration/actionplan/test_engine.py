"""The engine by itself, on sets that a test makes up: counts, means, rates, groups, lists, pages."""

from decimal import Decimal

import pytest
from sqlalchemy import Integer, String, cast, literal, null, select, union_all

from app.actionplan.evaluation import evaluate, evaluate_all, records
from app.actionplan.listing import record_page
from app.actionplan.measures import MONTH, Aggregate, Dimension, Measure
from app.core.period import Period

YEAR = Period.of_year(2025)
COLOURS = {"red": "warm", "orange": "warm", "blue": "cold", "grey": "unknown"}
COLOUR = Dimension("colour", "Kleur", "colour", lambda _session: COLOURS)
PLACE = Dimension("place", "Plaats", "place")


def measure(*rows, aggregate=Aggregate.SUM, **more):
    """A measure over (ref, colour, place, weight, numerator)."""
    names = {"ref": String, "colour": String, "place": String, "weight": Integer, "numerator": Integer}

    def row(cells):
        return select(*(cast(cell, kind).label(name) for cell, (name, kind) in zip(cells, names.items(), strict=True)))

    def choose(_period):
        return select(union_all(*(row(cells) for cells in rows)).subquery())

    values_of = {"key": "oefening.iets", "dimensions": (COLOUR, PLACE), "record_endpoint": ""} | more
    return Measure(
        action="A0000", label="Iets", unit="stuk", definition="Iets.", select=choose, aggregate=aggregate, **values_of
    )


ROWS = [
    ("a", "red", "here", 1, 1),
    ("b", "orange", "here", 2, 1),
    ("c", "blue", None, 3, 0),
    ("d", "pink", "there", 4, 2),
    ("e", None, "there", 0, 0),
    ("f", "grey", "there", 5, 3),
]


def test_a_count_and_its_groups(work):
    found = evaluate(work.session, measure(*ROWS), YEAR)
    assert (found.value, found.records, found.numerator) == (15, 6, None)
    assert found.by == {
        "colour": {"warm": 3, "cold": 3, "unknown": 9},
        "place": {"here": 3, "there": 9, "unknown": 3},
    }
    assert evaluate(work.session, measure(*ROWS), YEAR, dimensions=["place"]).by.keys() == {"place"}
    assert evaluate(work.session, measure(*ROWS), YEAR, dimensions=()).by == {}


def test_a_rate_carries_what_it_is_made_of(work):
    found = evaluate(work.session, measure(*ROWS, aggregate=Aggregate.RATE), YEAR)
    assert (found.value, found.numerator, found.denominator) == (Decimal("0.4666666667"), 7, 15)
    assert found.by["colour"]["warm"] == Decimal("0.6666666667")
    nothing = evaluate(work.session, measure(("a", "red", "here", 0, 0), aggregate=Aggregate.RATE), YEAR)
    assert (nothing.value, nothing.numerator, nothing.denominator) == (None, 0, 0)


def test_a_mean_and_a_sum_in_another_unit(work):
    mean = evaluate(work.session, measure(*ROWS, aggregate=Aggregate.MEAN, divisor=MONTH), YEAR)
    assert mean.value == (Decimal(15) / 6 / MONTH).quantize(Decimal("1e-10"))
    assert mean.by["place"]["there"] == (Decimal(3) / MONTH).quantize(Decimal("1e-10"))
    assert evaluate(work.session, measure(*ROWS, divisor=Decimal(100)), YEAR).value == Decimal("0.15")


def test_several_at_once_are_the_same_as_each(work):
    several = [measure(*ROWS, key=f"oefening.{kind}", aggregate=kind) for kind in Aggregate]
    each = [evaluate(work.session, one, YEAR) for one in several]
    assert evaluate_all(work.session, several, YEAR) == each
    assert evaluate_all(work.session, [], YEAR) == []


@pytest.mark.parametrize(
    ("groups", "refs"),
    [
        ({}, "abcdef"),
        ({"colour": "warm"}, "ab"),
        ({"colour": "unknown"}, "def"),
        ({"place": "there"}, "def"),
        ({"place": "unknown"}, "c"),
        ({"colour": "cold", "place": "here"}, ""),
    ],
)
def test_the_list_of_a_group(work, groups, refs):
    assert records(work.session, measure(*ROWS), YEAR, groups) == list(refs)


def test_a_dimension_that_is_not_there(work):
    with pytest.raises(KeyError):
        records(work.session, measure(*ROWS), YEAR, {"smaak": "zoet"})


def test_a_list_by_pages(work):
    page = record_page(work, measure(*ROWS), YEAR, size=4)
    assert ([row.ref for row in page.rows], page.total, page.hidden, page.after) == (list("abcd"), 6, 0, "d")
    last = record_page(work, measure(*ROWS), YEAR, after="d", size=4)
    assert ([row.ref for row in last.rows], last.after) == (list("ef"), None)


def test_a_list_shows_what_the_reader_may_see(work, as_actor):
    def choose(_period):
        return union_all(
            *(
                select(
                    literal(ref, String).label("ref"),
                    literal(place, String).label("organisation"),
                    literal(1, Integer).label("weight"),
                    null().label("number"),
                )
                for ref, place in (("a", "34022"), ("b", "34027"), ("c", "34022"))
            )
        ).subquery()

    made = Measure("oefening.lijst", "A0000", "Lijst", "stuk", "Lijst.", lambda period: select(choose(period)))
    reader = as_actor("social_worker", None, "34022")
    page = record_page(reader, made, YEAR)
    assert ([row.ref for row in page.rows], page.total, page.hidden) == (["a", "c"], 3, 1)
    nobody = record_page(as_actor("dpo"), made, YEAR)
    assert (nobody.rows, nobody.hidden) == ([], 3)
