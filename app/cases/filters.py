"""The filters of the case list as they stand in an address: never anything personal."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from app.cases.kinds import kinds
from app.cases.queries import CaseFilter, Order, State

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
ORDERS: Final = {
    "contact": Order.NEWEST,
    "contact-oudste": Order.OLDEST,
    "dossier": Order.NUMBER,
    "dossier-laatste": Order.NUMBER_DOWN,
}
ORDER_LABELS: Final = {
    "contact": "Laatste contact bovenaan",
    "contact-oudste": "Oudste contact bovenaan",
    "dossier": "Op dossiernummer",
    "dossier-laatste": "Op dossiernummer, hoogste bovenaan",
}
_TURNED: Final = {
    Order.NEWEST: "contact-oudste",
    Order.OLDEST: "contact",
    Order.NUMBER: "dossier-laatste",
    Order.NUMBER_DOWN: "dossier",
}
_IN_ADDRESS: Final = ("toon", "project", "fase", "gemeente", "werker", "volgorde")
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


def read_order(args: Mapping[str, str]) -> Order:
    """The order that an address asks for."""
    return ORDERS.get(args.get("volgorde", ""), Order.NEWEST)


def order_words(order: Order) -> str:
    """How a list of this order is sorted, to read in a sentence."""
    return next(ORDER_LABELS[key] for key, each in ORDERS.items() if each is order).lower()


def heads(order: Order) -> dict[str, tuple[str, str]]:
    """For each column that sorts: the order that its head leads to, and how the list is sorted by it now."""
    now = "descending" if order.is_down else "ascending"
    contact = ("contact", "") if order.is_by_number else (_TURNED[order], now)
    number = (_TURNED[order], now) if order.is_by_number else ("dossier", "")
    return {"contact": contact, "dossier": number}


def kept(args: Mapping[str, str]) -> dict[str, Any]:
    """The filters of an address, to carry along to the next page of the list."""
    return {name: args[name] for name in _IN_ADDRESS if args.get(name)}
