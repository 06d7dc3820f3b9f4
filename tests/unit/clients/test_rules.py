"""Adults, kinds of household and overlapping stays (C6)."""

from datetime import date

import pytest

from app.clients.identity import Identity, age_class, age_on, birth_band, phone_digits
from app.clients.kinds import HouseholdType, MemberRole
from app.clients.rules import Counted, composition, household_type, overlap

DAY = date(2024, 3, 1)


def test_eighteen_on_the_day_is_an_adult():
    assert Counted(MemberRole.CHILD, date(2006, 3, 1)).is_adult(DAY)
    assert not Counted(MemberRole.PARTNER, date(2006, 3, 2)).is_adult(DAY)
    assert age_on(date(2008, 2, 29), date(2026, 2, 28)) == 17


@pytest.mark.parametrize(
    ("role", "declared", "adult"),
    [
        (MemberRole.CHILD, None, False),
        (MemberRole.CHILD, True, True),
        (MemberRole.PARTNER, None, True),
        (MemberRole.OTHER_RELATIVE, False, False),
    ],
)
def test_without_birth_date_the_declaration_counts(role, declared, adult):
    assert Counted(role, None, declared).is_adult(DAY) is adult


@pytest.mark.parametrize(
    ("adults", "children", "partnered", "kind"),
    [
        (1, 0, None, "single"),
        (1, 2, None, "single_parent"),
        (2, 0, True, "couple"),
        (2, 0, None, "couple"),
        (2, 0, False, "multi_adult"),
        (2, 3, True, "couple_children"),
        (3, 1, True, "multi_adult_children"),
        (0, 1, None, "minor_only"),
        (0, 0, None, "unknown"),
    ],
)
def test_kind_of_household(adults, children, partnered, kind):
    assert household_type(adults, children, partnered) is HouseholdType(kind)


def test_composition_counts_ages_as_far_as_known():
    found = composition(
        [
            Counted(MemberRole.REFERENCE, date(1980, 1, 1)),
            Counted(MemberRole.PARTNER, None),
            Counted(MemberRole.CHILD_COPARENTING, date(2015, 1, 1)),
        ],
        DAY,
    )
    assert (found.adults, found.children, found.household_type.value) == (2, 1, "couple_children")
    assert found.age_classes == {"0-17": 1, "35-49": 1}


def test_half_open_stays_touch_without_overlap():
    assert not overlap(date(2024, 1, 1), date(2024, 2, 1), date(2024, 2, 1), None)
    assert overlap(date(2024, 1, 1), None, date(2024, 2, 1), None)


def test_small_facts():
    assert birth_band(date(1989, 12, 31)) == 1985
    assert birth_band(None) is None
    assert [age_class(age) for age in (0, 17, 18, 64, 65, 101)] == ["0-17", "0-17", "18-24", "50-64", "65+", "65+"]
    assert phone_digits("+32 470 00 00 00") == phone_digits("0470/00.00.00") == phone_digits("0032470000000")
    assert "Testaerts" not in repr(Identity("Testaerts"))
