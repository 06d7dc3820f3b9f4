"""The kinds of import that the installed packages offer."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from app.core.errors import Refused
from app.imports.importer import Importer

Factory = Callable[[Session], Importer]
"""Makes the importer of one run; reads the code lists that its parsers need."""

_factories: dict[str, Factory] = {}


def register(kind: str, factory: Factory) -> None:
    """Offer a kind of import; registering the same factory again is harmless."""
    if _factories.setdefault(kind, factory) is not factory:
        raise ValueError(f"two importers for {kind}")


def kinds() -> list[str]:
    """Every kind, in alphabetical order."""
    return sorted(_factories)


def importer_for(kind: str, session: Session) -> Importer:
    """A fresh importer of this kind."""
    factory = _factories.get(kind)
    if factory is None:
        raise Refused(f"Onbekend soort bestand. Kies uit: {', '.join(kinds())}.", field="kind")
    return factory(session)
