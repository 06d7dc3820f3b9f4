"""A cell opens in its own place with its own key, whole and unaltered, or not at all."""

from uuid import UUID

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from app.core.uid import new_uid
from app.crypto import cell
from app.crypto.errors import SealBroken

WHERE = cell.place("person", "family_name_cell")
ROW, HOLDER = new_uid(), new_uid()
CIPHER = AESGCM(bytes(range(32)))
SEALED = cell.seal(CIPHER, WHERE, cell.bound(ROW, HOLDER, cell.header(1)), b"Voorbeeld", 16)


def opened(sealed, *, where=WHERE, row=ROW, holder=HOLDER, cipher=CIPHER):
    cell.generation_of(sealed)
    return cell.unseal(cipher, where, cell.bound(row, holder, sealed[:4]), sealed)


def test_opens_in_its_place():
    assert opened(SEALED) == b"Voorbeeld"
    assert len(SEALED) == cell.OVERHEAD + 16


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"row": new_uid()},
        {"holder": new_uid()},
        {"row": HOLDER, "holder": ROW},
        {"where": cell.place("person", "given_name_cell")},
        {"where": cell.place("note", "family_name_cell")},
        {"where": cell.place("personfamily_name", "_cell")},
        {"cipher": AESGCM(bytes(32))},
    ],
)
def test_opens_nowhere_else(elsewhere):
    with pytest.raises(SealBroken):
        opened(SEALED, **elsewhere)


def test_no_single_bit_can_change():
    for position in range(len(SEALED) * 8):
        altered = bytearray(SEALED)
        altered[position // 8] ^= 1 << position % 8
        with pytest.raises(SealBroken):
            opened(bytes(altered))


def test_no_byte_can_be_missing_or_added():
    for length in range(len(SEALED)):
        with pytest.raises(SealBroken):
            opened(SEALED[:length])
        with pytest.raises(SealBroken):
            opened(SEALED[-length:] if length else b"")
        with pytest.raises(SealBroken):
            cell.unseal(CIPHER, WHERE, cell.bound(ROW, HOLDER, SEALED[:4]), SEALED[:length])
    with pytest.raises(SealBroken):
        opened(SEALED + b"\x00")


@pytest.mark.parametrize("header", ["00010001", "01000001", "02010001", "01020001", "01010000", "01010002"])
def test_no_other_header_is_accepted(header):
    with pytest.raises(SealBroken):
        opened(bytes.fromhex(header) + SEALED[4:])


@given(st.binary(max_size=80))
def test_what_was_never_sealed_is_refused(stored):
    with pytest.raises(SealBroken):
        opened(stored)


@given(st.binary(max_size=600), st.integers(1, 65535), st.uuids(), st.uuids(), st.sampled_from([16, 256]))
def test_round_trip(plaintext, generation, row, holder, block):
    sealed = cell.seal(CIPHER, WHERE, cell.bound(row, holder, cell.header(generation)), plaintext, block)
    assert cell.generation_of(sealed) == generation
    assert opened(sealed, row=row, holder=holder) == plaintext
    assert len(sealed) == cell.OVERHEAD + len(plaintext) // block * block + block


def test_no_nonce_comes_twice():
    nonces = {cell.seal(CIPHER, WHERE, cell.bound(ROW, HOLDER, cell.header(1)), b"", 16)[4:16] for _ in range(20_000)}
    assert len(nonces) == 20_000


names = st.text(st.characters(codec="ascii", categories=["Ll"], include_characters="_"), min_size=1, max_size=12)


@given(names, names, names, names)
def test_two_places_never_share_their_bytes(table, column, other_table, other_column):
    same = (table, column) == (other_table, other_column)
    assert (cell.place(table, column) == cell.place(other_table, other_column)) is same


def test_a_message_never_carries_the_value():
    with pytest.raises(SealBroken) as failure:
        opened(SEALED, row=UUID(int=1))
    assert "Voorbeeld" not in repr(failure.value)
