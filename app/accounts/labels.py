"""Dutch words for roles, where they hold, and how an account stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.access.actor import REGION
from app.access.matrix import matrix
from app.access.projects import declared_projects
from app.accounts.models import RoleGrant


@dataclass(frozen=True)
class GrantLine:
    """A role as the pages show it."""

    uid: UUID
    role: str
    project: str
    organisation: str
    valid_from: date
    valid_until: date | None
    is_over: bool
    by_provider: bool


def organisation_label(code: str | None, name: str) -> str:
    """Where a role holds: a grant at the association covers everybody, and is called so."""
    return "de hele regio" if code in (None, REGION) else name or str(code)


def grant_lines(grants: Iterable[RoleGrant], organisations: Mapping[str, str], today: date) -> list[GrantLine]:
    """The roles in words."""
    return [
        GrantLine(
            grant.uid,
            matrix().roles.get(grant.role, grant.role),
            declared_projects().get(grant.project, grant.project) if grant.project else "alle projecten",
            organisation_label(grant.organisation, organisations.get(grant.organisation or "", "")),
            grant.valid_from,
            grant.valid_until,
            grant.valid_until is not None and grant.valid_until <= today,
            grant.by_provider,
        )
        for grant in grants
    ]
