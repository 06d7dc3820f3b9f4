"""The basis that a case of each project begins with, and how long broken glass stays open: legal_basis.toml."""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from config import POLICY_FOLDER


@dataclass(frozen=True)
class FilePolicy:
    """Legal basis by project, and the hours of broken glass."""

    default: str
    by_project: dict[str, str]
    glass: timedelta
    request_months: int
    extension_months: int

    def basis(self, project: str) -> str:
        """What a case of this project rests on unless somebody notes otherwise."""
        return self.by_project.get(project, self.default)


@cache
def file_policy() -> FilePolicy:
    """The rules of this installation; read once."""
    document = tomllib.loads((POLICY_FOLDER / "legal_basis.toml").read_text())
    return FilePolicy(
        default=document["basis"]["default"],
        by_project=dict(document["basis"]["project"]),
        glass=timedelta(hours=document["glass"]["hours"]),
        request_months=document["request"]["months"],
        extension_months=document["request"]["extension_months"],
    )
