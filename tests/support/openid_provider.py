"""A small OpenID Connect provider for tests: strict about what it is asked, and able to misbehave in its answer."""

import hmac
import json
import secrets
import threading
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote_plus, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

CLIENT, SECRET = "regiodossier", "only-for-tests/+ %"


def _new_key() -> ECKey:
    return ECKey.generate_key("P-256", {"kid": secrets.token_hex(4), "use": "sig", "alg": "ES256"})


@dataclass
class TestProvider:
    """Who is sitting there, what it says of them, and what it was asked."""

    __test__ = False

    now: Callable[[], int]
    back: str
    """The only address to which it sends anybody back."""
    address: str = ""
    subject: str = "5f0c1a"
    claims: dict[str, Any] = field(default_factory=dict)
    """Over what it would say by itself; None leaves a claim out."""
    keys: list[ECKey] = field(default_factory=lambda: [_new_key()])
    published: list[ECKey] | None = None
    discovery: dict[str, Any] = field(default_factory=dict)
    sign: Callable[[dict[str, Any]], str] | None = None
    is_down: bool = False
    asked: list[str] = field(default_factory=list)
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        base = self.address
        return {
            "issuer": base,
            "authorization_endpoint": f"{base}/auth?tenant=vo",
            "token_endpoint": f"{base}/token",
            "jwks_uri": f"{base}/keys",
            **self.discovery,
        }

    def authorise(self, asked: dict[str, str]) -> str:
        """As the browser: where it sends somebody who signed in there."""
        assert (asked["response_type"], asked["client_id"], asked["redirect_uri"]) == ("code", CLIENT, self.back)
        assert "openid" in asked["scope"].split()
        assert asked["code_challenge_method"] == "S256"
        assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 43
        code = secrets.token_urlsafe(16)
        self._codes[code] = asked
        return f"{self.back}?{urlencode({'code': code, 'state': asked['state']})}"

    def redeem(self, credentials: str, body: dict[str, str]) -> tuple[int, dict[str, Any]]:
        name, _, secret = b64decode(credentials.removeprefix("Basic ")).decode().partition(":")
        asked = self._codes.pop(body.get("code", ""), None)
        challenge = urlsafe_b64encode(sha256(body["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        is_right = (
            asked is not None
            and (unquote_plus(name), unquote_plus(secret)) == (CLIENT, SECRET)
            and body["grant_type"] == "authorization_code"
            and body["redirect_uri"] == asked["redirect_uri"]
            and hmac.compare_digest(challenge, asked["code_challenge"])
        )
        if asked is None or not is_right:
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "unused", "token_type": "Bearer", "id_token": self._token(asked)}

    def _token(self, asked: dict[str, str]) -> str:
        now = self.now()
        said = {
            "iss": self.address,
            "aud": CLIENT,
            "sub": self.subject,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            # Somebody who was signed in there already is not asked again, unless we ask for it.
            "auth_time": now if asked.get("prompt") == "login" and asked.get("max_age") == "0" else now - 7200,
            **self.claims,
        }
        said = {name: value for name, value in said.items() if value is not None}
        if self.sign is not None:
            return self.sign(said)
        return jwt.encode({"alg": "ES256", "kid": self.keys[-1].kid}, said, self.keys[-1])

    def key_document(self) -> dict[str, Any]:
        keys = self.keys if self.published is None else self.published
        return dict(KeySet(keys).as_dict(private=False))


class _Handler(BaseHTTPRequestHandler):
    provider: TestProvider

    def do_GET(self) -> None:
        provider, parts = self.provider, urlsplit(self.path)
        provider.asked.append(parts.path)
        if provider.is_down:
            self._say(503, {})
        elif parts.path == "/.well-known/openid-configuration":
            self._say(200, provider.document())
        elif parts.path == "/keys":
            self._say(200, provider.key_document())
        elif parts.path == "/auth":
            self.send_response(302)
            self.send_header("Location", provider.authorise(_flat(parts.query)))
            self.end_headers()
        else:
            self._say(404, {})

    def do_POST(self) -> None:
        self.provider.asked.append(self.path)
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._say(*self.provider.redeem(self.headers["Authorization"], _flat(body)))

    def _say(self, status: int, document: dict[str, Any]) -> None:
        payload = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def log_message(self, *_args: object) -> None:
        pass


def _flat(text: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(text, keep_blank_values=True).items()}


@contextmanager
def openid_provider(now: Callable[[], int], back: str) -> Iterator[TestProvider]:
    """The provider on a free port of this machine."""
    provider = TestProvider(now, back)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"provider": provider}))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    provider.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
