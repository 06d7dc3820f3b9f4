"""The command `data-map`: the register of processing activities, made from the models."""

import click

from app.cli.command import answer, command, json_option
from app.policy.data_map import document, markdown
from app.policy.data_register import build, house_tables, read_register


@command("data-map")
@json_option
def data_map(as_json: bool) -> None:
    """Druk het register van verwerkingsactiviteiten af (AVG art. 30), als Markdown of JSON."""
    register = build(read_register(), house_tables())
    if as_json:
        answer(document(register))
    else:
        click.echo(markdown(register), nl=False)
