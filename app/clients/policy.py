"""How many searches for people one colleague may do: config/policy/oversight.toml."""

import tomllib
from functools import cache

from config import POLICY_FOLDER


@cache
def searches_per_hour() -> int:
    """The limit of this installation; read once."""
    document = tomllib.loads((POLICY_FOLDER / "oversight.toml").read_text())
    return int(document["search"]["per_hour"])
