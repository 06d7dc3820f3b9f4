"""Talks with the sign-in provider: what it publishes, where to send somebody, and the code they bring back."""

import json
import ssl
import stat
import threading
from base64 import b64encode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote_plus, urlencode, urlsplit

from app.accounts.rules_openid import Trip
from app.crypto.id_token import ProviderKeys, UnknownKey, UntrustedToken, key_set, read_id_token
from config.openid import OpenIdSettings, is_safe_address

_LARGEST_ANSWER: Final = 1024 * 1024
_FRESH: Final = timedelta(hours=1)
_NOT_AGAIN_WITHIN: Final = timedelta(minutes=1)
_ADDRESSES: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class ProviderUnavailable(Exception):
    """The provider does not answer as it should; the message names the step."""


@dataclass(frozen=True)
class _Published:
    """What a provider says of itself, and when it was asked."""

    addresses: dict[str, str]
    keys: ProviderKeys
    at: datetime


class OpenIdProvider:
    """One provider, asked when it is first needed; several threads may sign people in at once."""

    def __init__(self, settings: OpenIdSettings, site_url: str) -> None:
        self.settings = settings
        self._site_url = site_url
        self._published: _Published | None = None
        self._lock = threading.Lock()

    def send_to(self, trip: Trip, back: str, now: datetime) -> str:
        """The address at the provider where this trip begins; `back` is our own path where it ends."""
        asked = {
            "response_type": "code",
            "client_id": self.settings.client,
            "redirect_uri": self._site_url + back,
            "scope": self.settings.scopes,
            "state": trip.state,
            "nonce": trip.nonce,
            "code_challenge": urlsafe_b64encode(sha256(trip.verifier.encode()).digest()).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        if trip.is_proof:
            asked |= {"prompt": "login", "max_age": "0"}
        address = self._known(now).addresses["authorization_endpoint"]
        return f"{address}{'&' if urlsplit(address).query else '?'}{urlencode(asked)}"

    def claims(self, trip: Trip, code: str, back: str, now: datetime) -> dict[str, Any]:
        """What the provider says of whoever brought this code. Raises ProviderUnavailable or UntrustedToken."""
        answer = self._redeem(code, trip, back, now)
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise UntrustedToken("id_token")
        try:
            return self._read(token, trip, now)
        except UnknownKey:
            # Providers replace their keys: look once more, but not for everybody who makes a key up.
            known = self._known(now)
            if now - known.at < _NOT_AGAIN_WITHIN:
                raise
            self._known(now, anew=True)
            return self._read(token, trip, now)

    def _read(self, token: str, trip: Trip, now: datetime) -> dict[str, Any]:
        ours = self.settings
        keys = self._known(now).keys
        return read_id_token(token, keys, issuer=ours.issuer, client=ours.client, nonce=trip.nonce, now=now)

    def _redeem(self, code: str, trip: Trip, back: str, now: datetime) -> dict[str, Any]:
        secret = _secret(self.settings.secret_file)
        pair = f"{quote_plus(self.settings.client)}:{quote_plus(secret)}"
        body = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._site_url + back,
            "code_verifier": trip.verifier,
        }
        headers = {
            "Authorization": f"Basic {b64encode(pair.encode()).decode()}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        return self._ask(self._known(now).addresses["token_endpoint"], urlencode(body), headers)

    def _known(self, now: datetime, *, anew: bool = False) -> _Published:
        with self._lock:
            if self._published is None or anew or now - self._published.at > _FRESH:
                self._published = self._discover(now)
            return self._published

    def _discover(self, now: datetime) -> _Published:
        document = self._ask(f"{self.settings.issuer.rstrip('/')}/.well-known/openid-configuration")
        if document.get("issuer") != self.settings.issuer:
            raise ProviderUnavailable("discovery: another issuer")
        addresses = {name: str(document.get(name, "")) for name in _ADDRESSES}
        for name, address in addresses.items():
            if not is_safe_address(address, loopback_http=self.settings.loopback_http):
                raise ProviderUnavailable(f"discovery: {name}")
        return _Published(addresses, key_set(self._ask(addresses["jwks_uri"])), now)

    def _ask(self, address: str, body: str | None = None, headers: dict[str, str] | None = None) -> dict[str, Any]:
        parts = urlsplit(address)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection = self._connection(parts.scheme, parts.hostname or "", parts.port)
        try:
            said = {"Accept": "application/json"} | (headers or {})
            connection.request("GET" if body is None else "POST", path, body, said)
            response = connection.getresponse()
            text, status = response.read(_LARGEST_ANSWER), response.status
            document = json.loads(text)
        except (HTTPException, OSError, ValueError) as problem:
            raise ProviderUnavailable(f"{parts.path}: {type(problem).__name__}") from None
        finally:
            connection.close()
        if status != 200 or not isinstance(document, dict):
            raise ProviderUnavailable(f"{parts.path}: {status}")
        return document

    def _connection(self, scheme: str, host: str, port: int | None) -> HTTPConnection:
        if scheme == "http":
            return HTTPConnection(host, port, timeout=self.settings.timeout)
        context = ssl.create_default_context(cafile=self.settings.ca_file)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return HTTPSConnection(host, port, timeout=self.settings.timeout, context=context)


def _secret(path: Path) -> str:
    """What we prove to the provider that we are; read at every use, so that it can be replaced."""
    try:
        mode, text = path.stat().st_mode, path.read_text().strip()
    except OSError:
        raise ProviderUnavailable("secret file: not readable") from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO) or not text:
        raise ProviderUnavailable("secret file: empty, or readable by others")
    return text
