"""The terms of Woonclub, from config/policy/woonclub_terms.toml."""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from config import POLICY_FOLDER


@dataclass(frozen=True)
class Terms:
    """How long things of Woonclub take."""

    listing_kept: timedelta
    aftercare_months: tuple[int, ...]
    hbdh_months: tuple[int, ...]
    sleeping_after: timedelta
    lost_after: timedelta
    asked_again_after: timedelta


@cache
def terms() -> Terms:
    """The terms of this installation; read once."""
    document = tomllib.loads((POLICY_FOLDER / "woonclub_terms.toml").read_text())
    silence, aftercare = document["silence"], document["aftercare"]
    return Terms(
        listing_kept=timedelta(weeks=document["listing"]["kept_weeks"]),
        aftercare_months=tuple(aftercare["woonclub_months"]),
        hbdh_months=tuple(aftercare["hbdh_months"]),
        sleeping_after=timedelta(days=silence["sleeping_days"]),
        lost_after=timedelta(days=silence["lost_days"]),
        asked_again_after=timedelta(days=silence["again_days"]),
    )
