"""Parsers of words: what they accept, and that no message repeats what was read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.imports import parsers
from app.imports.values import BadValue

# Serial number 000 is never given to a person.
FICTIONAL = "91.01.01-000.45"


def refusal(parser, cell):
    with pytest.raises(BadValue) as wrong:
        parser(cell)
    return wrong.value.message


@pytest.mark.parametrize("cell", ["1", "true", "JA", "Waar"])
def test_yes(cell):
    assert parsers.boolean()(cell) is True


@pytest.mark.parametrize("cell", ["0", "False", "nee", "neen"])
def test_no(cell):
    assert parsers.boolean()(cell) is False


def test_neither_yes_nor_no():
    assert "ja of nee" in refusal(parsers.boolean(), "misschien")


def test_code_is_found_whatever_its_capitals():
    assert parsers.code(["private_rent"])("Private_Rent") == "private_rent"


def test_unknown_code_lists_what_can_be_chosen():
    assert refusal(parsers.code(["a", "b"]), "zeep") == "onbekende code; kies uit: a, b"


def test_long_code_list_is_cut():
    assert refusal(parsers.code([f"k{n:02}" for n in range(60)]), "x").endswith(", …")


def test_municipality_by_nis_code():
    parser = parsers.municipality({"34022"})
    assert parser("34022") == "34022"
    assert "vijf cijfers" in refusal(parser, "Kortrijk")
    assert "vijf cijfers" in refusal(parser, "8500")
    assert "regio" in refusal(parser, "11002")


@pytest.mark.parametrize("cell", [FICTIONAL, "91010100045", "910101 000 45"])
def test_national_number_in_any_notation(cell):
    assert parsers.national_number()(cell) == "91010100045"


def test_national_number_with_wrong_check_digits():
    assert "controlegetal" in refusal(parsers.national_number(), "91010100046")


@pytest.mark.parametrize("cell", ["9101010009", "x", "910101000450", "٩١٠١٠١٠٠٠٤٥"])
def test_no_national_number(cell):
    assert "11 cijfers" in refusal(parsers.national_number(), cell)


def test_one_line_of_text():
    assert parsers.text(5)("één 5") == "één 5"
    assert "tekens" in refusal(parsers.text(5), "zes te")
    assert "regel" in refusal(parsers.text(), "twee\nregels")
    assert "stuurtekens" in refusal(parsers.text(), "nul\x00")


def test_several_lines_of_text():
    assert parsers.long_text()("een\r\ntwee\rdrie") == "een\ntwee\ndrie"
    assert "stuurtekens" in refusal(parsers.long_text(), "nul\x00")


def test_mail_and_phone():
    assert parsers.mail()("iemand@voorbeeld.be") == "iemand@voorbeeld.be"
    assert parsers.phone()("+32 (0)56 00 00 00") == "+32 (0)56 00 00 00"
    assert "mailadres" in refusal(parsers.mail(), "iemand@thuis")
    assert "telefoon" in refusal(parsers.phone(), "bel mij")


def test_reference_to_something_absent():
    assert refusal(parsers.known({"R-1"}, "een situatie"), "R-2") == "verwijst naar een situatie die er niet is"


EVERY_PARSER = (
    parsers.text(3), parsers.long_text(3), parsers.code(["k"]), parsers.known(["k"], "iets"), parsers.boolean(),
    parsers.municipality(["34022"]), parsers.national_number(), parsers.mail(), parsers.phone(),
)  # fmt: skip


@given(st.sampled_from(EVERY_PARSER), st.text(min_size=6, max_size=40).map(lambda value: f"Q{value}Q"))
def test_no_message_repeats_the_cell(parser, cell):
    try:
        parser(cell)
    except BadValue as wrong:
        assert cell not in wrong.message
