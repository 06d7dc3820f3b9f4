"""The commands over the audit trail."""

import click

from app.audit.chain import verify
from app.cli.command import HouseGroup, answer, json_option, system_work

audit = HouseGroup("audit", help="Het spoor van wijzigingen en raadplegingen.")


@audit.command("verify")
@json_option
def verify_trail(as_json: bool) -> None:
    """Loop de hele keten na en noem het eerste record dat niet klopt."""
    with system_work() as work:
        verdict = verify(work.session, work.trail.key)
    sound = verdict.first_bad is None
    document: dict[str, object] = {"records": verdict.records, "ok": sound}
    if not sound:
        document["first_bad"] = verdict.first_bad
    if as_json:
        answer(document)
    elif sound:
        click.echo(f"{verdict.records} records, de keten klopt.")
    if not sound:
        raise click.ClickException(f"Record {verdict.first_bad} klopt niet; de {verdict.records} ervoor wel.")
