"""Settings: one frozen value, read from the environment alone; everything wrong is named at once."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from config import documents, openid, roots, watch
from config.documents import S3Settings, load_s3_settings
from config.openid import OpenIdSettings, load_openid_settings
from config.roots import RootSettings, load_root_settings
from config.watch import WatchSettings, load_watch_settings

_CHECKOUT = Path(__file__).parent.parent
_KNOWN = (
    {
        "REGIODOSSIER_ENV",
        "REGIODOSSIER_HOME",
        "REGIODOSSIER_OPERATOR",
        "REGIODOSSIER_PORT",
        "REGIODOSSIER_PROXIES",
        "REGIODOSSIER_URL",
    }
    | roots.KNOWN
    | documents.KNOWN
    | openid.KNOWN
    | watch.KNOWN
)
_MOST_PROXIES = 5


class Environment(StrEnum):
    """What kind of installation this is."""

    DEMO = "demo"
    PRODUCTION = "production"
    TESTING = "testing"


class SettingsError(Exception):
    """One or more settings are missing or unsafe; the message lists them all."""


@dataclass(frozen=True)
class Settings:
    """The settings of one installation."""

    environment: Environment
    home: Path
    database_url: str
    keystore_url: str
    port: int = 8000
    url: str = ""
    proxies: int = 0
    """How many servers of our own stand between the internet and the program; only those are believed."""
    roots: RootSettings = field(default_factory=RootSettings)
    s3: S3Settings | None = None
    """The bucket that keeps the documents; without one they are in a folder of the home folder."""
    openid: OpenIdSettings | None = None
    """The provider through which colleagues may sign in; without one there are passwords alone."""
    watch: WatchSettings = field(default_factory=WatchSettings)
    operator: str = ""
    """E-mail address of the colleague who uses the account that runs commands; empty when nobody was named."""

    @property
    def site_url(self) -> str:
        """The address that people type, for links that leave the program."""
        return self.url.rstrip("/") or f"http://127.0.0.1:{self.port}"

    @property
    def key_folder(self) -> Path:
        """Where the file provider keeps the root keys."""
        return self.home / "keys"

    @property
    def is_production(self) -> bool:
        return self.environment is Environment.PRODUCTION


def load_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; raises SettingsError naming every missing, unknown or unsafe one."""
    problems = [f"{name}: onbekende instelling" for name in environment if _is_unknown(name)]
    kind = environment.get("REGIODOSSIER_ENV", Environment.DEMO.value)
    if kind not in set(Environment):
        problems.append(f"REGIODOSSIER_ENV: kies uit {', '.join(Environment)}")
        kind = Environment.DEMO.value
    port = environment.get("REGIODOSSIER_PORT", "8000")
    url = environment.get("REGIODOSSIER_URL", "")
    problems += _unreachable(port, url)
    proxies = environment.get("REGIODOSSIER_PROXIES", "0")
    if not proxies.isdigit() or int(proxies) > _MOST_PROXIES:
        problems.append(f"REGIODOSSIER_PROXIES: geef het aantal eigen tussenservers, van 0 tot {_MOST_PROXIES}")
    home = Path(environment.get("REGIODOSSIER_HOME") or _CHECKOUT / "instance").resolve()
    if _same_database(environment.get("DATABASE_URL", ""), environment.get("KEYSTORE_URL", "")):
        problems.append("KEYSTORE_URL: de sleutelbank mag niet de gegevensbank zijn")
    if kind == Environment.PRODUCTION:
        problems += _unsafe_in_production(environment)
    root_settings, wrong = load_root_settings(environment, production=kind == Environment.PRODUCTION)
    s3, wrong_s3 = load_s3_settings(environment, production=kind == Environment.PRODUCTION)
    provider, wrong_provider = load_openid_settings(environment, production=kind == Environment.PRODUCTION)
    watching, wrong_watch = load_watch_settings(environment)
    problems += wrong + wrong_s3 + wrong_provider + wrong_watch
    if problems:
        raise SettingsError("\n".join(problems))
    return Settings(
        environment=Environment(kind),
        home=home,
        database_url=_psycopg(environment.get("DATABASE_URL", "")) or f"sqlite:///{home / 'regiodossier.db'}",
        keystore_url=_psycopg(environment.get("KEYSTORE_URL", "")) or f"sqlite:///{home / 'keystore.db'}",
        port=int(port),
        url=url,
        proxies=int(proxies),
        roots=root_settings,
        s3=s3,
        openid=provider,
        watch=watching,
        operator=environment.get("REGIODOSSIER_OPERATOR", "").strip(),
    )


def _unreachable(port: str, url: str) -> list[str]:
    problems = []
    if not port.isdigit() or not 1 <= int(port) <= 65535:
        problems.append("REGIODOSSIER_PORT: geef een getal van 1 tot 65535")
    if url and not url.startswith(("http://", "https://")):
        problems.append("REGIODOSSIER_URL: geef een adres dat met https:// begint")
    return problems


def _is_unknown(name: str) -> bool:
    return name.startswith("REGIODOSSIER_") and not name.startswith(roots.PREFIX) and name not in _KNOWN


def _unsafe_in_production(environment: Mapping[str, str]) -> list[str]:
    problems = []
    if not environment.get("REGIODOSSIER_HOME"):
        problems.append("REGIODOSSIER_HOME: verplicht in productie")
    if bool(environment.get("DATABASE_URL")) != bool(environment.get("KEYSTORE_URL")):
        problems.append("DATABASE_URL en KEYSTORE_URL: geef beide of geen van beide")
    return problems


def _same_database(one: str, other: str) -> bool:
    """Whether two addresses lead to one database, whoever signs in there and however it was written."""
    return bool(one) and _place(one) == _place(other)


def _place(url: str) -> tuple[str, str, str, str]:
    parts = urlsplit(_psycopg(url))
    return parts.scheme, parts.netloc.rpartition("@")[2].removesuffix(":5432"), parts.path, parts.query


def _psycopg(url: str) -> str:
    """Name the driver that is installed, whichever way the address was written."""
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url
