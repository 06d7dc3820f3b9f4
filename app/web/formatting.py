"""Jinja filters that write dates, numbers and money the Flemish way; nothing is written as a dash."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

LOCALE = Locale("nl", "BE")
TIMEZONE = ZoneInfo("Europe/Brussels")
NOTHING = "–"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"

Number = int | Decimal | float


def _local(value: datetime) -> datetime:
    """An instant on the wall clock of the region; instants always know their zone."""
    if value.tzinfo is None:
        raise ValueError("an instant without a time zone cannot be shown")
    return value.astimezone(TIMEZONE)


def date_nl(value: date | None) -> str:
    """01/02/2026"""
    if value is None:
        return NOTHING
    if isinstance(value, datetime):
        value = _local(value).date()
    return f"{value.day:02}/{value.month:02}/{value.year:04}"


def date_long(value: date | None) -> str:
    """1 februari 2026"""
    if value is None:
        return NOTHING
    if isinstance(value, datetime):
        value = _local(value).date()
    return str(format_date(value, "d MMMM y", locale=LOCALE))


def date_iso(value: date | None) -> str:
    """2026-02-01, for the datetime attribute of a time element"""
    if value is None:
        return ""
    return _local(value).isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat()


def time_nl(value: datetime | None) -> str:
    """14:03"""
    return NOTHING if value is None else f"{_local(value):%H:%M}"


def datetime_nl(value: datetime | None) -> str:
    """01/02/2026 om 14:03"""
    return NOTHING if value is None else f"{date_nl(value)} om {time_nl(value)}"


def number(value: Number | None, decimals: int | None = None) -> str:
    """1.234,5; with `decimals` exactly that many"""
    if value is None:
        return NOTHING
    if decimals is None:
        return str(format_decimal(value, format="#,##0.###", locale=LOCALE))
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(exact, format=pattern, locale=LOCALE))


def _euros(value: int | Decimal) -> Decimal:
    """Euros from cents (int) or from an amount in euros (Decimal); floats are not money."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise TypeError(f"money is cents (int) or euros (Decimal), not {type(value).__name__}")
    return Decimal(value) / 100 if isinstance(value, int) else value


def euro(value: int | Decimal | None) -> str:
    """€ 1.234,50 from cents (int) or euros (Decimal)"""
    if value is None:
        return NOTHING
    return str(format_currency(_euros(value), "EUR", locale=LOCALE))


def euro_whole(value: int | Decimal | None) -> str:
    """€ 1.235 from cents (int) or euros (Decimal), rounded half up"""
    if value is None:
        return NOTHING
    return f"€{NO_BREAK_SPACE}{number(_euros(value), 0)}"


def amount(value: int | Decimal | None) -> str:
    """1.234,50: money in a column whose head already says euro"""
    return NOTHING if value is None else number(_euros(value), 2)


def amount_whole(value: int | Decimal | None) -> str:
    """1.235: whole euros in a column whose head already says euro"""
    return NOTHING if value is None else number(_euros(value), 0)


def percent(value: Number | None, decimals: int = 0) -> str:
    """62 % from the share 0.62"""
    if value is None:
        return NOTHING
    return f"{number(Decimal(str(value)) * 100, decimals)}{NO_BREAK_SPACE}%"


def signed(value: Number | None, decimals: int | None = None) -> str:
    """+12, -3 or 0: a difference with its sign; with `decimals` exactly that many"""
    if value is None:
        return NOTHING
    return f"+{number(value, decimals)}" if value > 0 else number(value, decimals)


def dash(value: object) -> object:
    """The value itself, or a dash when there is nothing to show; zero is something"""
    return NOTHING if value is None or value == "" else value


def yes_no(value: bool | None) -> str:
    """ja, nee or a dash"""
    if value is None:
        return NOTHING
    return "ja" if value else "nee"


FILTERS: dict[str, Callable[..., object]] = {
    "date": date_nl,
    "date_long": date_long,
    "date_iso": date_iso,
    "time": time_nl,
    "datetime": datetime_nl,
    "number": number,
    "euro": euro,
    "euro_whole": euro_whole,
    "amount": amount,
    "amount_whole": amount_whole,
    "percent": percent,
    "signed": signed,
    "dash": dash,
    "yes_no": yes_no,
}
