"""Hangs the commands of the house on the application."""

from flask import Flask

from app.cli.audit import audit
from app.cli.demo import demo
from app.cli.imports import import_command, template_command
from app.cli.install import init
from app.cli.measure import measure_command, records_command
from app.cli.plan import plan
from app.cli.report import report
from app.cli.users import users
from app.cli.year import close_year_command, compare_command


def register(app: Flask) -> None:
    """Add every command and group of this package."""
    for item in (
        init,
        demo,
        audit,
        plan,
        import_command,
        template_command,
        measure_command,
        records_command,
        close_year_command,
        compare_command,
        report,
        users,
    ):
        app.cli.add_command(item)
