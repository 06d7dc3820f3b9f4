"""The published format: fixed vectors, opened and made by the program and by the reference decryptor alike."""

import json
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.audit.chain import ChainKeys, content
from app.crypto import cell, sealed
from app.crypto.roots import Root, RootSet
from app.crypto.tokens import Tokenizer, TokenKind
from app.crypto.vault import key_associated_data
from tests.oracle import reference_decryptor as reference

FILE = Path(__file__).parents[2] / "vectors" / "version_1.json"
CHECKSUM = "d523d7684ed4b330696205018829742a5f26ec8beff6ac734aaca9e49a481f00"
VECTORS = json.loads(FILE.read_text())
SECRETS = {(item["root"], item["generation"]): bytes.fromhex(item["secret"]) for item in VECTORS["roots"]}
ROOTS = RootSet({(Root(name), generation): secret for (name, generation), secret in SECRETS.items()})
VALUES = {
    "DAY": date.fromisoformat,
    "AMOUNT": Decimal,
    "DATA": json.loads,
}


def test_the_vectors_are_those_of_the_first_version():
    assert sha256(FILE.read_bytes()).hexdigest() == CHECKSUM, "published vectors are never edited: add a new file"


@pytest.mark.parametrize("item", VECTORS["purpose_keys"], ids=lambda item: f"{item['root']}-{item['purpose']}")
def test_purpose_keys(item):
    derived = ROOTS.derive(Root(item["root"]), item["purpose"], item["generation"])
    assert derived.hex() == item["key"]


@pytest.mark.parametrize("item", VECTORS["wrapped_keys"], ids=lambda item: str(item["generation"]))
def test_wrapped_keys(item):
    holder, wrapped = UUID(item["holder"]), bytes.fromhex(item["wrapped"])
    associated = key_associated_data(holder, item["generation"])
    assert ROOTS.unwrap(item["root_generation"], wrapped, associated).hex() == item["data_key"]
    opened = reference.open_key(SECRETS, holder.bytes, item["generation"], item["root_generation"], wrapped)
    assert opened.hex() == item["data_key"]


@pytest.mark.parametrize("item", VECTORS["cells"], ids=lambda item: f"{item['codec']}-{item['column']}")
def test_cells(item, monkeypatch):
    codec = getattr(sealed, item["codec"])
    value = VALUES.get(item["codec"], str)(item["value"])
    row, holder, stored = UUID(item["row"]), UUID(item["holder"]), bytes.fromhex(item["cell"])
    where, key = cell.place(item["table"], item["column"]), bytes.fromhex(item["data_key"])

    plaintext = cell.unseal(AESGCM(key), where, cell.bound(row, holder, stored[:4]), stored)
    assert plaintext.hex() == item["plaintext"]
    assert codec.encode(value) == plaintext
    assert codec.encode(codec.decode(plaintext)) == plaintext

    monkeypatch.setattr("os.urandom", lambda size: bytes.fromhex(item["nonce"])[:size])
    bound = cell.bound(row, holder, cell.header(item["generation"]))
    made = cell.seal(AESGCM(key), where, bound, plaintext, codec.block)
    assert made == stored
    keys = {item["generation"]: key}
    assert reference.open_cell(keys, item["table"], item["column"], row.bytes, holder.bytes, stored) == plaintext


@pytest.mark.parametrize("item", VECTORS["tokens"], ids=lambda item: f"{item['kind']}-{item['generation']}")
def test_tokens(item):
    made = Tokenizer(ROOTS, item["generation"]).token(TokenKind(item["kind"]), *item["parts"])
    assert made.hex() == item["token"]


def test_every_kind_of_token_has_vectors():
    assert {kind.value for kind in TokenKind} == {item["kind"] for item in VECTORS["tokens"]} == set(reference.KINDS)


def test_audit_chain():
    keys, previous, records = ChainKeys(ROOTS), bytes(32), []
    for item in VECTORS["audit"]["records"]:
        record = item | {name: UUID(item[name]) if item[name] else None for name in ("entity_uid", "case_uid")}
        record["at"] = datetime.fromisoformat(item["at"])
        assert content(record).decode() == item["content"]
        previous = keys.link(item["generation"], previous, content(record))
        assert previous.hex() == item["mac"]
        uids = {name: record[name].bytes if record[name] else None for name in ("entity_uid", "case_uid")}
        records.append(record | uids | {"mac": previous})
    head = VECTORS["audit"]["head"]
    assert keys.seal(head["generation"], head["seq"], previous).hex() == head["seal"]
    stored = head | {name: bytes.fromhex(head[name]) for name in ("mac", "seal")}
    assert reference.chain_is_sound(SECRETS, records, stored)
