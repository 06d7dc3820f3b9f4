"""Settings of signing in through an OpenID Connect provider, such as ACM/IDM of the Flemish government."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

_PREFIX: Final = "REGIODOSSIER_OPENID_"
_NEEDED: Final = ("ISSUER", "CLIENT", "SECRET_FILE")
KNOWN: Final = frozenset(
    _PREFIX + name for name in (*_NEEDED, "NAME", "SCOPES", "STRONG", "RIGHTS_CLAIM", "RIGHTS_FILE", "CA")
)
_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True)
class OpenIdSettings:
    """One provider, and what we are to it. The secret itself stays in its file."""

    issuer: str
    client: str
    secret_file: Path
    name: str = "ACM/IDM"
    """How colleagues call it."""
    scopes: str = "openid"
    strong: frozenset[str] = frozenset()
    """Values of `acr` that mean that the provider asked a second step; `mfa` in `amr` always does."""
    rights_claim: str = ""
    rights_file: Path | None = None
    """Which claim holds rights, and the file that says which role each one is here."""
    ca_file: Path | None = None
    loopback_http: bool = False
    """Whether a provider on this machine may be asked without TLS; never in production."""
    timeout: float = 5.0


def load_openid_settings(
    environment: Mapping[str, str], *, production: bool
) -> tuple[OpenIdSettings | None, list[str]]:
    """The provider, or None for passwords alone; and everything that is missing or unsafe."""
    if not any(environment.get(name) for name in KNOWN):
        return None, []
    given = {name: environment.get(_PREFIX + name, "").strip() for name in _NEEDED}
    problems = [f"{_PREFIX}{name}: ontbreekt, terwijl andere er wel zijn" for name in _NEEDED if not given[name]]
    if given["ISSUER"]:
        problems += _unsafe(given["ISSUER"], production=production)
    if not environment.get("REGIODOSSIER_URL"):
        problems.append(f"REGIODOSSIER_URL: verplicht met {_PREFIX}ISSUER, want de aanbieder stuurt daarheen terug")
    if bool(environment.get(f"{_PREFIX}RIGHTS_CLAIM")) != bool(environment.get(f"{_PREFIX}RIGHTS_FILE")):
        problems.append(f"{_PREFIX}RIGHTS_CLAIM en {_PREFIX}RIGHTS_FILE: geef beide of geen van beide")
    return _settings(environment, given, production=production), problems


def _settings(environment: Mapping[str, str], given: Mapping[str, str], *, production: bool) -> OpenIdSettings:
    def text(name: str) -> str:
        return environment.get(_PREFIX + name, "").strip()

    def path(name: str) -> Path | None:
        return Path(text(name)) if text(name) else None

    return OpenIdSettings(
        issuer=given["ISSUER"],
        client=given["CLIENT"],
        secret_file=Path(given["SECRET_FILE"]),
        name=text("NAME") or OpenIdSettings.name,
        scopes=" ".join(dict.fromkeys(["openid", *text("SCOPES").split()])),
        strong=frozenset(text("STRONG").split()),
        rights_claim=text("RIGHTS_CLAIM"),
        rights_file=path("RIGHTS_FILE"),
        ca_file=path("CA"),
        loopback_http=not production,
    )


def is_safe_address(text: str, *, loopback_http: bool) -> bool:
    """Whether this is an address without credentials over TLS, or on this machine where that is allowed."""
    address = urlsplit(text)
    if not address.hostname or address.username or address.password or address.fragment:
        return False
    return address.scheme == "https" or (address.scheme == "http" and loopback_http and address.hostname in _LOOPBACK)


def _unsafe(issuer: str, *, production: bool) -> list[str]:
    if not is_safe_address(issuer, loopback_http=not production) or urlsplit(issuer).query:
        return [f"{_PREFIX}ISSUER: alleen een https-adres, zonder naam, wachtwoord of vraagteken"]
    return []
