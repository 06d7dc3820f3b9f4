"""What commands share: work of the operating-system account, JSON on standard output, refusals with exit 1."""

import json
import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from flask import current_app

from app.access.actor import system_actor
from app.access.work import Services, Work, working
from app.core.errors import DomainError
from app.web.work import KEY


@contextmanager
def system_work(purpose: str) -> Iterator[Work]:
    """Work without a person signed in; a refusal inside ends the command with exit 1 and its message."""
    services: Services | None = current_app.extensions.get(KEY)
    if services is None:
        raise click.ClickException("Hier is nog niets aangelegd: voer eerst het commando init uit.")
    with working(services, system_actor(_account()), purpose) as work:
        try:
            yield work
        except DomainError as refusal:
            raise click.ClickException(refusal.message) from None


def print_json(document: Any) -> None:  # noqa: ANN401 - whatever json can hold
    """One JSON document, alone on standard output."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=1))


def _account() -> str:
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return str(os.geteuid())
