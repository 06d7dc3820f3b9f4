"""Loading config/policy/: each loader reads its files again only when one of them changed."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import Clock, SystemClock
from app.policy.models import PolicyFile
from config import POLICY_FOLDER


@dataclass(frozen=True)
class PolicyLoader:
    """Brings some policy files into tables; running it again on the same files changes nothing."""

    name: str
    patterns: tuple[str, ...]
    """Of its files, within config/policy/."""
    load: Callable[[Session, Path], None]
    order: int
    """Loaders with a lower number come first: what others refer to."""


_loaders: dict[str, PolicyLoader] = {}


def register(loader: PolicyLoader) -> None:
    """Take a loader up; registering the same one again is harmless."""
    if _loaders.setdefault(loader.name, loader) is not loader:
        raise ValueError(f"two policy loaders called {loader.name}")


def load_policy(session: Session, clock: Clock | None = None, folder: Path = POLICY_FOLDER) -> list[str]:
    """Load what changed since the last time; returns the names of the loaders that ran.

    Writes in the transaction of its caller. A file that cannot be read raises StartRefused.
    """
    known = {file.path: file for file in session.scalars(select(PolicyFile))}
    ran = []
    for loader in sorted(_loaders.values(), key=lambda each: (each.order, each.name)):
        digests = {
            path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
            for pattern in loader.patterns
            for path in sorted(folder.glob(pattern))
        }
        if all(path in known and known[path].digest == digest for path, digest in digests.items()):
            continue
        loader.load(session, folder)
        _remember(session, known, digests, clock or SystemClock())
        ran.append(loader.name)
    return ran


def _remember(session: Session, known: dict[str, PolicyFile], digests: dict[str, str], clock: Clock) -> None:
    for path, digest in digests.items():
        stored = known.get(path)
        if stored is None:
            session.add(PolicyFile(path=path, digest=digest, loaded_at=clock.now()))
        elif stored.digest != digest:
            stored.digest, stored.loaded_at = digest, clock.now()
    session.flush()
