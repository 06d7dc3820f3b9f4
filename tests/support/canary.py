"""Values that no log, page, address or message may ever show, and the walk that types them wherever a person could."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from app.access.matrix import matrix
from tests.access.expectations import Expect, Key
from tests.access.world import World
from tests.support.people import HouseClient, form_token

CANARY = "Kanarie-Vandenbergheke"
CANARIES = (CANARY, "99.02.30-999.97", "99023099997", "kanarie@vogel.example", "+32 499 00 19 84", "Kanariepad 8472")
"""A name, a number that cannot exist in both its notations, an address of each kind."""
_STAFF = ("accounts.", "actionplan.", "reports.", "texts.", "users.", "energiehuis.template", "styleguide", "static")
"""Pages where colleagues write about themselves, the plan and the public report: those words are not about a client."""


class Fields(HTMLParser):
    """Fields of the forms on a page: what each offers, and which take free text."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self.free: set[str] = set()
        self._select = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        name = given.get("name") or ""
        if tag == "select":
            self._select = name
        if tag == "option":
            name = self._select
        if not name or name == "csrf_token" or tag not in {"input", "select", "textarea", "button", "option"}:
            return
        self.fields.setdefault(name, []).append(given.get("value") or "")
        if tag == "textarea" or (tag == "input" and given.get("type", "text") in {"text", "search", "email", "tel"}):
            self.free.add(name)


def fields_on(text: str) -> Fields:
    """The fields of a page."""
    found = Fields()
    found.feed(text)
    return found


@dataclass
class Walk:
    """Every page once, every form once with canaries in it; keeps where a canary came back that may not."""

    world: World
    sent: int = 0
    leaks: list[str] = field(default_factory=list)

    def over(self, expected: dict[Key, Expect]) -> None:
        held = matrix().held
        for key, expect in sorted(expected.items(), key=lambda item: item[0]):
            if expect.permission is None or key[0].startswith(_STAFF):
                continue
            role = next(role for role, may in held.items() if expect.permission in may)
            client = self.world.known_colleague(role, self.world.own, expect.project)
            made = self.world.kept if key[1] == "GET" else self.world.values
            self._one(key, self.world.url(key[0], made(expect, self.world.own, client)), expect, client)

    def _one(self, key: Key, url: str, expect: Expect, client: HouseClient) -> None:
        page = client.get(url, buffered=True)
        self._judge(key, url, page)
        if key[1] == "GET":
            return
        found = fields_on(page.text) if page.mimetype == "text/html" and page.status_code == 200 else Fields()
        form = {name: values[-1] for name, values in found.fields.items()} | expect.data
        free = sorted(found.free | {name for name, value in expect.data.items() if isinstance(value, str)})
        # One canary at a time is in its place often enough; all at once would be refused at the first date.
        for shift in range(2):
            typed = {name: CANARIES[(place + shift) % 6] for place, name in enumerate(free) if _takes_words(form, name)}
            answer = client.post(url, data={"csrf_token": form_token(client), **form, **typed}, buffered=True)
            self.sent += 1
            self._judge(key, url, answer)

    def _judge(self, key: Key, url: str, answer: object) -> None:
        """A canary may be where a person is shown or a form given back; never in an address or an error."""
        seen = [answer.headers.get("Location", "")]
        if answer.status_code in (400, 403, 404, 405, 413, 429, 500):
            seen.append(answer.get_data(as_text=True))
        self.leaks += [f"{key} {answer.status_code}" for text in seen for one in CANARIES if one in text]


def _takes_words(form: dict[str, object], name: str) -> bool:
    """A field with a day or a number in it would only be refused."""
    value = str(form.get(name, ""))
    return not any(sign.isdigit() for sign in value)


def files_with_canaries(*folders: Path) -> list[str]:
    """Files under these folders with a canary anywhere in their bytes, whatever encoding of those in use."""
    wanted = {form for one in CANARIES for form in (one.encode(), one.encode("utf-16-le"), one.encode().hex().encode())}
    found = []
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file():
                content = path.read_bytes()
                found += [f"{path.name}: {one[:8]!r}" for one in wanted if one in content]
    return found
