"""The access matrix: permissions and roles from config/policy/access.toml, extended by projects."""

import tomllib
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from config import POLICY_FOLDER


class Matrix(NamedTuple):
    """Labels of permissions, labels of roles, and the permissions that each role holds."""

    permissions: dict[str, str]
    roles: MappingProxyType[str, str]
    held: dict[str, frozenset[str]]


@cache
def matrix() -> Matrix:
    """The matrix of this installation; read once."""
    document = tomllib.loads((POLICY_FOLDER / "access.toml").read_text())
    roles, everybody = document["roles"], frozenset(document["everybody"]["permissions"])
    unknown = everybody.union(*(role["permissions"] for role in roles.values())) - set(document["permissions"])
    if unknown:
        raise ValueError(f"access.toml grants permissions it does not describe: {sorted(unknown)}")
    return Matrix(
        permissions=dict(document["permissions"]),
        roles=MappingProxyType({key: role["label"] for key, role in roles.items()}),
        held={key: everybody.union(role["permissions"]) for key, role in roles.items()},
    )


def declare(permission: str, label: str, roles: frozenset[str]) -> None:
    """Add a permission of a project, held by the given roles."""
    known = matrix()
    unknown = roles - set(known.roles)
    if unknown:
        raise ValueError(f"permission {permission} names unknown roles {sorted(unknown)}")
    known.permissions[permission] = label
    for role in roles:
        known.held[role] = known.held[role] | {permission}
