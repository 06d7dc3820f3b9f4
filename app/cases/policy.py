"""How long drafts are kept, from config/policy/drafts.toml."""

import tomllib
from datetime import timedelta
from functools import cache

from config import POLICY_FOLDER


@cache
def drafts_kept() -> timedelta:
    """The term after which a draft goes; read once."""
    document = tomllib.loads((POLICY_FOLDER / "drafts.toml").read_text())
    return timedelta(days=document["draft"]["kept_days"])
