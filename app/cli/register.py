"""Hangs the commands of the house on the application."""

from flask import Flask

from app.cli.api import figure_tokens
from app.cli.audit import audit
from app.cli.backups import backup_command, restore_command
from app.cli.data_map import data_map
from app.cli.demo import demo
from app.cli.documents import documents
from app.cli.drafts import drafts
from app.cli.imports import import_command, template_command
from app.cli.install import init
from app.cli.jobs import jobs
from app.cli.keys import keys
from app.cli.measure import measure_command, records_command
from app.cli.moving import to_postgresql_command
from app.cli.persons import person
from app.cli.plan import plan
from app.cli.projects import project_groups
from app.cli.report import report
from app.cli.retention import retention
from app.cli.sbom import sbom
from app.cli.support import support
from app.cli.users import users
from app.cli.year import close_year_command, compare_command
from app.core.errors import StartRefused


def register(app: Flask) -> None:
    """Add every command and group of this package, and a group for each project that brings commands."""
    for item in (
        init,
        demo,
        audit,
        jobs,
        keys,
        data_map,
        documents,
        person,
        plan,
        import_command,
        template_command,
        measure_command,
        records_command,
        close_year_command,
        compare_command,
        report,
        backup_command,
        restore_command,
        to_postgresql_command,
        retention,
        drafts,
        users,
        figure_tokens,
        sbom,
        support,
    ):
        app.cli.add_command(item)
    for group in project_groups():
        if group.name in app.cli.commands:
            raise StartRefused(f"project {group.name} heet als een opdracht van het huis")
        app.cli.add_command(group)
