"""Settings of the document store: a folder of the installation, or a bucket with a service that speaks S3."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

_PREFIX: Final = "REGIODOSSIER_S3_"
_NEEDED: Final = ("BUCKET", "ENDPOINT", "ACCESS_KEY", "SECRET_KEY")
KNOWN: Final = frozenset(_PREFIX + name for name in (*_NEEDED, "REGION"))
_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True)
class S3Settings:
    """One bucket that is ours alone. The secret never shows in what this prints."""

    bucket: str
    endpoint: str
    access_key: str
    secret_key: str = field(repr=False)
    region: str = "eu-central-1"


def load_s3_settings(environment: Mapping[str, str], *, production: bool) -> tuple[S3Settings | None, list[str]]:
    """The bucket for documents, or None for the folder; and everything that is missing or unsafe."""
    if not any(environment.get(name) for name in KNOWN):
        return None, []
    given = {name: environment.get(_PREFIX + name, "") for name in _NEEDED}
    problems = [f"{_PREFIX}{name}: ontbreekt, terwijl andere er wel zijn" for name in _NEEDED if not given[name]]
    if given["ENDPOINT"]:
        problems += _unsafe(given["ENDPOINT"], production=production)
    settings = S3Settings(
        bucket=given["BUCKET"],
        endpoint=given["ENDPOINT"],
        access_key=given["ACCESS_KEY"],
        secret_key=given["SECRET_KEY"],
        region=environment.get(f"{_PREFIX}REGION") or S3Settings.region,
    )
    return settings, problems


def _unsafe(endpoint: str, *, production: bool) -> list[str]:
    name, address = f"{_PREFIX}ENDPOINT", urlsplit(endpoint)
    if address.scheme not in ("http", "https") or not address.hostname or address.username or address.query:
        return [f"{name}: geef een adres zoals https://s3.voorbeeld.be"]
    if address.scheme == "http" and (production or address.hostname not in _LOOPBACK):
        return [f"{name}: alleen https"]
    return []
