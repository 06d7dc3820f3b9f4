"""Root keys in files: one per root and generation, readable by the owner alone."""

import os
import secrets
import stat
from pathlib import Path

from app.core.errors import StartRefused
from app.crypto.roots import LAST_GENERATION, ROOT_BYTES, Root, RootSet, refuse_newest


def create_root_files(folder: Path) -> list[Root]:
    """Make the first generation of every root that has no file yet; returns the roots made."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = []
    for root in Root:
        if not any(folder.glob(f"{root.value}.*.key")):
            _write(folder, f"{root.value}.1.key", secrets.token_hex(ROOT_BYTES) + "\n")
            made.append(root)
    return made


class FileRoots(RootSet):
    """Roots from `<root>.<generation>.key` in a folder, read again whenever a file came or went."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen = _state(folder)
        super().__init__(_read(folder))

    def generations(self, root: Root) -> tuple[int, ...]:
        # Another process may have made or destroyed a generation.
        if _state(self._folder) != self._seen:
            self._reload()
        return super().generations(root)

    def create(self, root: Root, generation: int) -> None:
        _write(self._folder, f"{root.value}.{generation}.key", secrets.token_hex(ROOT_BYTES) + "\n")
        self._reload()

    def forget(self, root: Root, generation: int) -> None:
        refuse_newest(self, root, generation)
        (self._folder / f"{root.value}.{generation}.key").unlink(missing_ok=True)
        _sync(self._folder)
        self._reload()

    def describe(self) -> str:
        return f"bestanden in {self._folder}"

    def _secret(self, root: Root, generation: int) -> bytes | None:
        found = super()._secret(root, generation)
        if found is None:
            self._reload()
            found = super()._secret(root, generation)
        return found

    def _reload(self) -> None:
        # The state from before the reading: a file that comes in between is found the next time.
        seen = _state(self._folder)
        self._secrets = _read(self._folder)
        self._wrappers = {
            generation: wrapper
            for generation, wrapper in self._wrappers.items()
            if (Root.KEY_ENCRYPTION, generation) in self._secrets
        }
        self._seen = seen


def load_root_files(folder: Path) -> FileRoots:
    """The roots of a folder; StartRefused lists all that is wrong with them."""
    return FileRoots(folder)


def _state(folder: Path) -> frozenset[str]:
    """The names in the folder: instants of change are too coarse to tell two changes apart."""
    return frozenset(path.name for path in folder.iterdir()) if folder.is_dir() else frozenset()


def _read(folder: Path) -> dict[tuple[Root, int], bytes]:
    problems: list[str] = []
    found: dict[tuple[Root, int], bytes] = {}
    if folder.is_dir() and folder.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        problems.append("de sleutelmap is beschrijfbaar voor anderen (maak er 0700 van)")
    paths = {root: sorted(folder.glob(f"{root.value}.*.key")) for root in Root}
    problems += [f"wortelsleutel {root.value} ontbreekt in de sleutelmap" for root in Root if not paths[root]]
    for root, path in [(root, path) for root, of_root in paths.items() for path in of_root]:
        try:
            found[root, _generation(path)] = _secret(path)
        except FileNotFoundError:
            continue  # destroyed by another process since the folder was listed
        except ValueError as problem:
            problems.append(f"wortelsleutel {path.name}: {problem}")
    if len(set(found.values())) < len(found):
        problems.append("twee wortelsleutels zijn gelijk; elke wortel heeft een eigen sleutel")
    if problems:
        raise StartRefused("; ".join(problems))
    return found


def _write(folder: Path, name: str, text: str) -> None:
    """Write a file that is there whole or not at all, and still there after a power failure."""
    draft = folder / f".{name}.{secrets.token_hex(4)}"
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(handle, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        # A link refuses to replace: a key that another process made meanwhile stays.
        os.link(draft, folder / name)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    _sync(folder)


def _sync(folder: Path) -> None:
    directory = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def _generation(path: Path) -> int:
    text = path.name.split(".")[1]
    if not (text.isascii() and text.isdigit() and text == str(int(text)) and 1 <= int(text) <= LAST_GENERATION):
        raise ValueError("geen geldig generatienummer in de bestandsnaam")
    return int(text)


def _secret(path: Path) -> bytes:
    status = path.stat()
    if status.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise ValueError("leesbaar voor anderen dan de eigenaar (maak er 0400 van)")
    if status.st_uid != os.geteuid():
        raise ValueError("niet van de gebruiker die het programma draait")
    try:
        secret = bytes.fromhex(path.read_text().strip())
    except OSError:
        raise ValueError("niet leesbaar") from None
    except ValueError:
        raise ValueError("geen hexadecimale sleutel") from None
    if len(secret) != ROOT_BYTES:
        raise ValueError(f"{len(secret)} bytes in plaats van {ROOT_BYTES}")
    return secret
