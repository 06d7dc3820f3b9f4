"""Opens what an installation sealed, written from docs/keys.md alone; shares no code with the program."""

import hashlib
import hmac
import json
import struct
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KINDS = {
    1: ("national_number", 16),
    2: ("name_pair", 8),
    3: ("family_name_and_birth_date", 8),
    4: ("sound_and_birth_year", 8),
    5: ("phone", 8),
    6: ("email", 8),
}


def read_roots(folder):
    """{(name, generation): secret} from the files of section 1."""
    roots = {}
    for path in Path(folder).glob("*.key"):
        name, generation, _ = path.name.split(".")
        roots[name, int(generation)] = bytes.fromhex(path.read_text().strip())
    return roots


def purpose_key(roots, root, purpose, generation):
    info = f"rd1/{root}/{purpose}/{generation}".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(roots[root, generation])


def mac(key, message):
    return hmac.new(key, message, hashlib.sha256).digest()


def lp(part):
    return struct.pack(">H", len(part)) + part


def open_key(roots, holder, generation, root_generation, wrapped):
    """Section 2."""
    aad = b"rd1|dek" + holder + struct.pack(">HH", generation, root_generation)
    return AESGCM(purpose_key(roots, "key-encryption", "wrap", root_generation)).decrypt(
        wrapped[:12], wrapped[12:], aad
    )


def open_cell(data_keys, table, column, row, holder, cell):
    """Section 3; `data_keys` is {generation: key} of this keyholder."""
    version, algorithm, generation = struct.unpack(">BBH", cell[:4])
    assert (version, algorithm) == (1, 1)
    aad = b"rd1" + lp(table.encode()) + lp(column.encode()) + row + holder + cell[:4]
    padded = AESGCM(data_keys[generation]).decrypt(cell[4:16], cell[16:], aad)
    text, mark, zeros = padded.rpartition(b"\x80")
    assert mark
    assert not zeros.strip(b"\x00")
    return text


def token(roots, kind, generation, *parts):
    """Section 5."""
    name, size = KINDS[kind]
    message = b"".join(lp(part.encode()) for part in parts)
    return mac(purpose_key(roots, "search", name, generation), message)[:size]


def content(record):
    """Section 6: `record` has the columns of audit_record, uids as bytes and `at` as an aware datetime."""
    covered = {name: record[name] for name in ("action", "actor", "detail", "entity", "fields", "generation")}
    covered |= {name: record[name] for name in ("purpose", "request_id", "seq")}
    covered |= {name: record[name].hex() if record[name] else None for name in ("case_uid", "entity_uid")}
    covered["at"] = datetime.strftime(record["at"].astimezone(UTC), "%Y-%m-%dT%H:%M:%S.%f+00:00")
    return json.dumps(covered, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def chain_is_sound(roots, records, head):
    """Section 6: every link of `records` (in order) and the seal of the head."""
    last, generation = bytes(32), 1
    for number, record in enumerate(records, start=1):
        assert record["seq"] == number
        assert record["generation"] >= generation
        generation = record["generation"]
        last = mac(purpose_key(roots, "audit", "chain", generation), last + content(record))
        assert last == record["mac"]
    seal = mac(purpose_key(roots, "audit", "head", head["generation"]), struct.pack(">Q", head["seq"]) + last)
    return (head["seq"], head["mac"], head["seal"]) == (len(records), last, seal)


def canary_holds(roots, root, generation, proof):
    """Section 7."""
    constant = b"regiodossier canary, version one"
    if root != "key-encryption":
        return mac(purpose_key(roots, root, "canary", generation), constant) == proof
    aad = b"rd1|canary" + struct.pack(">H", generation)
    return AESGCM(purpose_key(roots, root, "wrap", generation)).decrypt(proof[:12], proof[12:], aad) == constant
