"""The chain: each record's code covers its content and the code before it; docs/keys.md has the layout."""

import hmac
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC
from functools import lru_cache
from hashlib import sha256
from json.encoder import encode_basestring_ascii as quoted
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Dialect, Row, String, cast, func, select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from app.audit.models import AuditHead, AuditRecord
from app.audit.writing import write_rows
from app.crypto.errors import SealBroken
from app.crypto.roots import Root, RootProvider

GENESIS: Final = bytes(32)
_HEAD_ID: Final = 1
_BATCH: Final = 2000
_AT, _FIELDS = AuditRecord.__table__.c.at, AuditRecord.__table__.c.fields
_UIDS = (AuditRecord.__table__.c.entity_uid, AuditRecord.__table__.c.case_uid)
_AS_KEPT: Final[dict[str, dict[str, ColumnElement[Any]]]] = {
    "sqlite": {
        "at": func.replace(type_coerce(_AT, String), " ", "T", type_=String) + "+00:00",
        "fields": type_coerce(_FIELDS, String),
    },
    "postgresql": {
        "at": func.to_char(func.timezone("UTC", _AT), 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"', type_=String),
        "fields": cast(_FIELDS, String),
        **{uid.key: func.uuid_send(uid) for uid in _UIDS},
    },
}
"""How each engine gives the moment as it is covered, uids as sixteen bytes, and the names of fields unread."""


class TrailBroken(Exception):
    """The head of the chain is missing or was not written by this program; nothing may be added to it."""


class ChainKeys:
    """The keys of the chain and of its head, one pair for each generation of the audit root."""

    def __init__(self, roots: RootProvider) -> None:
        self._roots = roots
        self._known: dict[tuple[str, int], hmac.HMAC] = {}

    @property
    def newest(self) -> int:
        """The generation that new records are linked with."""
        return self._roots.generation(Root.AUDIT)

    def link(self, generation: int, previous: bytes, content: bytes) -> bytes:
        """HMAC-SHA256 over the previous link and a record's content."""
        return self._code("chain", generation, previous + content)

    def seal(self, generation: int, seq: int, mac: bytes) -> bytes:
        """HMAC-SHA256 over the number and link of the last record: only this program can move the head."""
        return self._code("head", generation, seq.to_bytes(8) + mac)

    def _code(self, purpose: str, generation: int, message: bytes) -> bytes:
        begun = self._known.get((purpose, generation))
        if begun is None:
            key = self._roots.derive(Root.AUDIT, purpose, generation)
            begun = self._known[purpose, generation] = hmac.new(key, digestmod=sha256)
        # A copy has taken in its key already, which is half the work of a code over so short a text.
        code = begun.copy()
        code.update(message)
        return code.digest()


def chain_key(roots: RootProvider) -> ChainKeys:
    """The keys of the chain, from the audit root."""
    return ChainKeys(roots)


def content(record: Mapping[str, Any]) -> bytes:
    """Everything of a record that its link covers, as canonical JSON."""
    entity_uid, case_uid = record["entity_uid"], record["case_uid"]
    return _content(
        record["seq"],
        record["at"].astimezone(UTC).isoformat(timespec="microseconds"),
        record["actor"],
        record["action"],
        record["entity"],
        _uid(entity_uid),
        _uid(case_uid),
        json.dumps(record["fields"], separators=(",", ":")),
        record["purpose"],
        record["detail"],
        record["request_id"],
        record["generation"],
    )


def _content(
    seq: int,
    at: str,
    actor: str,
    action: str,
    entity: str,
    entity_uid: str,
    case_uid: str,
    fields: str,
    purpose: str,
    detail: str | None,
    request_id: str,
    generation: int,
) -> bytes:
    """The one place that lays a record out, in the order of its keys; moment, uids and fields come as text."""
    return (
        f'{{"action":{quoted(action)},"actor":{quoted(actor)},"at":{quoted(at)},"case_uid":{case_uid}'
        f',"detail":{"null" if detail is None else quoted(detail)},"entity":{quoted(entity)}'
        f',"entity_uid":{entity_uid},"fields":{fields},"generation":{generation}'
        f',"purpose":{quoted(purpose)},"request_id":{quoted(request_id)},"seq":{seq}}}'
    ).encode()


def _uid(uid: bytes | UUID | None) -> str:
    """Sixteen bytes as SQLite keeps them, or a UUID."""
    if uid is None:
        return "null"
    return f'"{uid.hex() if isinstance(uid, bytes) else uid.hex}"'


def begin_chain(session: Session, keys: ChainKeys) -> None:
    """Write the head of an empty chain; once, together with the identity of the installation."""
    head = AuditHead(id=_HEAD_ID, seq=0, generation=keys.newest, mac=GENESIS)
    head.seal = keys.seal(head.generation, head.seq, head.mac)
    session.add(head)


def append(session: Session, keys: ChainKeys, entries: Sequence[Mapping[str, Any]]) -> None:
    """Number and link the entries at the head of the chain, in the session's transaction.

    The head stays locked until the transaction ends, so call this last. TrailBroken when the head is not
    as this program left it: a cut-off chain must not be sealed anew.
    """
    query = select(AuditHead).where(AuditHead.id == _HEAD_ID).with_for_update()
    head = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if head is None or not _is_sealed(head, keys):
        raise TrailBroken("the head of the audit chain is missing or altered; run `audit verify`")
    # A process that has not noticed yet that the root was replaced must not go back to the older one.
    generation, seq, previous = max(keys.newest, head.generation), head.seq, head.mac
    rows = []
    for entry in entries:
        seq += 1
        row = {**entry, "seq": seq, "generation": generation}
        row["mac"] = previous = keys.link(generation, previous, content(row))
        rows.append(row)
    write_rows(session, rows)
    head.seq, head.generation, head.mac = seq, generation, previous
    head.seal = keys.seal(generation, seq, previous)
    session.flush()


@dataclass(frozen=True)
class Verdict:
    """What the verifier found: how many records are sound, and the first that is not."""

    records: int
    first_bad: int | None


def verify(session: Session, keys: ChainKeys) -> Verdict:
    """Walk the whole chain; a changed, missing, moved or cut-off record is named by its number.

    Records that others append meanwhile are walked too.
    """
    walk = _Walk(keys)
    while True:
        head = _head(session)
        if not all(walk.accepts(row) for row in _rows(session, walk.seq, head.seq if head else None)):
            break
        if head is None or not _is_sealed(head, keys) or (head.seq, head.mac) != (walk.seq, walk.mac):
            break
        beyond = session.scalar(select(AuditRecord.seq).where(AuditRecord.seq > walk.seq).limit(1))
        if beyond is None:
            return Verdict(walk.seq, None)
        if _head(session) == head:
            break
    return Verdict(walk.seq, walk.seq + 1)


class _Walk:
    """How far the chain was followed."""

    def __init__(self, keys: ChainKeys) -> None:
        self.keys, self.seq, self.mac, self.generation = keys, 0, GENESIS, 1

    def accepts(self, row: Sequence[Any]) -> bool:
        """Step to the next record, if it is the one that must follow."""
        seq, at, actor, action, entity, entity_uid, case_uid, fields, purpose, detail, request_id, generation, mac = row
        try:
            if seq != self.seq + 1 or generation < self.generation:
                return False
            covered = _content(
                seq, at, actor, action, entity, _uid(entity_uid), _uid(case_uid), _compact(fields), purpose, detail,
                request_id, generation,
            )  # fmt: skip
            expected = self.keys.link(generation, self.mac, covered)
            if not hmac.compare_digest(mac, expected):
                return False
        except (SealBroken, TypeError, ValueError, AttributeError):
            # Of a generation that there never was, or no longer of the kind that its column holds.
            return False
        self.seq, self.mac, self.generation = seq, expected, generation
        return True


@lru_cache(maxsize=1024)
def _compact(fields: str) -> str:
    """The list of names as it is covered; the same few lists come back in record after record."""
    return json.dumps(json.loads(fields), separators=(",", ":"))


def _head(session: Session) -> "Row[Any] | None":
    return session.execute(select(*AuditHead.__table__.columns).where(AuditHead.id == _HEAD_ID)).one_or_none()


def _rows(session: Session, after: int, last: int | None) -> Iterator[Sequence[Any]]:
    """The records behind a number, in order; the answer is streamed, so that memory stays flat.

    They come as the driver gives them: making values and rows of a million records only to write them out again
    takes longer than everything else.
    """
    connection = session.connection()
    query = select(*_as_kept(connection.dialect)).order_by(AuditRecord.seq)
    if after:
        query = query.where(AuditRecord.seq > after)
    if last is not None:
        query = query.where(AuditRecord.seq <= last)
    statement = str(query.compile(connection, compile_kwargs={"literal_binds": True}))
    # A cursor with a name is one that PostgreSQL keeps, and hands over by so many rows.
    named = {"name": "chain"} if connection.dialect.name == "postgresql" else {}
    with closing(connection.connection.cursor(**named)) as cursor:
        cursor.execute(statement)
        while batch := cursor.fetchmany(_BATCH):
            yield from batch


def _as_kept(dialect: Dialect) -> "list[ColumnElement[Any]]":
    as_kept = _AS_KEPT[dialect.name]
    return [as_kept.get(column.key, type_coerce(column, NullType())) for column in AuditRecord.__table__.columns]


def _is_sealed(head: "AuditHead | Row[Any]", keys: ChainKeys) -> bool:
    try:
        return hmac.compare_digest(head.seal, keys.seal(head.generation, head.seq, head.mac))
    except SealBroken:
        return False
