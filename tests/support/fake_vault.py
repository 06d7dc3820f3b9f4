"""A small Vault server for tests: the part of the transit engine that root keys need, strict about its use."""

import hmac
import json
import secrets
import ssl
import threading
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.x509.oid import NameOID

TOKEN = "s.only-for-tests"


@dataclass
class TransitKey:
    versions: dict[int, bytes] = field(default_factory=lambda: {1: secrets.token_bytes(32)})
    min_decryption: int = 1
    min_encryption: int = 0

    @property
    def latest(self) -> int:
        return max(self.versions)


@dataclass
class FakeVault:
    """What the server holds, and how it should misbehave."""

    address: str = ""
    token: str = TOKEN
    keys: dict[str, TransitKey] = field(default_factory=dict)
    status: int = 0
    delay: threading.Event | None = None
    asked: list[str] = field(default_factory=list)

    def answer(self, method: str, path: str, body: dict) -> tuple[int, dict]:
        verb, _, rest = path.removeprefix("/v1/transit/").partition("/")
        name, _, tail = rest.partition("/")
        if verb == "keys":
            return self._manage(method, name, tail, body)
        key = self.keys.get(name)
        if key is None:
            return 400, {}
        if verb == "encrypt":
            return 200, {"batch_results": [{"ciphertext": self._encrypt(key, item)} for item in body["batch_input"]]}
        if verb == "decrypt":
            results = [self._decrypt(key, item) for item in body["batch_input"]]
            return (400 if any("error" in result for result in results) else 200), {"batch_results": results}
        if verb == "hmac" and tail == "sha2-256":
            return self._hmac(key, body)
        return 404, {}

    def _manage(self, method: str, name: str, tail: str, body: dict) -> tuple[int, dict]:
        key = self.keys.get(name)
        if method == "GET":
            if key is None:
                return 404, {}
            return 200, {"latest_version": key.latest, "min_decryption_version": key.min_decryption}
        if not tail:
            self.keys.setdefault(name, TransitKey())
            return 204, {}
        if key is None:
            return 400, {}
        if tail == "rotate":
            key.versions[key.latest + 1] = secrets.token_bytes(32)
        elif tail == "config":
            key.min_decryption, key.min_encryption = body["min_decryption_version"], body["min_encryption_version"]
        elif tail == "trim":
            floor = body["min_available_version"]
            if floor > key.min_decryption or not key.min_encryption or floor > key.min_encryption:
                return 400, {}
            key.versions = {number: secret for number, secret in key.versions.items() if number >= floor}
        return 204, {}

    def _encrypt(self, key: TransitKey, body: dict) -> str:
        nonce = secrets.token_bytes(12)
        associated = b64decode(body["associated_data"])
        sealed = nonce + AESGCM(key.versions[key.latest]).encrypt(nonce, b64decode(body["plaintext"]), associated)
        return f"vault:v{key.latest}:{b64encode(sealed).decode()}"

    def _decrypt(self, key: TransitKey, item: dict) -> dict:
        _, version, encoded = item["ciphertext"].split(":")
        secret = key.versions.get(int(version[1:]))
        if secret is None or int(version[1:]) < key.min_decryption:
            return {"error": "ciphertext version is disallowed by policy"}
        try:
            sealed = b64decode(encoded, validate=True)
            opened = AESGCM(secret).decrypt(sealed[:12], sealed[12:], b64decode(item["associated_data"]))
        except (InvalidTag, ValueError):
            return {"error": "cipher: message authentication failed"}
        return {"plaintext": b64encode(opened).decode()}

    def _hmac(self, key: TransitKey, body: dict) -> tuple[int, dict]:
        version = body["key_version"]
        if version not in key.versions or version < key.min_decryption:
            return 400, {}
        digest = hmac.digest(key.versions[version], b64decode(body["input"]), sha256)
        return 200, {"hmac": f"vault:v{version}:{b64encode(digest).decode()}"}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    vault: FakeVault

    def _serve(self) -> None:
        vault = self.vault
        size = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(size)) if size else {}
        vault.asked.append(f"{self.command} {self.path}")
        if vault.delay is not None:
            vault.delay.wait(10)
        if vault.status:
            status, data = vault.status, {}
        elif self.headers.get("X-Vault-Token") != vault.token:
            status, data = 403, {}
        else:
            status, data = vault.answer(self.command, self.path, body)
        payload = b"" if status == 204 else json.dumps({"data": data}).encode()
        self.send_response(status)
        if status != 204:
            self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    do_GET = do_POST = _serve  # noqa: N815

    def log_message(self, *_args: object) -> None:
        pass


@contextmanager
def fake_vault(certificate: Path | None = None) -> Iterator[FakeVault]:
    """The server on a free port of this machine; over TLS when given a PEM file with key and certificate."""
    vault = FakeVault()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"vault": vault}))
    server.daemon_threads = True
    server.handle_error = lambda *_args: None
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    vault.address = f"{'https' if certificate else 'http'}://127.0.0.1:{server.server_port}"
    try:
        yield vault
    finally:
        server.shutdown()
        server.server_close()


def write_certificate(path: Path) -> Path:
    """A certificate of its own for 127.0.0.1, with its key, as one PEM file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(pem + certificate.public_bytes(serialization.Encoding.PEM))
    return path


def write_token(path: Path, token: str = TOKEN) -> Path:
    """A token file as the program wants it."""
    if path.exists():
        path.unlink()
    path.write_text(token + "\n")
    path.chmod(0o400)
    return path
