"""The four files of the policy tree, made from config/policy/plan with invented texts."""

import csv
from collections.abc import Iterator
from pathlib import Path

from config import POLICY_FOLDER

PLAN = POLICY_FOLDER / "plan"
TEXT = "Deze tekst is verzonnen,\nmet een tweede regel; en een 'aanhaling'."

_MONEY = {
    "code": "code", "kind": "kind", "year": "year", "basis": "basis", "receipts": "ontvangsten",
    "expenses": "uitgaven", "balance_printed": "saldo_printed", "source_table": "source_table",
    "year_mapping": "year_mapping",
}  # fmt: skip
_FIGURE = {
    "code": "code", "year": "year", "date": "date", "indicator_key": "indicator_key", "value": "value",
    "unit": "unit", "project": "project", "source": "source", "kind": "soort", "breakdown": "uitsplitsing",
    "period": "periode",
}  # fmt: skip


def rows_of(name: str) -> Iterator[dict[str, str]]:
    """The rows of a policy file of the plan."""
    with (PLAN / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def plan_rows() -> list[dict[str, str]]:
    rows = [{name: value for name, value in row.items() if name != "plan"} for row in rows_of("nodes.csv")]
    return [
        row | {"description": TEXT, "statement": f"Verzonnen doel van {row['code']}.", "indicator": ""} for row in rows
    ]


def finance_rows() -> list[dict[str, str]]:
    return [{_MONEY[name]: value for name, value in row.items() if name in _MONEY} for row in rows_of("money.csv")]


def measurement_rows() -> list[dict[str, str]]:
    return [
        {_FIGURE[name]: value for name, value in row.items() if name in _FIGURE}
        | {"label_nl": f"Verzonnen naam van {row['indicator_key']}", "quote": f"hier staat {row['value']}"}
        for row in rows_of("figures.csv")
    ]


def narrative_rows() -> list[dict[str, str]]:
    nodes = {row["code"]: row for row in rows_of("nodes.csv")}
    return [
        {"code": code, "date": "2024-12-31", "text": TEXT, "ap_code": nodes[code]["parent"], "code_printed": printed}
        for code, printed in (("A0901", "A0901"), ("A0705", "A0704"), ("A0101", "A0101"))
    ]


ROWS = {
    "plan": plan_rows,
    "finance": finance_rows,
    "measurements": measurement_rows,
    "narratives": narrative_rows,
}


def write_csv(path: Path, rows: list[dict[str, str]], delimiter: str = ",") -> Path:
    """Write rows as a CSV file; the first one names the columns."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path
