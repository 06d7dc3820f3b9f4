"""Dated rules of cases: how long drafts are kept (drafts.toml), legal bases and broken glass (legal_basis.toml)."""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from config import POLICY_FOLDER


@cache
def drafts_kept() -> timedelta:
    """The term after which a draft goes; read once."""
    document = tomllib.loads((POLICY_FOLDER / "drafts.toml").read_text())
    return timedelta(days=document["draft"]["kept_days"])


@dataclass(frozen=True)
class FilePolicy:
    """Legal basis by project, the hours of broken glass, and the clocks of requests and breaches."""

    default: str
    by_project: dict[str, str]
    glass: timedelta
    request_months: int
    extension_months: int
    breach: timedelta

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
        breach=timedelta(hours=document["breach"]["hours"]),
    )
