"""The kinds of import that the installed packages offer."""

from app.core.errors import Refused
from app.imports.importer import Importer

_importers: dict[str, Importer] = {}


def register(importer: Importer) -> None:
    """Offer a kind of import; registering the same importer again is harmless."""
    if _importers.setdefault(importer.kind, importer) is not importer:
        raise ValueError(f"two importers for {importer.kind}")


def kinds() -> list[str]:
    """Every kind, in alphabetical order."""
    return sorted(_importers)


def importer_for(kind: str) -> Importer:
    """The importer of this kind."""
    importer = _importers.get(kind)
    if importer is None:
        raise Refused(f"Onbekend soort bestand. Kies uit: {', '.join(kinds())}.", field="kind")
    return importer
