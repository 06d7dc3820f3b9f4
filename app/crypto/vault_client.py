"""Questions to a Vault server over HTTP: verified TLS, a time limit, and an answer in Dutch when it fails."""

import json
import ssl
import stat
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlsplit

from app.crypto.errors import RootsUnavailable

_SEALED: Final = 503
_LARGEST_ANSWER: Final = 8 * 1024 * 1024


class VaultClient:
    """Keeps connections open between questions; several threads may ask at once."""

    def __init__(self, address: str, mount: str, token_file: Path, ca_file: Path | None, timeout: float) -> None:
        parts = urlsplit(address)
        self.host = parts.hostname or ""
        self._port = parts.port
        self._prefix = f"{parts.path.rstrip('/')}/v1/{quote(mount)}/"
        self._timeout = timeout
        self._token_file = token_file
        self._token = _token(token_file)
        self._tls = _context(ca_file) if parts.scheme == "https" else None
        self._idle: list[HTTPConnection] = []

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None, *, once: bool = False) -> "Answer":
        """Status and data of one question; RootsUnavailable unless the answer is 200, 204, 400 or 404.

        `once` keeps a question that changes something from being sent again over a fresh connection.
        """
        answer = self._send(method, path, body, once=once)
        if answer.status == 403 and self._fresh_token():
            answer = self._send(method, path, body, once=once)
        if answer.status in (200, 204, 400, 404):
            return answer
        if answer.status == 403:
            raise RootsUnavailable(
                f"Vault ({self.host}) weigert de toegang: het toegangsbewijs in {self._token_file} is verlopen "
                f"of mag {method} {path} niet"
            )
        if answer.status == _SEALED:
            raise RootsUnavailable(f"Vault ({self.host}) is vergrendeld of buiten dienst (503)")
        raise RootsUnavailable(f"Vault ({self.host}) antwoordt met fout {answer.status}")

    def __del__(self) -> None:
        if hasattr(self, "_idle"):
            self.close()

    def close(self) -> None:
        """End the connections that are kept open."""
        while (connection := self._reusable()) is not None:
            connection.close()

    def _send(self, method: str, path: str, body: dict[str, Any] | None, *, once: bool) -> "Answer":
        connection = None if once else self._reusable()
        if connection is not None:
            try:
                return self._exchange(connection, method, path, body)
            except (HTTPException, OSError):
                # The server closed a connection that it found idle for too long.
                connection.close()
        connection = self._connection()
        try:
            return self._exchange(connection, method, path, body)
        except ssl.SSLCertVerificationError:
            connection.close()
            raise RootsUnavailable(
                f"het certificaat van Vault ({self.host}) is niet te vertrouwen; zie REGIODOSSIER_VAULT_CA"
            ) from None
        except (HTTPException, OSError, ValueError) as problem:
            connection.close()
            raise RootsUnavailable(f"Vault ({self.host}) antwoordt niet ({type(problem).__name__})") from None

    def _exchange(self, connection: HTTPConnection, method: str, path: str, body: dict[str, Any] | None) -> "Answer":
        payload = None if body is None else json.dumps(body)
        headers = {"X-Vault-Token": self._token, "X-Vault-Request": "true", "Content-Type": "application/json"}
        connection.request(method, self._prefix + path, payload, headers)
        response = connection.getresponse()
        text = response.read(_LARGEST_ANSWER)
        status = response.status
        self._idle.append(connection)
        document = json.loads(text) if text else {}
        return Answer(status, document.get("data") or {} if isinstance(document, dict) else {})

    def _reusable(self) -> HTTPConnection | None:
        try:
            return self._idle.pop()
        except IndexError:
            return None

    def _connection(self) -> HTTPConnection:
        if self._tls is None:
            return HTTPConnection(self.host, self._port, timeout=self._timeout)
        return HTTPSConnection(self.host, self._port, timeout=self._timeout, context=self._tls)

    def _fresh_token(self) -> bool:
        """Whether the token file holds something else by now: an agent beside the program renews it."""
        token = _token(self._token_file)
        changed, self._token = token != self._token, token
        return changed


class Answer:
    """Status and `data` of what Vault said."""

    __slots__ = ("data", "status")

    def __init__(self, status: int, data: dict[str, Any]) -> None:
        self.status = status
        self.data = data


def _context(ca_file: Path | None) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=ca_file)
    except (OSError, ssl.SSLError):
        raise RootsUnavailable(f"REGIODOSSIER_VAULT_CA: {ca_file} is geen leesbaar certificaat") from None
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _token(path: Path) -> str:
    try:
        mode = path.stat().st_mode
        token = path.read_text().strip()
    except OSError:
        raise RootsUnavailable(f"het toegangsbewijs van Vault ({path}) is niet leesbaar") from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise RootsUnavailable(f"het toegangsbewijs van Vault ({path}) is leesbaar voor anderen (maak er 0400 van)")
    if not token or not token.isascii() or not token.isprintable():
        raise RootsUnavailable(f"het toegangsbewijs van Vault ({path}) is leeg of onbruikbaar")
    return token
