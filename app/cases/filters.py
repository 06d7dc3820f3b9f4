"""The filters of the case list as they stand in an address: never anything personal."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from app.cases.kinds import kinds
from app.cases.queries import CaseFilter, State

STATES: Final = {
    "open": State.OPEN,
    "nieuw": State.NEW,
    "stil": State.SILENT,
    "afgesloten": State.CLOSED,
    "alle": State.ALL,
    "ongeldig": State.VOIDED,
}
STATE_LABELS: Final = {
    "open": "Lopende dossiers",
    "nieuw": "Nieuw sinds gisteren",
    "stil": "Lopende dossiers zonder contact",
    "afgesloten": "Afgesloten dossiers",
    "alle": "Lopende en afgesloten dossiers",
    "ongeldig": "Ongeldig gemaakte dossiers",
}
MINE, NOBODY = "ik", "geen"
WORKER_LABELS: Final = {MINE: "Mijn dossiers", NOBODY: "Nog aan niemand toegewezen"}


def read_filter(args: Mapping[str, str], user_uid: UUID | None) -> CaseFilter:
    """The filter that an address asks for; what is not known is left out."""
    project = args.get("project") or None
    worker = args.get("werker")
    return CaseFilter(
        state=STATES.get(args.get("toon", ""), State.OPEN),
        project=project if project in {kind.key for kind in kinds()} else None,
        phase=args.get("fase") or None,
        municipality=args.get("gemeente") or None,
        worker_uid=user_uid if worker == MINE else None,
        unassigned=worker == NOBODY,
    )


def kept(args: Mapping[str, str]) -> dict[str, Any]:
    """The filters of an address, to carry along to the next page of the list."""
    return {name: args[name] for name in ("toon", "project", "fase", "gemeente", "werker") if args.get(name)}
