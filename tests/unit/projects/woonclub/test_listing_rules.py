"""Rental lists without a database: one home written in two ways, what is pasted, what may not be kept, what fits."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import Refused
from app.projects.woonclub.rules_listings import (
    Line,
    Pasted,
    address_key,
    check_line,
    last_weeks,
    link_key,
    read_pasted,
    twice,
    week_of,
)
from app.projects.woonclub.rules_matching import Dwelling, Seeker, fit

SOUND = Line("Voorbeeldstraat 1", None, 75_000, 2, "c")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Sint-Jansstraat 12 bus 3", "st. jansstr 12/3", True),
        ("Café Élan 4", "cafe elan 4", True),
        ("Voorbeeldstraat 12 bus 3", "Voorbeeldstraat 1 bus 23", False),
        ("Voorbeeldstraat 1", "Voorbeeldlaan 1", False),
    ],
)
def test_one_address_in_two_ways(one, other, same):
    assert (address_key(one) == address_key(other)) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.zoekertje.test/huis/12/", "zoekertje.test/huis/12?utm_source=mail", True),
        ("https://zoekertje.test/x?id=1", "https://zoekertje.test/x?id=2", False),
        ("https://zoekertje.test/x?b=1&a=2#foto", "http://zoekertje.test/x?a=2&b=1", True),
    ],
)
def test_one_link_in_two_ways(one, other, same):
    assert (link_key(one) == link_key(other)) is same


def test_lines_that_stand_there_twice_name_the_first():
    other = Line("Andere weg 2", "https://zoekertje.test/2", 70_000, 1)
    again = Line(None, "zoekertje.test/2/", 70_000, 1)
    assert twice([SOUND, other, Line("voorbeeldstr. 1", None, 1, 1), again]) == {2: 0, 3: 1}


@pytest.mark.parametrize(
    ("line", "pasted"),
    [
        ("Voorbeeldstraat 1\t€ 750,00\t2 slpk\tC", Pasted("Voorbeeldstraat 1", "", "750,00", "2", "c")),
        (
            "https://zoekertje.test/9; 1.250; 3; EPC A+; Weg 3",
            Pasted("Weg 3", "https://zoekertje.test/9", "1.250", "3", "a_plus"),
        ),
        ("Weg 3;650 euro;1", Pasted("Weg 3", "", "650", "1", "")),
        ("Weg 3;2;650,-", Pasted("Weg 3", "", "650", "2", "")),
    ],
)
def test_pasted_pieces_go_where_they_belong(line, pasted):
    assert read_pasted(f"\n{line}\n") == [pasted]


@given(st.text(max_size=200))
@settings(max_examples=50)
def test_whatever_is_pasted_is_cut_and_nothing_breaks(text):
    assert len(read_pasted(text)) <= 20


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (Line(None, None, 75_000, 2), "address"),
        (Line("Weg 1, mevr. Voorbeeld", None, 75_000, 2), "address"),
        (Line("Weg 1 0470 12 34 56", None, 75_000, 2), "address"),
        (Line("Weg 1 huis@voorbeeld.test", None, 75_000, 2), "address"),
        (Line("Weg 1", "bel de huisbaas", 75_000, 2), "link"),
        (Line("Weg 1", None, 0, 2), "rent_cents"),
        (Line("Weg 1", None, 75_000, 21), "bedrooms"),
    ],
)
def test_what_a_line_may_not_say(line, field):
    with pytest.raises(Refused) as refused:
        check_line(line)
    assert refused.value.field == field
    check_line(SOUND)


def test_weeks_over_new_year():
    weeks = last_weeks(date(2027, 1, 6), timedelta(weeks=8))
    assert (len(weeks), weeks[0], weeks[1]) == (8, date(2027, 1, 4), date(2026, 12, 28))
    assert (week_of(2026, 53), week_of(2025, 53)) == (date(2026, 12, 28), None)


@given(
    st.integers(1, 5),
    st.integers(0, 5),
    st.one_of(st.none(), st.integers(1, 5)),
    st.sets(st.sampled_from("abc")),
    st.sampled_from("abc"),
)
@settings(max_examples=50)
def test_a_match_is_what_nothing_speaks_against(rent, rooms, limit, wanted, place):
    seeker = Seeker(UUID(int=1), "WC-1", "a", frozenset(wanted), limit, 2)
    found = fit(seeker, Dwelling(UUID(int=2), place, rent, rooms))
    assert found.is_match == (rooms >= 2 and (limit is None or rent <= limit) and (not wanted or place in wanted))
