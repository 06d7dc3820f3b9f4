"""What can go wrong with sealed data; no message carries a value or a key."""

from app.core.errors import StartRefused


class RootsUnavailable(StartRefused):
    """The place where the root keys are kept does not answer, or does not let this program in."""


class SealError(Exception):
    """Base of every sealing failure."""


class SealBroken(SealError):
    """A cell does not open: altered, moved to another place, or under another key."""


class KeyMissing(SealError):
    """The keystore holds no key of this keyholder: destroyed, or never made."""


class NoAccessContext(SealError):
    """Something sealed was touched without saying who asks and for what purpose."""
