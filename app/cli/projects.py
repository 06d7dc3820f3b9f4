"""The commands that projects declare, each in a group under the key of its project."""

from collections.abc import Iterator
from typing import Any

import click

from app.cli.command import HouseCommand, HouseGroup, answer, json_option, system_work
from app.projectkit.project import ProjectCommand
from app.projectkit.registry import projects


def project_groups() -> Iterator[click.Group]:
    """A group for every project that brings commands."""
    for project in projects():
        if project.commands:
            group = HouseGroup(project.key, help=f"Opdrachten van {project.label}.")
            for declared in project.commands:
                _add(group, declared)
            yield group


def _add(group: HouseGroup, declared: ProjectCommand) -> None:
    def run(*, as_json: bool, **values: Any) -> None:
        document = _document(declared, values)
        if as_json:
            answer(document)
        else:
            for line in declared.lines(document):
                click.echo(line)

    command = group.command(declared.name, cls=HouseCommand, help=declared.help)(json_option(run))
    command.params.extend(declared.parameters)


def _document(declared: ProjectCommand, values: dict[str, Any]) -> Any:  # noqa: ANN401 - whatever JSON it is
    if not declared.needs_work:
        return declared.run(**values)
    with system_work() as work:
        return declared.run(work, **values)
