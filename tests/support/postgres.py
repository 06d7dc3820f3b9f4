"""A private PostgreSQL server for the test run."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OWNER = "rd"
"""The account that made the server, for which no policy holds."""
_OPTIONS = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off"
    " -c max_connections=200 -c listen_addresses=''"
)


def server_binaries() -> Path | None:
    """The folder with initdb and pg_ctl of the newest PostgreSQL on this machine, if any."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[4]))
    on_path = shutil.which("initdb")
    if found:
        return found[-1].parent
    return Path(on_path).resolve().parent if on_path else None


def _identity() -> dict[str, object]:
    """PostgreSQL refuses to run as root: use the account `postgres` (or nobody) then."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    return {}


@contextmanager
def private_server() -> Iterator[str]:
    """Start a throw-away server on a socket; yields an SQLAlchemy URL with `{}` for the database name."""
    binaries = server_binaries()
    if binaries is None:
        raise RuntimeError("no PostgreSQL server binaries on this machine")
    folder = Path(tempfile.mkdtemp(prefix="rd-pg-", dir="/dev/shm" if Path("/dev/shm").is_dir() else "/tmp"))
    identity = _identity()
    if "user" in identity:
        os.chown(folder, identity["user"], identity["group"])

    def run(*command: str) -> None:
        subprocess.run(command, check=True, cwd="/", capture_output=True, **identity)

    data = str(folder / "data")
    run(str(binaries / "initdb"), "-D", data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
    run(str(binaries / "pg_ctl"), "-D", data, "-l", str(folder / "log"), "-w", "-o",
        f"{_OPTIONS} -c unix_socket_directories={folder}", "start")  # fmt: skip
    try:
        # An ordinary account, as the program should have: a superuser would pass over every policy.
        run(str(binaries / "createuser"), "-h", str(folder), "-U", OWNER, "--createdb", "regiodossier")
        yield f"postgresql+psycopg://regiodossier@/{{}}?host={folder}"
    finally:
        run(str(binaries / "pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder)
