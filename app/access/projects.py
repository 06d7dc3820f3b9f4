"""The projects that a grant can name; each is declared when its package is plugged in."""

from types import MappingProxyType

_declared: dict[str, str] = {}


def declare_project(key: str, label: str) -> None:
    """Make a project known under its key, with its proper name."""
    _declared[key] = label


def declared_projects() -> MappingProxyType[str, str]:
    """Label of every project under its key."""
    return MappingProxyType(_declared)
