"""The actor: somebody (or the machine) who does something, with the grants that are in force."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from app.access.matrix import matrix

REGION = "W13"
"""A grant at the association itself covers every organisation of the region."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A role, in one project or (None) all, at one organisation or (None) all."""

    role: str
    project: str | None = None
    organisation: str | None = None

    def covers(self, project: str | None, organisation: str | None) -> bool:
        """Whether this grant reaches records of that project and organisation; None asks for any."""
        return (project is None or self.project in (None, project)) and (
            organisation is None or self.organisation in (None, REGION, organisation)
        )


@dataclass(frozen=True)
class Actor:
    """Who acts. `key` is what the audit trail keeps: `user:<uid>` or `system:<account>`."""

    key: str
    grants: tuple[Grant, ...] = ()
    user_uid: UUID | None = None
    is_system: bool = False

    def holds(self, permission: str, project: str | None = None, organisation: str | None = None) -> bool:
        """Whether some grant in force gives this permission there. An unknown permission is an error."""
        if permission not in matrix().permissions:
            raise KeyError(f"unknown permission {permission}")
        return self.is_system or any(grant.covers(project, organisation) for grant in self.granting(permission))

    def granting(self, permission: str) -> Iterator[Grant]:
        """The grants whose role holds this permission."""
        held = matrix().held
        return (grant for grant in self.grants if permission in held.get(grant.role, frozenset()))


def system_actor(account: str) -> Actor:
    """The operating-system account that runs a command."""
    return Actor(key=f"system:{account}", is_system=True)
