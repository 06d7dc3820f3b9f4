"""The command `plan show`."""

from typing import Any

import click

from app.actionplan.document import plan_document
from app.cli.command import HouseGroup, answer, json_option, system_work

_INDENT = {"sd": 0, "od": 1, "ap": 2, "actie": 3}

plan = HouseGroup("plan", help="Het beleidsplan.")


@plan.command("show")
@click.option("--year", type=click.IntRange(1900, 2199), required=True, help="Jaar van de cijfers.")
@json_option
def show(year: int, as_json: bool) -> None:
    """Toon de beleidsboom met geld en gepubliceerde cijfers."""
    with system_work() as work:
        document = plan_document(work.session, year)
    if as_json:
        answer(document)
        return
    click.echo(f"Beleidsplan {document['plan']}, rekening {year}: ontvangsten en uitgaven in euro")
    for node in document["nodes"]:
        click.echo(_line(node, year))
    for finding in document["findings"]:
        click.echo(
            f"! {finding['code']} {finding['kind']} {finding['year']} {finding['field']}: {finding['what']},"
            f" gedrukt {finding['printed']}, verwacht {finding['expected']}"
        )


def _line(node: dict[str, Any], year: int) -> str:
    name = f"{'  ' * _INDENT[node['level']]}{node['code']} {node['title']}"
    account = next(
        (row for row in node["money"] if (row["kind"], row["basis"], row["year"]) == ("exploitatie", "rekening", year)),
        None,
    )
    if account is None:
        return name
    return f"{name:<60}{_euro(account['receipts'])}{_euro(account['expenses'])}"


def _euro(amount: int | None) -> str:
    return f"{'-' if amount is None else f'{amount:,}'.replace(',', '.'):>14}"
