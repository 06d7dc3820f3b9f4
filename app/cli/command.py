"""What every command has in common: who acts, what goes to which stream, and how it ends."""

import json
import logging
import os
import pwd
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext

from app.access.actor import system_actor
from app.access.work import Services, Work, working
from app.accounts.queries import actor_by_email
from app.core.errors import DomainError, Refused, StartRefused
from app.web.work import KEY

_logger = logging.getLogger(__name__)
_NO_INSTALLATION = "Hier is nog geen installatie; maak ze met `flask --app wsgi init`."


class HouseCommand(click.Command):
    """A command that ends with 0 (done), 1 (refused, with a message) or 2 (wrong usage)."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except DomainError as refusal:
            raise click.ClickException(refusal.message) from None
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception:
            # The text of an unexpected error may quote a person: the log keeps its type and places alone.
            reference = secrets.token_hex(8)
            _logger.exception("command failed", extra={"request_id": reference, "endpoint": self.name})
            raise click.ClickException(f"Er ging iets mis; in het logboek staat het onder {reference}.") from None


class HouseGroup(AppGroup):
    """A group whose commands are HouseCommands."""

    command_class = HouseCommand


def command(name: str) -> Callable[[Callable[..., Any]], click.Command]:
    """Make a command that stands by itself, outside a group."""

    def decorate(function: Callable[..., Any]) -> click.Command:
        return click.command(name, cls=HouseCommand)(with_appcontext(function))

    return decorate


json_option = click.option("--json", "as_json", is_flag=True, help="Eén JSON-document op de standaarduitvoer.")


def answer(document: object) -> None:
    """Print the one JSON document of a command with --json."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


def say(message: str) -> None:
    """Tell the person at the keyboard something that is not the command's result."""
    click.echo(message, err=True)


def application() -> Flask:
    """The application that the command runs in."""
    found: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    return found


def account() -> str:
    """The operating-system account that runs this process."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return f"uid-{os.geteuid()}"


@contextmanager
def system_work(app: Flask | None = None) -> Iterator[Work]:
    """Work of the operating-system account; changes belong inside `with work.transaction():`.

    The purpose in the audit trail is the command's own name.
    """
    services: Services | None = (app or application()).extensions.get(KEY)
    if services is None:
        raise StartRefused(_NO_INSTALLATION)
    with services_work(services) as work:
        yield work


@contextmanager
def services_work(services: Services) -> Iterator[Work]:
    """As `system_work`, on services that are not those of the application (a first `init`)."""
    context = click.get_current_context(silent=True)
    purpose = f"command {context.info_name}" if context else "command"
    with working(services, system_actor(account()), purpose) as work:
        yield work
        if work.trail.pending or work.session.new or work.session.dirty or work.session.deleted:
            raise RuntimeError("a command left changes outside a transaction")


@contextmanager
def in_the_name_of(work: Work, email: str) -> Iterator[Work]:
    """The same work, done by the user whom `--by` names; inside `work.transaction()`.

    What the account did before is put on record first, so that the trail keeps the order of things.
    """
    actor = actor_by_email(work.session, email, work.clock.today())
    if actor is None:
        raise Refused("Er is geen actieve gebruiker met dit e-mailadres.", "by")
    person = replace(work, actor=actor, trail=replace(work.trail, actor=actor.key, pending=[]))
    work.trail.write(work.session)
    yield person
    person.trail.write(work.session)
