"""When something of a case may go to another service: on a legal ground, or with consent. Pure."""

from typing import Final

from app.core.errors import Refused

CONSENT: Final = "consent"
URGENT: Final = "vital_interest"
"""Somebody's life is at stake (GDPR art. 6.1.d, 9.2.c): no consent is waited for."""
_INSTEAD: Final = "Noteer de toestemming bij Gegevensbescherming, op de pagina van het dossier, en kies ze hier."


def check_sharing_ground(basis: str | None, *, has_own_task: bool, has_consent: bool) -> None:
    """Refuse to pass a case on without a ground.

    A public service with a task of its own takes over on the ground of the case, unless that ground is consent. Any
    other service gets it with a consent that holds, under the five conditions of shared secrecy.
    """
    if has_consent or basis == URGENT:
        return
    if basis is None:
        raise Refused("Noteer eerst de rechtsgrond, bij Gegevensbescherming op de pagina van het dossier.", CONSENT)
    if basis == CONSENT:
        raise Refused(f"Dit dossier rust op toestemming, en voor dit delen is er geen. {_INSTEAD}", CONSENT)
    if not has_own_task:
        raise Refused(f"Deze dienst mag dit enkel weten met toestemming van de persoon. {_INSTEAD}", CONSENT)
