"""What every endpoint must answer to whom; each package keeps its own part in expect_<package>.py.

A part is a dictionary EXPECTED from (endpoint, method) to `Expect`. An endpoint that is in no part fails the
matrix, and so does a part that names an endpoint that does not exist.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

Values = dict[str, Any]
Builder = Callable[..., Values]
"""Called with (world, organisation, client): makes an object there and returns what its address is built from."""

Key = tuple[str, str]


@dataclass(frozen=True)
class Expect:
    """What one endpoint asks and answers."""

    permission: str | None
    """None: public, for everybody alike."""
    build: Builder | None = None
    """Makes the object in the address; without one the address has no object, or `values` are given."""
    values: Values = field(default_factory=dict)
    status: int = 200
    """The answer when all is well; of a form that is sent empty, usually 422."""
    status_signed_in: int | None = None
    """The answer to somebody who is signed in, where that differs."""
    data: Values = field(default_factory=dict)
    """The form that is sent, beside its token."""
    is_personal: bool = False
    """The object belongs to the colleague alone: that of a colleague nearby is as foreign as any."""
    is_shared: bool = False
    """The object is the association's own: whoever may see one sees every one, at whatever organisation."""
    project: str | None = None
    """The project of the object: a role in another project does not reach it."""
    lists: Builder | None = None
    """For a list: makes a row that must be on it for the own organisation, and not for another."""
    shows: Callable[[Values], str] = lambda values: str(next(iter(values.values())))
    """What of that row is on the page."""
    writes_on_get: str = ""
    """Why a GET leaves something behind; empty: it does not."""


def expectations() -> dict[Key, Expect]:
    """All parts together."""
    found: dict[Key, Expect] = {}
    for path in sorted(Path(__file__).parent.glob("expect_*.py")):
        part = import_module(f"tests.access.{path.stem}").EXPECTED
        twice = found.keys() & part.keys()
        if twice:
            raise ValueError(f"{path.name} expects again: {sorted(twice)}")
        found |= part
    return found
