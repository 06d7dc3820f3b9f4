"""What a grant may say, and who may give it."""

from app.access.actor import REGION, Actor, Grant
from app.access.matrix import matrix
from app.core.errors import Refused

MANAGE = "users.write"


def check_email(email: str) -> str:
    """The address in lower case; refused when it cannot be one."""
    address = email.strip().lower()
    name, at, domain = address.partition("@")
    if not (name and at and "." in domain.strip(".")) or " " in address or len(address) > 254:
        raise Refused("Geef een volledig e-mailadres, zoals voornaam.naam@voorbeeld.be.", "email")
    return address


def check_role(role: str) -> None:
    """Refuse a role that the access matrix does not know."""
    if role not in matrix().roles:
        raise Refused(f"Onbekende rol: {role}. Kies uit {', '.join(matrix().roles)}.", "role")


def may_give(actor: Actor, grant: Grant) -> bool:
    """Whether everything that the grant reaches lies within one grant by which the actor manages users."""
    return actor.is_system or any(
        own.project in (None, grant.project)
        and (own.organisation in (None, REGION) or own.organisation == grant.organisation)
        for own in actor.granting(MANAGE)
    )
