"""What a line of a rental list may say, when two lines are one home, which weeks there are. Pure; in Dutch."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from app.clients.names import normalise
from app.core.errors import Refused

MOST_ROWS: Final = 20
WEEK: Final = timedelta(weeks=1)
_LOWEST_RENT, _HIGHEST_RENT = 10_000, 500_000
_PERSONAL: Final = re.compile(r"@|\b0\d[\d\s./-]{6,}\d|\+32|\b(?:dhr|mevr|mr|mw|meneer|mevrouw)\b", re.IGNORECASE)
_TRACKING: Final = re.compile(r"(?i)utm_|fbclid|gclid|ref$|source$")
_EPC: Final = re.compile(r"(?i)\b(?:epc\s*)?(a\+|[a-f])")


@dataclass(frozen=True)
class Line:
    """One home of a list, as it was typed and read."""

    address: str | None
    link: str | None
    rent_cents: int
    bedrooms: int
    epc: str | None = None


@dataclass(frozen=True)
class Pasted:
    """One pasted line, cut in pieces, before anything of it is checked."""

    address: str = ""
    link: str = ""
    rent: str = ""
    bedrooms: str = ""
    epc: str = ""


def monday_of(day: date) -> date:
    """The first day of the ISO week of a day."""
    return day - timedelta(days=day.weekday())


def week_of(year: int, week: int) -> date | None:
    """The Monday of an ISO week; None when the year has no such week."""
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def last_weeks(today: date, kept: timedelta) -> list[date]:
    """The weeks of which listings are still kept, this one first."""
    this = monday_of(today)
    return [this - place * WEEK for place in range(kept // WEEK)]


def expires_on(last_seen_on: date, kept: timedelta) -> date:
    """The first day on which a listing that was last seen in a week is no longer offered."""
    return last_seen_on + kept


def address_key(address: str | None) -> str | None:
    """The same for every way of writing one address: Sint-Jansstraat 12 bus 3, st jansstr. 12/3."""
    if not address:
        return None
    plain = normalise(address).replace("sint", "st")
    plain = re.sub(r"\bbus\b", " ", re.sub(r"str(?:aat)?\b", "str", plain))
    # Numbers stay apart: 12 bus 3 is not 1 bus 23.
    return re.sub(r"(?<=[0-9])-(?=[a-z])|(?<=[a-z])-(?=[0-9a-z])", "", "-".join(plain.split())) or None


def link_key(link: str | None) -> str | None:
    """A link without what differs between two visits: scheme, www, where one came from, the slash at its end."""
    if not link:
        return None
    parts = urlsplit(link if "//" in link else f"//{link}")
    host = parts.netloc.lower().removeprefix("www.")
    asked = sorted(pair for pair in parse_qsl(parts.query) if not _TRACKING.match(pair[0]))
    return f"{host}{parts.path.rstrip('/').lower()}{'?' if asked else ''}{urlencode(asked)}" or None


def check_line(line: Line) -> None:
    """A home can be found again, its rent and bedrooms can be, and nothing is said of a person."""
    if not line.address and not line.link:
        raise Refused("Vul het adres of de link in.", "address")
    if line.address and _PERSONAL.search(line.address):
        raise Refused("Noteer geen naam, telefoon of mailadres van de verhuurder.", "address")
    if line.link and not re.match(r"(?i)(https?://)?[\w-]+(\.[\w-]+)+(/|$)", line.link):
        raise Refused("Dit is geen webadres. Plak de link van het zoekertje.", "link")
    if not _LOWEST_RENT <= line.rent_cents <= _HIGHEST_RENT:
        raise Refused("Vul de huurprijs per maand in, van 100 tot 5.000 euro.", "rent_cents")
    if not 0 <= line.bedrooms <= 20:
        raise Refused("Vul 0 tot 20 slaapkamers in (0 is een studio).", "bedrooms")


def twice(lines: Sequence[Line]) -> dict[int, int]:
    """Of every line that stands there already: its place, and the place of the first."""
    seen: dict[str, int] = {}
    found: dict[int, int] = {}
    for place, line in enumerate(lines):
        keys = [f"a{key}" for key in [address_key(line.address)] if key]
        keys += [f"l{key}" for key in [link_key(line.link)] if key]
        first = min((seen[key] for key in keys if key in seen), default=None)
        if first is not None:
            found[place] = first
        for key in keys:
            seen.setdefault(key, place)
    return found


def read_pasted(text: str) -> list[Pasted]:
    """Lines copied from a spreadsheet or typed with tabs or semicolons: every piece goes where it belongs."""
    return [_pasted(line) for line in text.splitlines() if line.strip()][:MOST_ROWS]


def _pasted(line: str) -> Pasted:
    pieces = [piece.strip() for piece in re.split(r"[\t;|]", line)]
    found: dict[str, str] = {}
    for piece in pieces:
        for name in _guesses(piece):
            if piece and name not in found:
                found[name] = (
                    _epc(piece) if name == "epc" else _number(piece) if name in ("rent", "bedrooms") else piece
                )
                break
    return Pasted(**found)


def _guesses(piece: str) -> Iterator[str]:
    if re.match(r"(?i)(https?://|www\.)", piece):
        yield "link"
    elif _EPC.fullmatch(piece):
        yield "epc"
    elif re.fullmatch(r"(?i)\d{1,2}(\s*(slpk?|slaapkamers?|slk|kamers?))?\.?", piece):
        yield "bedrooms"
    elif re.fullmatch(r"(?i)(€|eur)?\s*\d[\d.\s]*(,\d{1,2}|,-)?\s*(€|eur|euro)?(/m\w*)?", piece):
        yield "rent"
    else:
        yield "address"


def _epc(piece: str) -> str:
    found = _EPC.fullmatch(piece)
    label = found[1].lower() if found else ""
    return "a_plus" if label == "a+" else label


def _number(piece: str) -> str:
    return re.sub(r"(?i)[€a-z/]|,-", "", piece).strip().rstrip(".")
