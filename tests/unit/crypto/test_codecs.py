"""Values and their bytes: one canonical form each, and back again."""

import unicodedata
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.crypto import cell
from app.crypto.errors import SealBroken
from app.crypto.sealed import AMOUNT, DATA, DAY, NOTE, TEXT

texts = st.text(st.characters(exclude_categories=["Cs"]))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@given(texts)
def test_text_comes_back_composed(value):
    for codec in (TEXT, NOTE):
        assert codec.decode(codec.encode(value)) == unicodedata.normalize("NFC", value)


@given(texts)
def test_two_spellings_of_one_text_have_one_form(value):
    assert TEXT.encode(unicodedata.normalize("NFD", value)) == TEXT.encode(unicodedata.normalize("NFC", value))


@given(st.dates())
def test_day(value):
    assert DAY.decode(DAY.encode(value)) == value


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20))
def test_amount_keeps_its_digits(value):
    written = AMOUNT.encode(value)
    back = AMOUNT.decode(written)
    assert back == value
    assert b"E" not in written
    assert AMOUNT.encode(back) == written


@given(json_values)
def test_data(value):
    assert DATA.decode(DATA.encode(value)) == value


@given(st.dictionaries(texts, st.integers(), min_size=2))
def test_data_has_one_form_whatever_the_order(value):
    assert DATA.encode(dict(reversed(value.items()))) == DATA.encode(value)


@pytest.mark.parametrize(
    ("codec", "value"),
    [
        (DAY, datetime(2091, 5, 17, 12, 0)),
        (DAY, "2091-05-17"),
        (AMOUNT, Decimal("NaN")),
        (AMOUNT, Decimal("Infinity")),
        (AMOUNT, 12.5),
        (DATA, float("nan")),
        (DATA, {1, 2}),
        (TEXT, 5),
        (TEXT, b"bytes"),
    ],
)
def test_another_type_is_refused_before_it_is_sealed(codec, value):
    with pytest.raises((TypeError, ValueError, AttributeError)):
        codec.encode(value)


@given(st.binary(), st.sampled_from([16, 256]))
def test_padding_comes_off_and_blurs_the_length(plaintext, block):
    padded = cell.pad(plaintext, block)
    assert cell.unpad(padded) == plaintext
    assert len(padded) % block == 0
    assert len(plaintext) < len(padded) <= len(plaintext) + block


@pytest.mark.parametrize("padded", [b"", bytes(16), b"no mark", b"\x80x"])
def test_padding_without_its_mark_is_a_broken_seal(padded):
    with pytest.raises(SealBroken):
        cell.unpad(padded)
