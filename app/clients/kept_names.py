"""Names in compared form, kept in the memory of the process for some minutes, so that one search serves the next.

Only names that a search had to look through anyway come here. They never leave the process, and serve nothing but
comparing: whether somebody may be found is asked of the database for each search, and whoever is found is opened anew.
Somebody who was corrected has another version, and somebody who was erased is not asked for any more.
"""

from collections.abc import Mapping
from itertools import islice
from threading import Lock, Timer
from typing import Final
from uuid import UUID
from weakref import WeakKeyDictionary

from app.crypto.vault import Vault

MOST: Final = 40_000
"""Names kept at most, some 300 bytes each; the oldest go first."""
SECONDS: Final = 300
"""After this time everything is forgotten, whether or not anybody searches again."""

Words = tuple[str, ...]


class KeptNames:
    """The compared names of persons at a version, for one installation in one process."""

    def __init__(self, most: int = MOST, seconds: float = SECONDS) -> None:
        self._most = most
        self._seconds = seconds
        self._lock = Lock()
        self._words: dict[UUID, tuple[int, Words]] = {}
        self._timer: Timer | None = None

    def __repr__(self) -> str:
        return "<kept names>"

    def of(self, uid: UUID, version: int) -> Words | None:
        """The words of this person's names as they are at this version; None when they have to be opened."""
        held = self._words.get(uid)
        return held[1] if held is not None and held[0] == version else None

    def keep(self, names: Mapping[UUID, tuple[int, Words]]) -> None:
        """Keep these for a while."""
        with self._lock:
            self._words |= names
            for uid in list(islice(self._words, max(0, len(self._words) - self._most))):
                del self._words[uid]
            if self._timer is None and self._words:
                self._timer = Timer(self._seconds, self.forget)
                self._timer.daemon = True
                self._timer.start()

    def forget(self) -> None:
        """Forget everybody."""
        with self._lock:
            self._words.clear()
            self._timer = None


_kept: WeakKeyDictionary[Vault, KeptNames] = WeakKeyDictionary()


def kept_names(vault: Vault) -> KeptNames:
    """The names that this process keeps for the installation of this vault."""
    return _kept.setdefault(vault, KeptNames())
