"""What can go wrong with sealed data; no message carries a value or a key."""

from app.core.errors import Refused, StartRefused


class RootsUnavailable(StartRefused):
    """The place where the root keys are kept does not answer, or does not let this program in."""


class SealError(Exception):
    """Base of every sealing failure."""


class SealBroken(SealError):
    """A cell does not open: altered, moved to another place, or under another key."""


class KeyMissing(SealError):
    """The keystore holds no key of this keyholder: destroyed, or never made."""


class HolderErased(KeyMissing, Refused):
    """The keys of this keyholder were destroyed on purpose: nothing opens, and nothing may be added."""

    def __init__(self) -> None:
        super().__init__("Deze gegevens zijn vernietigd. Er kan niets meer bij.")


class NoAccessContext(SealError):
    """Something sealed was touched without saying who asks and for what purpose."""
