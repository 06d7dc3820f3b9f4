"""Which kind of statement a file is."""

from typing import Final

from app.projects.energiehuis.bank.camt import read_camt
from app.projects.energiehuis.bank.coda import read_coda
from app.projects.energiehuis.bank.statement import Statement, Unreadable

MOST_BYTES: Final = 20_000_000


def read_statements(content: bytes) -> list[Statement]:
    """The statements of a file of either kind, each whole."""
    if not content or len(content) > MOST_BYTES:
        raise Unreadable("het is leeg of te groot")
    if content.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<"):
        return read_camt(content)
    return read_coda(content)
