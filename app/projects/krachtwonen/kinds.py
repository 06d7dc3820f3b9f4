"""The closed lists of Kracht.Wonen: what is in which layer, and where a stay stands."""

from enum import StrEnum
from typing import Final

from app.access.wall import BEYOND

PROJECT_KEY: Final = "krachtwonen"
REGION: Final = "W13"
"""Responsible for what lies in no municipality."""

POOL: Final = "kw_pool"
BED_KINDS: Final = frozenset({"rck_bed", "rck_family_studio", "rck_hospital", "medical_respite"})
"""Kinds of facility where somebody sleeps in a bed for some nights, and keeps the home they may have."""
CRISIS_KINDS: Final = ("rck_bed", "rck_family_studio", "rck_hospital")
"""Kinds of facility of the crisis network."""
OUT_OF_SERVICE: Final = ("repair", "blocked")
"""States in which a unit cannot be lived in; cleaning is not one."""
HOME_OFFERS: Final = frozenset({"aanbod_woning", "aanbod_beide"})
"""Decisions by which a household gets a home."""
MOVED: Final = "other_kw_unit"
"""Destination of who moves to another unit of the pool."""
OCCUPANCY: Final = {"info": {BEYOND: "A place is taken or held for everybody, whoever may see for whom."}}
"""Tables of nights: their rows are facts about a place, and the household behind them stays behind its case."""


class StayStatus(StrEnum):
    """Where a stay stands."""

    PLANNED = "planned"
    ARRIVED = "arrived"
    LEFT = "left"
    NO_SHOW = "no_show"


class Layer(StrEnum):
    """Somebody has at most one home and at most one bed on any night; a bed away from home is absence, not a double."""

    HOME = "home"
    BED = "bed"


class Origin(StrEnum):
    """Whether guidance belongs to Kracht.Wonen or comes from before it."""

    KRACHT_WONEN = "kracht_wonen"
    BEFORE = "before_kracht_wonen"


class MedicalDecision(StrEnum):
    """What became of a referral to the medical recovery stay."""

    ADMITTED = "opgenomen"
    REFUSED = "geweigerd"
    WITHDRAWN = "ingetrokken"
    OPEN = "open"


class CrisisOutcome(StrEnum):
    """What a question for a bed came to."""

    OPEN = "open"
    ADMITTED = "opgenomen"
    REFUSED = "geweigerd"
    YOUTH = "jeugdhulp"
    """A minor alone: sent to the crisis desk of youth care."""
    WITHDRAWN = "ingetrokken"


class GoalState(StrEnum):
    """Where a goal of guidance stands."""

    OPEN = "open"
    REACHED = "reached"
    DROPPED = "dropped"


class OfferStatus(StrEnum):
    """What became of an offer; only the household or a colleague ends it, never the clock."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
