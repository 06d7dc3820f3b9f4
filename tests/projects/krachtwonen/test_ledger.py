"""What the database itself refuses, written past every verb, on both engines."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError

from app.core.model import table_of
from app.core.uid import new_uid
from app.projects.krachtwonen.kinds import Layer, StayStatus
from app.projects.krachtwonen.stays.models import Presence, Stay
from app.projects.krachtwonen.stays.rules import Nights
from tests.projects.krachtwonen.people import home
from tests.support.cases import add_person

FIRST = date(2020, 2, 27)


def stay_row(unit, first, until, *, place=1, status=None):
    uid = new_uid()
    return {
        "uid": uid,
        "ref": uid.hex,
        "unit_uid": unit.uid,
        "place": place,
        "status": status or (StayStatus.LEFT if until else StayStatus.ARRIVED),
        "moved_in": first,
        "moved_out": until if status is None else None,
        "waiting_accelerated": False,
        "persons": 1,
        "version": 1,
    }


def presence_row(person, first, until, layer=Layer.BED):
    return {"uid": new_uid(), "person_uid": person.uid, "layer": layer, "first_night": first, "until": until}


def stored(work, model, row):
    """Whether the database takes the row."""
    try:
        with work.session.begin_nested():
            work.session.execute(insert(table_of(model)), [row])
    except IntegrityError:
        return False
    return True


def day(number):
    return FIRST + timedelta(number)


@pytest.mark.parametrize(
    ("first", "until", "fits"),
    [
        (3, 5, True),  # leaves on the day the other comes
        (10, 12, True),  # comes on the day the other leaves
        (3, 6, False),
        (9, 12, False),
        (6, 7, False),
        (0, 30, False),
        (5, 10, False),
        (7, 7, True),  # no night at all
        (12, None, True),
        (9, None, False),
        (0, None, False),
    ],
)
def test_a_place_and_a_person_are_somewhere_once(work, first, until, fits):
    with work.transaction():
        unit, person = home(work, in_pool_from=FIRST), add_person(work)
        assert stored(work, Stay, stay_row(unit, day(5), day(10)))
        assert stored(work, Presence, presence_row(person, day(5), day(10)))
        end = None if until is None else day(until)
        assert stored(work, Stay, stay_row(unit, day(first), end)) is fits
        assert stored(work, Presence, presence_row(person, day(first), end)) is fits


def test_an_open_stay_holds_every_night_to_come(work):
    with work.transaction():
        unit, person = home(work), add_person(work)
        assert stored(work, Stay, stay_row(unit, day(0), None))
        assert not stored(work, Stay, stay_row(unit, date(2099, 1, 1), None))
        assert stored(work, Stay, stay_row(unit, day(-5), day(0)))
        assert stored(work, Presence, presence_row(person, day(0), None, Layer.HOME))
        assert not stored(work, Presence, presence_row(person, date(2099, 1, 1), None, Layer.HOME))
        # A bed for the night beside a home is absence, not a double.
        assert stored(work, Presence, presence_row(person, day(3), day(4), Layer.BED))


def test_changing_a_stay_is_refused_like_making_one(work):
    with work.transaction():
        unit = home(work)
        row = stay_row(unit, day(0), day(5))
        assert stored(work, Stay, row)
        assert stored(work, Stay, stay_row(unit, day(5), day(9)))
        with pytest.raises(IntegrityError), work.session.begin_nested():
            work.session.execute(update(table_of(Stay)).where(Stay.uid == row["uid"]).values(moved_out=day(6)))
        work.session.execute(update(table_of(Stay)).where(Stay.uid == row["uid"]).values(moved_out=day(4)))


def test_no_show_holds_nothing_and_a_place_must_exist(work):
    with work.transaction():
        unit = home(work)
        assert stored(work, Stay, stay_row(unit, day(0), day(9), status=StayStatus.NO_SHOW))
        assert stored(work, Stay, stay_row(unit, day(0), day(9)))
        assert not stored(work, Stay, stay_row(unit, day(20), day(29), place=2))
        studio = home(work, "S1", kind="rck_family_studio", max_persons=2)
        assert stored(work, Stay, stay_row(studio, day(0), day(9), place=2))


SPANS = st.lists(st.tuples(st.integers(0, 40), st.one_of(st.none(), st.integers(0, 12))), min_size=1, max_size=12)


@pytest.mark.parametrize("engine_name", ["sqlite", "postgresql"], indirect=True)
def test_whatever_is_tried_no_night_is_taken_twice(work):
    @settings(max_examples=40, deadline=None)
    @given(SPANS)
    def attempt(spans):
        with work.transaction():
            unit, held = home(work, new_uid().hex), []
            for first, length in spans:
                nights = Nights(day(first), None if length is None else day(first + length))
                fits = not any(nights.overlaps(other) for other in held)
                assert stored(work, Stay, stay_row(unit, nights.first, nights.until)) is fits
                if fits:
                    held.append(nights)

    attempt()
