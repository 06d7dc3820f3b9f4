"""Every form and every question of the address bar, sent with what nobody would type: a 500 is a fault of ours."""

import ast
import hashlib
import io
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import got_request_exception
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.access.matrix import matrix
from app.core.model import Base
from tests.access.expectations import Expect, Key, Values
from tests.access.world import World
from tests.support.canary import fields_on
from tests.support.people import HouseClient, form_token, token_in
from tests.support.tree import sources

NASTY = (
    "", " ", "0", "-1", "1e999", "NaN", "9" * 30, "2147483648", "9223372036854775808", "1,5", "1.000.000,00", "-0,001",
    "31/02/2026", "00/00/0000", "01/01/0001", "31/12/9999", "16/03/2026", "2026-03-16", "10000-01-01", "24:61",
    "2026-13",
    "' OR 1=1 --", '"; DROP TABLE person; --', "%", "_", "\\", "{{7*7}}", "<script>x</script>", "=1+1", "\r\nX-Y: z",
    "a\x00b", "\ud7ff\uffff", "é" * 300, "x" * 21_000, "../../etc/passwd", "00000000-0000-0000-0000-000000000000",
    "OEF-2026-0001", "WC-9999-99999", "W13", "34022", "true", "on", "٣", "²", "∞",
)  # fmt: skip
_TABLES_OF_ONE_LOOK = {"user_session", "audit_record", "audit_head", "sign_in_attempt"}
"""Every look leaves something there, whoever looks."""


@dataclass(frozen=True)
class Target:
    """One address with one method, who asks, and what may be sent along."""

    key: Key
    expect: Expect
    values: Values
    role: str
    fields: dict[str, list[str]]


@dataclass
class Findings:
    """What came out of a run."""

    requests: int = 0
    refused: int = 0
    """How many of them came without a valid token, and were refused."""
    faults: dict[str, str] = field(default_factory=dict)
    """Place of a fault: the request that showed it."""


def query_names() -> list[str]:
    """Every name that some view reads from the address."""
    found = set()
    for source in sources("app"):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and node.args and ast.unparse(node.func).startswith("request.args.get"):
                found |= {each.value for each in node.args[:1] if isinstance(each, ast.Constant)}
    return sorted(found)


class Fuzzer:
    """Sends requests to one world, and keeps what went wrong."""

    def __init__(self, world: World, number: int = 1) -> None:
        self.world, self.number, self.found = world, number, Findings()
        self._clients: dict[tuple[str, str | None], HouseClient] = {}
        self._names = query_names()
        world.app.config["PROPAGATE_EXCEPTIONS"] = False

    def run(self, expected: dict[Key, Expect], each: int) -> Findings:
        """`each` requests to every one of these, some more of them without a valid token where that matters."""
        with self._watched():
            targets = [self._target(key, expect) for key, expect in sorted(expected.items(), key=lambda item: item[0])]
            before = self._content()
            for target in targets:
                if target.key[1] != "GET":
                    self._without_token(target)
            for table, content in self._content().items():
                if content != before[table]:
                    self.found.faults[f"{table} changed without a token"] = "see the requests before"
            for target in targets:
                self._drawn(target, each)
        return self.found

    def client(self, target: Target, *, fresh: bool = False) -> HouseClient:
        kind = target.role, target.expect.project
        if fresh or kind not in self._clients:
            self._clients[kind] = self.world.colleague(target.role, self.world.own, target.expect.project)
        return self._clients[kind]

    def _target(self, key: Key, expect: Expect) -> Target:
        held = matrix().held
        role = next((r for r, may in held.items() if expect.permission is None or expect.permission in may), "dpo")
        client = self.world.colleague(role, self.world.own, expect.project)
        self._clients[role, expect.project] = client
        values = self.world.values(expect, self.world.own, client)
        fields = {name: [str(value)] for name, value in expect.data.items()}
        with suppress(UnicodeDecodeError):  # a file, which has no forms
            fields = fields_on(client.get(self.world.url(key[0], values), buffered=True).text).fields | fields
        return Target(key, expect, values, role, fields)

    def _without_token(self, target: Target) -> None:
        filled = {name: values[-1] for name, values in target.fields.items()}
        client = self.client(target)
        url = self.world.url(target.key[0], target.values)
        for wrong in ({}, {"csrf_token": ""}, {"csrf_token": "x" * 90}):
            answer = client.open(url, method=target.key[1], data={**filled, **wrong})
            self.found.requests += 1
            self.found.refused += answer.status_code == 400
            if answer.status_code != 400:
                self.found.faults[f"{target.key} {answer.status_code} without a token"] = url

    def _drawn(self, target: Target, each: int) -> None:
        @seed(self.number)
        @settings(
            max_examples=each, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=HealthCheck
        )
        @given(st.data())
        def send(data: st.DataObject) -> None:
            self._send(target, data.draw)

        send()

    def _send(self, target: Target, draw: Callable[..., Any]) -> None:
        client = self.client(target)
        url = self._address(target, draw)
        query = draw(st.dictionaries(st.sampled_from(self._names), text(()), max_size=4))
        form = {name: draw(text(tuple(offered))) for name, offered in target.fields.items() if draw(st.integers(0, 4))}
        if draw(st.integers(0, 9)) == 0:
            form["file"] = form["upload"] = (io.BytesIO(draw(st.binary(max_size=40))), "x.pdf")
        if target.key[1] == "GET":
            query, form = {**query, **_texts(form)}, {}
        url += ("&" if "?" in url else "?") + urlencode(query)
        options = {"data": {"csrf_token": self._token(client), **form}} if target.key[1] != "GET" else {}
        answer = client.open(url, method=target.key[1], buffered=False, **options)
        answer.close()
        self.found.requests += 1
        if answer.status_code >= 500 and not self._noted:
            self.found.faults[f"{target.key} {answer.status_code}"] = url
        self._noted = False
        if answer.status_code == 302 and answer.location.startswith("/aanmelden") and target.expect.permission:
            self.client(target, fresh=True)

    def _address(self, target: Target, draw: Callable[..., Any]) -> str:
        values = dict(target.values)
        for name, value in values.items():
            if draw(st.integers(0, 7)) == 0:
                values[name] = draw(st.uuids()) if isinstance(value, UUID) else _like(value, draw)
        try:
            return self.world.url(target.key[0], values)
        except ValueError:  # not one of the words that this address knows: it cannot be made
            return self.world.url(target.key[0], target.values)

    def _token(self, client: HouseClient) -> str:
        if client.csrf_raw is not None:
            return form_token(client)
        return token_in(client.get(self.world.url("accounts.sign_in", {})))

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Note where each unexpected error came from, once for each place."""
        self._noted = False

        def note(_app: object, exception: BaseException, **_: object) -> None:
            last = [step for step in traceback.extract_tb(exception.__traceback__) if "/app/" in step.filename]
            place = f"{last[-1].filename.split('/app/')[-1]}:{last[-1].lineno}" if last else "outside"
            self.found.faults.setdefault(f"{type(exception).__name__} {place}", repr(exception)[:300])
            self._noted = True

        with got_request_exception.connected_to(note, self.world.app):
            yield

    def _content(self) -> dict[str, str]:
        """A fingerprint of every table, but for what every look leaves behind."""
        with self.world.services.new_session() as session:
            return {
                table.name: hashlib.sha256(repr(session.execute(select(table)).all()).encode()).hexdigest()
                for table in Base.metadata.sorted_tables
                if table.name not in _TABLES_OF_ONE_LOOK
            }


def text(offered: tuple[str, ...]) -> st.SearchStrategy[str]:
    """A value for a field: one that its page offers, something nasty, or anything at all."""
    anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
    chosen = [st.sampled_from(offered)] * 2 if offered else []
    return st.one_of(*chosen, st.sampled_from(NASTY), anything)


def _texts(form: dict[str, Any]) -> dict[str, str]:
    return {name: value for name, value in form.items() if isinstance(value, str)}


def _like(value: Any, draw: Callable[..., Any]) -> Any:
    """Another value of the kind that this part of an address takes."""
    if isinstance(value, int):
        return draw(st.sampled_from([0, 1, 1899, 9999, 2**31, 2**63, 10**30]))
    return draw(st.sampled_from(["x", "2026", "..", "'", "%", "é", "a" * 300, "2026-02-30", "OEF-2026-0001", "\x00"]))
