"""The register of data as a page for people (Markdown) and as a document for programs (JSON)."""

from collections.abc import Iterator
from typing import Any, Final

from app.policy.data_register import Activity, DataRegister, TableEntry

CLASSES: Final = {
    "identity": ("identiteit", "verzegeld onder de sleutel van de persoon"),
    "sealed": ("verzegeld", "verzegeld onder de sleutel van de persoon of het dossier"),
    "token": ("zoekkenmerk", "afgeleid met een geheime sleutel; niet om te keren"),
    "fact": ("feit", "open kolom, waarop geteld wordt"),
    "staff": ("medewerker", "open kolom over een collega"),
    "policy": ("beleid", "geen persoonsgegeven"),
    "technical": ("technisch", "kenmerken, tijdstippen en versies"),
}
"""What each class of data is called in the register, and how it is kept."""

_UNCONFIRMED: Final = " (nog te bevestigen)"
_INTRODUCTION: Final = """# Register van verwerkingsactiviteiten

Gemaakt uit de modellen en `config/policy/data_register.toml` met `flask --app wsgi data-map > docs/data-map.md`; een
test bewaakt dat het klopt. Wat nog te bevestigen is, is geen beslissing: onder zo'n termijn wordt niets vernietigd.
"""
_MEASURES: Final = """## Beveiliging

Verzegelde kolommen zijn versleuteld met AES-256-GCM onder een sleutel per persoon of dossier, gebonden aan tabel, kolom
en rij. De sleutels staan in een aparte sleutelbank, ingepakt onder wortelsleutels buiten beide gegevensbanken
(`docs/keys.md`). Toegang gaat per rol, project en organisatie. Elke raadpleging en wijziging laat een record na in een
keten die niet ongemerkt te wijzigen is.
"""


def markdown(register: DataRegister) -> str:
    """The whole register as a page."""
    return "\n".join(_lines(register)).rstrip() + "\n"


def document(register: DataRegister) -> dict[str, Any]:
    """The whole register as one JSON document."""
    return {
        "controller": dict(register.controller),
        "activities": [_activity_document(register, activity) for activity in register.activities],
    }


def _lines(register: DataRegister) -> Iterator[str]:
    yield _INTRODUCTION
    controller = register.controller
    yield f"- **Verwerkingsverantwoordelijke**: {controller['name']}"
    yield f"- **Gezamenlijk met**: {controller['joint']}"
    yield f"- **Aanspreekpunt**: {controller['officer']}"
    yield f"- **Doorgifte**: {controller['transfers']}"
    yield ""
    yield "## Soorten kolommen\n"
    yield "| soort | hoe bewaard |\n|---|---|"
    yield from (f"| {label} | {kept} |" for label, kept in CLASSES.values())
    yield ""
    yield _MEASURES
    for activity in register.activities:
        yield from _activity_lines(register, activity)


def _activity_lines(register: DataRegister, activity: Activity) -> Iterator[str]:
    basis = register.bases[activity.basis]
    yield f"## {activity.title}\n"
    yield f"- **Doel**: {activity.purpose}"
    source = f" — {basis['source']}" if basis["source"] else ""
    yield f"- **Rechtsgrond**: {basis['label']}{source}{_doubt(basis)}"
    yield f"- **Betrokkenen**: {activity.subjects}"
    yield f"- **Ontvangers**: {activity.recipients}"
    yield f"- **Bewaartermijn**: {_term(register, activity.retention)}"
    yield ""
    for table in activity.tables:
        yield from _table_lines(register, activity, table)


def _table_lines(register: DataRegister, activity: Activity, table: TableEntry) -> Iterator[str]:
    own = "" if table.retention == activity.retention else f" Bewaartermijn: {_term(register, table.retention)}."
    yield f"**`{table.name}`** — {table.holds}.{own}\n"
    yield "| soort | kolommen |\n|---|---|"
    for kind, columns in table.columns.items():
        yield f"| {CLASSES[kind][0]} | {', '.join(f'`{column}`' for column in columns)} |"
    yield ""


def _activity_document(register: DataRegister, activity: Activity) -> dict[str, Any]:
    basis = register.bases[activity.basis]
    return {
        "key": activity.key,
        "title": activity.title,
        "purpose": activity.purpose,
        "basis": {"key": activity.basis, **basis},
        "subjects": activity.subjects,
        "recipients": activity.recipients,
        "retention": {"key": activity.retention, **register.retentions[activity.retention]},
        "tables": [
            {"name": table.name, "holds": table.holds, "retention": table.retention, "columns": dict(table.columns)}
            for table in activity.tables
        ],
    }


def _term(register: DataRegister, key: str) -> str:
    term = register.retentions[key]
    return f"{term['label']}{_doubt(term)}"


def _doubt(entry: Any) -> str:  # noqa: ANN401 - a row of the register file
    return "" if entry["confirmed"] else _UNCONFIRMED
