"""What was typed is taken apart, and names resemble each other to a degree."""

from datetime import date

import pytest

from app.clients.identity import Identity
from app.clients.matching import Query, Resemblance, one_letter_apart, resemblance, take_apart
from app.core.errors import Refused
from tests.support.clients import BORN, number

SOMEBODY = Identity("Van den Testaerts", "Fictieve Anna", BORN)


def test_a_line_is_taken_apart():
    digits = number(BORN)
    assert take_apart(f" {digits} ").number == digits
    assert take_apart("iemand@voorbeeld.test").email == "iemand@voorbeeld.test"
    assert take_apart("0470 00 00 00").phone == "0470 00 00 00"
    both = take_apart("de Smet, Jan 30/07/1985")
    assert both.words == ("desmet", "jan")
    assert both.born == BORN
    assert take_apart("30.07.1985") == Query(born=BORN)
    assert take_apart("   ").is_empty
    assert "desmet" not in repr(both)


def test_a_wrong_number_and_a_date_that_is_none_are_told():
    with pytest.raises(Refused):
        take_apart(number(BORN)[:-1] + "0")
    with pytest.raises(ValueError, match="bestaat niet"):
        take_apart("Smet 31/02/1985")


@pytest.mark.parametrize(
    ("typed", "degree"),
    [
        ("fictieve van den testaerts", Resemblance.EXACT),
        ("vandentest fict", Resemblance.PREFIX),
        ("vandentestaarts", Resemblance.ONE_LETTER),
        ("vandentestaardts", Resemblance.SOUND),
        ("testaerts", None),
        ("fictieve fictieve", None),
        ("janssens", None),
    ],
)
def test_resemblance(typed, degree):
    assert resemblance(take_apart(typed), SOMEBODY) is degree


def test_another_birth_date_is_another_person():
    assert resemblance(Query(words=("fictieve",), born=date(1985, 7, 31)), SOMEBODY) is None


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [("maes", "maas", True), ("maes", "mase", True), ("maes", "maess", True), ("maes", "mas", True),
     ("maes", "maes", True), ("maes", "moos", False), ("maes", "maesen", False)],
)  # fmt: skip
def test_one_letter_apart(one, other, near):
    assert one_letter_apart(one, other) is near
    assert one_letter_apart(other, one) is near
