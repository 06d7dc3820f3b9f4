"""The commands `energiehuis schedule` and `energiehuis apr`."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from app.access.work import Work
from app.core.errors import Refused
from app.projectkit.project import ProjectCommand
from app.projects.energiehuis.arithmetic.amortisation import Method
from app.projects.energiehuis.arithmetic.apr import Flow, NoRate, apr_percent, dated_flows
from app.projects.energiehuis.arithmetic.intervals import Unit
from app.projects.energiehuis.arithmetic.rates import Convention
from app.projects.energiehuis.products.calculation import Otherwise, product_schedule

_TERM: Final = re.compile(r"\s*([+-]?)\s*(\d{1,9}(?:\.\d{1,9})?)(?:/([1-9]\d{0,8}))?\s*", re.ASCII)
_SIGN: Final = {"drawdown": 1, "payment": -1}
_APR_PLACES: Final = 6
_Choice = TypeVar("_Choice", bound=StrEnum)


class _Amount(click.ParamType[Decimal]):
    """A number without thousands, with a decimal point or comma."""

    name = "bedrag"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:  # noqa: ANN401
        if isinstance(value, Decimal):
            return value
        if not re.fullmatch(r"\d{1,12}([.,]\d{1,9})?", value, re.ASCII):
            self.fail("moet een getal zijn, zoals 15000.00", param, ctx)
        return Decimal(value.replace(",", "."))


_DAY: Final = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])


def schedule(work: Work, **asked: Any) -> dict[str, Any]:
    """The amortisation table of a product."""
    table = product_schedule(
        work.session,
        asked["product"],
        asked["amount"],
        asked["months"],
        asked["signed"].date(),
        asked["first_due"].date(),
        Otherwise(asked["rate"], _chosen(Convention, asked["convention"]), _chosen(Method, asked["repayment"])),
    )
    for warning in table.warnings:
        click.echo(warning, err=True)
    return {
        "instalment": str(table.schedule.instalment),
        "total_interest": str(table.schedule.total_interest),
        "total_payable": str(table.schedule.total_payable),
        "apr_percent": str(table.apr_percent),
        "rows": [
            {
                "n": row.n,
                "due": row.due.isoformat(),
                "instalment": str(row.booked.instalment),
                "interest": str(row.booked.interest),
                "principal": str(row.booked.principal),
                "balance": str(row.booked.balance),
            }
            for row in table.schedule.rows
        ],
    }


def _chosen(kind: type[_Choice], text: str | None) -> _Choice | None:
    return None if text is None else kind(text)


def _schedule_lines(document: Mapping[str, Any]) -> Iterator[str]:
    yield f"maandbedrag {document['instalment']}, rente {document['total_interest']}, JKP {document['apr_percent']} %"
    yield f"{'nr':>4}  {'vervaldag':10}  {'bedrag':>12}  {'rente':>12}  {'kapitaal':>12}  {'saldo':>12}"
    for row in document["rows"]:
        amounts = "  ".join(f"{row[name]:>12}" for name in ("instalment", "interest", "principal", "balance"))
        yield f"{row['n']:>4}  {row['due']}  {amounts}"


def apr_of_file(*, file: Path) -> dict[str, str]:
    """The annual percentage rate of the flows in a file."""
    return {"apr_percent": str(apr_percent(read_flows(_document(file)), _APR_PLACES))}


def _document(file: Path) -> Mapping[str, Any]:
    try:
        found = json.loads(file.read_text(encoding="utf-8-sig"), parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        raise Refused("Het bestand is geen JSON in UTF-8.") from None
    if not isinstance(found, dict) or not isinstance(found.get("flows"), list):
        raise Refused('Het bestand moet een object zijn met een lijst "flows".')
    return found


def read_flows(document: Mapping[str, Any]) -> list[Flow]:
    """The flows of a document, with time in years or counted from days."""
    entries: Sequence[Any] = document["flows"]
    wrong = next((n for n, entry in enumerate(entries, 1) if not isinstance(entry, dict)), None)
    if wrong is not None:
        raise Refused(f"flows, nummer {wrong}: moet een object zijn.")
    amounts = [_amount(n, entry) for n, entry in enumerate(entries, 1)]
    dated = ["date" in entry for entry in entries]
    if any(dated) and not all(dated):
        raise Refused('Geef elke stroom een "date", of elke stroom "years".')
    if not amounts:
        raise NoRate
    if all(dated):
        days = [_day(n, entry) for n, entry in enumerate(entries, 1)]
        return dated_flows(zip(days, amounts, strict=True), _unit(document))
    times = [_years(n, entry) for n, entry in enumerate(entries, 1)]
    return [Flow(amount, years) for amount, years in zip(amounts, times, strict=True)]


def _unit(document: Mapping[str, Any]) -> Unit:
    try:
        return Unit(document.get("unit", Unit.MONTH))
    except ValueError:
        raise Refused(f"unit: kies uit {', '.join(Unit)}.") from None


def _amount(n: int, entry: Mapping[str, Any]) -> Decimal:
    sign = _SIGN.get(str(entry.get("kind")))
    if sign is None:
        raise Refused(f"flows, nummer {n}: kind moet drawdown of payment zijn.")
    try:
        amount = Decimal(str(entry.get("amount")))
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount < 0 or amount >= Decimal("1e12"):
        raise Refused(f"flows, nummer {n}: amount moet een bedrag zijn, nul of meer.")
    return sign * amount


def _day(n: int, entry: Mapping[str, Any]) -> date:
    try:
        return date.fromisoformat(str(entry["date"]))
    except ValueError:
        raise Refused(f"flows, nummer {n}: date moet een dag zijn als jjjj-mm-dd.") from None


def _years(n: int, entry: Mapping[str, Any]) -> Fraction:
    text, total, place = str(entry.get("years", "")), Fraction(0), 0
    while place < len(text) or not text:
        term = _TERM.match(text, place)
        if term is None or (place and not term[1]):
            raise Refused(f"flows, nummer {n}: years moet een som van breuken zijn, zoals 3/365+1/12.")
        part = Fraction(term[2]) / int(term[3] or 1)
        total += -part if term[1] == "-" else part
        place = term.end()
    return total


def _choices(kind: type[StrEnum]) -> click.Choice[str]:
    return click.Choice([each.value for each in kind])


def _option(name: str, kind: Any, text: str, *, required: bool = True) -> click.Option:  # noqa: ANN401 - click types
    return click.Option([f"--{name}"], type=kind, required=required, help=text)


COMMANDS: Final = (
    ProjectCommand(
        name="schedule",
        help="De aflossingstabel van een lening.",
        run=schedule,
        lines=_schedule_lines,
        parameters=(
            _option("product", str, "Code van de lening, zoals EL2_B."),
            _option("amount", _Amount(), "Bedrag in euro."),
            _option("months", click.IntRange(1), "Aantal maanden."),
            _option("signed", _DAY, "Dag van ondertekening en opname."),
            _option("first-due", _DAY, "Eerste vervaldag."),
            _option("rate", _Amount(), "Andere rentevoet, in procent per jaar.", required=False),
            _option("convention", _choices(Convention), "Andere maandrente dan van de lening.", required=False),
            _option("repayment", _choices(Method), "Andere aflossing dan die van de lening.", required=False),
        ),
    ),
    ProjectCommand(
        name="apr",
        help="Het jaarlijks kostenpercentage van een lijst van opnames en betalingen.",
        run=apr_of_file,
        lines=lambda document: [f"JKP {document['apr_percent']} %"],
        parameters=(click.Argument(["file"], type=click.Path(exists=True, dir_okay=False, path_type=Path)),),
        needs_work=False,
    ),
)
