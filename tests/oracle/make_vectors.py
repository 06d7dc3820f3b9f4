"""Made tests/vectors/*.json once, from fixed keys and nonces; kept to show how, refuses to write them again."""

import json
import sys
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tests.oracle.reference_decryptor import KINDS, content, lp, mac, purpose_key, struct, token

ROOTS = {
    (root, generation): bytes([number * 16 + generation]) * 32
    for number, root in enumerate(("key-encryption", "search", "audit", "statistics"), start=1)
    for generation in (1, 2)
}
HOLDER = bytes.fromhex("019a000000007000800000000000aaaa")
ROW = bytes.fromhex("019a000000007000800000000000bbbb")
DATA_KEYS = {1: bytes(range(32)), 2: bytes(range(32, 64)), 65535: bytes(range(64, 96))}
CELLS = [
    ("TEXT", "person", "family_name_cell", 1, 16, "Voorbeeld", "Voorbeeld"),
    ("TEXT", "person", "given_name_cell", 1, 16, "", ""),
    ("TEXT", "person", "phone_cell", 2, 16, "vijftien tekens", "vijftien tekens"),
    ("TEXT", "person", "email_cell", 2, 16, "zestien tekens.!", "zestien tekens.!"),
    ("TEXT", "person", "family_name_cell", 65535, 16, "Zoe\u0308 d\u2019Oe\u0301", "Zo\u00eb d\u2019O\u00e9"),
    ("NOTE", "note", "text_cell", 1, 256, "Een gesprek.\n\u20ac 12 betaald \U0001f642", None),
    ("DAY", "person", "birth_date_cell", 1, 16, "2091-05-17", "2091-05-17"),
    ("AMOUNT", "loan", "income_cell", 1, 16, "-1234.50", "-1234.50"),
    ("DATA", "person", "address_cell", 1, 256, '{"nr":[1,null,true],"straat":"Caf\u00e9dreef"}', None),
]
RECORDS = [
    {"action": "person.register", "actor": "user:1", "entity": "person", "entity_uid": HOLDER, "case_uid": None,
     "fields": ["family_name", "given_name"], "purpose": "clients.create", "detail": None, "generation": 1},
    {"action": "consult", "actor": "system:test", "entity": "keyholder", "entity_uid": HOLDER, "case_uid": ROW,
     "fields": [], "purpose": "caf\u00e9", "detail": "woonclub: 3", "generation": 2},
]  # fmt: skip


def nonce(number):
    return bytes([0xC0 + number]) * 12


def wrapped_keys():
    for number, (generation, key) in enumerate(DATA_KEYS.items()):
        root_generation = 1 if generation == 1 else 2
        aad = b"rd1|dek" + HOLDER + struct.pack(">HH", generation, root_generation)
        cipher = AESGCM(purpose_key(ROOTS, "key-encryption", "wrap", root_generation))
        wrapped = nonce(number) + cipher.encrypt(nonce(number), key, aad)
        yield {"holder": HOLDER.hex(), "generation": generation, "root_generation": root_generation,
               "data_key": key.hex(), "wrapped": wrapped.hex()}  # fmt: skip


def cells():
    for number, (codec, table, column, generation, block, given, stored) in enumerate(CELLS):
        text = (given if stored is None else stored).encode()
        padded = text + b"\x80" + b"\x00" * ((-len(text) - 1) % block)
        header = struct.pack(">BBH", 1, 1, generation)
        holder = ROW if table == "note" else HOLDER
        aad = b"rd1" + lp(table.encode()) + lp(column.encode()) + ROW + holder + header
        sealed = AESGCM(DATA_KEYS[generation]).encrypt(nonce(number), padded, aad)
        yield {"codec": codec, "table": table, "column": column, "row": ROW.hex(), "holder": holder.hex(),
               "generation": generation, "data_key": DATA_KEYS[generation].hex(), "nonce": nonce(number).hex(),
               "value": given, "plaintext": text.hex(), "cell": (header + nonce(number) + sealed).hex()}  # fmt: skip


def tokens():
    parts = {1: ["91051700086"], 2: ["proef", "zoe"], 3: ["vandenvoorbeeld", "2091-05-17"], 4: ["vorbeld", "2091"],
             5: ["0470000000"], 6: ["zo\u00eb@voorbeeld.example"]}  # fmt: skip
    for kind in KINDS:
        for generation in (1, 2):
            made = token(ROOTS, kind, generation, *parts[kind])
            yield {"kind": kind, "generation": generation, "parts": parts[kind], "token": made.hex()}


def chain():
    import datetime

    last, records = bytes(32), []
    for number, record in enumerate(RECORDS, start=1):
        at = datetime.datetime(2026, 3, 16, 11, 0, number, 7 * number, datetime.UTC)
        full = record | {"seq": number, "request_id": f"{number:016x}", "at": at}
        last = mac(purpose_key(ROOTS, "audit", "chain", full["generation"]), last + content(full))
        uids = {name: full[name].hex() if full[name] else None for name in ("entity_uid", "case_uid")}
        records.append(full | uids | {"at": at.isoformat(), "content": content(full).decode(), "mac": last.hex()})
    seal = mac(purpose_key(ROOTS, "audit", "head", 2), struct.pack(">Q", len(records)) + last)
    return {"records": records, "head": {"seq": len(records), "generation": 2, "mac": last.hex(), "seal": seal.hex()}}


def purposes():
    for root, purpose in (("key-encryption", "wrap"), ("search", "phone"), ("audit", "chain"), ("audit", "head"),
                          ("statistics", "canary")):  # fmt: skip
        for generation in (1, 2):
            key = purpose_key(ROOTS, root, purpose, generation)
            yield {"root": root, "purpose": purpose, "generation": generation, "key": key.hex()}


def main():
    path = Path(__file__).parent.parent / "vectors" / "version_1.json"
    if path.exists():
        sys.exit("the vectors are there; they are never made again")
    vectors = {
        "roots": [{"root": root, "generation": number, "secret": key.hex()} for (root, number), key in ROOTS.items()],
        "purpose_keys": list(purposes()), "wrapped_keys": list(wrapped_keys()), "cells": list(cells()),
        "tokens": list(tokens()), "audit": chain(),
    }  # fmt: skip
    path.write_text(json.dumps(vectors, indent=1, ensure_ascii=True) + "\n")


if __name__ == "__main__":
    main()
