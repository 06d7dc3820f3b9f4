"""Empty files to fill in: the header, and a line of explanation per column that the reader passes over."""

from app.imports.csv_file import csv_text
from app.imports.schema import Column, Schema
from app.imports.xlsx_file import xlsx_bytes


def csv_template(schema: Schema) -> str:
    """The header, then one line per column that starts with #; such lines may stay in the file."""
    names = [column.name for column in schema.columns]
    blanks = [""] * (len(names) - 1)
    lines = [[f"# {column.name}: {_explanation(column)}", *blanks] for column in schema.columns]
    return csv_text([names, *lines])


def xlsx_template(kind: str, schema: Schema) -> bytes:
    """A workbook with an empty first sheet under its header and the explanations on a second one."""
    help_rows = [["kolom", "verplicht", "uitleg", "voorbeeld"]] + [
        [column.name, "ja" if column.required else "nee", column.explanation, column.example]
        for column in schema.columns
    ]
    return xlsx_bytes([(kind[:31], [[column.name for column in schema.columns]]), ("uitleg", help_rows)])


def _explanation(column: Column) -> str:
    need = "verplicht" if column.required else "mag leeg blijven"
    example = f"; bijvoorbeeld {column.example}" if column.example else ""
    return f"{column.explanation} ({need}{example})"
