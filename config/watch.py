"""Settings of watching over an installation: where anchors of the trail go, and who may read its measurements."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_ANCHORS: Final = "REGIODOSSIER_ANCHOR_FILE"
_TOKEN: Final = "REGIODOSSIER_METRICS_TOKEN_FILE"  # noqa: S105 (the name of a setting)
KNOWN: Final = frozenset({_ANCHORS, _TOKEN})


@dataclass(frozen=True)
class WatchSettings:
    """What the nightly check and the monitoring use; both may be left out."""

    anchor_file: Path | None = None
    """A file on another machine (mounted here) to which the end of the trail is added every night."""
    metrics_token_file: Path | None = None
    """Holds the token with which another machine reads measurements; without one only this machine can."""


def load_watch_settings(environment: Mapping[str, str]) -> tuple[WatchSettings, list[str]]:
    """The settings, and which of them name no absolute path."""
    given = {name: environment.get(name, "").strip() for name in KNOWN}
    problems = [f"{name}: geef een volledig pad" for name, text in sorted(given.items()) if text and text[0] != "/"]
    return WatchSettings(*(Path(given[name]) if given[name] else None for name in (_ANCHORS, _TOKEN))), problems
