"""The commands over the audit trail."""

from pathlib import Path

import click

from app.audit.anchors import drop_anchor, first_lifted, read_anchors
from app.audit.chain import Verdict, verify
from app.cli.command import HouseGroup, answer, json_option, system_work

audit = HouseGroup("audit", help="Het spoor van wijzigingen en raadplegingen.")
_FILE = click.Path(dir_okay=False, path_type=Path)


@audit.command("verify")
@click.option("--anchors", type=_FILE, help="Vergelijk ook met de ankers in dit bestand.")
@json_option
def verify_trail(anchors: Path | None, as_json: bool) -> None:
    """Loop de hele keten na en noem het eerste record dat niet klopt."""
    with system_work() as work:
        verdict = verify(work.session, work.trail.key)
        lifted = first_lifted(work.session, read_anchors(anchors)) if anchors else None
    if verdict.first_bad is None and lifted is not None:
        verdict = Verdict(lifted.seq - 1, lifted.seq)
    sound = verdict.first_bad is None
    document: dict[str, object] = {"records": verdict.records, "ok": sound}
    if not sound:
        document["first_bad"] = verdict.first_bad
    if as_json:
        answer(document)
    elif sound:
        click.echo(f"{verdict.records} records, de keten klopt.")
    if lifted is not None:
        raise click.ClickException(f"De keten past niet meer op het anker van {lifted.at} (record {lifted.seq}).")
    if not sound:
        raise click.ClickException(f"Record {verdict.first_bad} klopt niet; de {verdict.records} ervoor wel.")


@audit.command("anchor")
@click.argument("file", type=_FILE)
def anchor_trail(file: Path) -> None:
    """Voeg het einde van de keten toe aan FILE, op een plaats waar de gegevensbank niet staat."""
    with system_work() as work:
        verdict = verify(work.session, work.trail.key)
        if verdict.first_bad is not None:
            raise click.ClickException(f"Record {verdict.first_bad} klopt niet; er komt geen anker.")
        anchor = drop_anchor(work.session, work.clock, file)
    click.echo(f"Anker bij record {anchor.seq}.")
