"""The command that clears away drafts nobody came back to."""

import click

from app.cases.service_drafts import clear_old_drafts
from app.cli.command import HouseGroup, answer, json_option, system_work

drafts = HouseGroup("drafts", help="Teksten die getypt en niet bewaard werden.")


@drafts.command("clear")
@json_option
def clear_command(as_json: bool) -> None:
    """Vernietig concepten waar niemand binnen de termijn op terugkwam; zet dit elke nacht in de planning."""
    with system_work() as work, work.transaction():
        count = clear_old_drafts(work)
    if as_json:
        answer({"cleared": count})
    else:
        click.echo(f"{count} concepten vernietigd.")
