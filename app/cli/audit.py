"""The commands over the audit trail."""

import os
from pathlib import Path

import click

from app.audit.anchors import drop_anchor, first_lifted, read_anchors
from app.audit.chain import Verdict, verify
from app.audit.seals import SealVerdict, check_seals, close_day, forget_key
from app.cli.command import HouseGroup, answer, json_option, say, system_work
from app.core.errors import Refused
from app.crypto.day_keys import KEY_BYTES, DayKey, begin_epoch

audit = HouseGroup("audit", help="Het spoor van wijzigingen en raadplegingen.")
_FILE = click.Path(dir_okay=False, path_type=Path)


@audit.command("verify")
@click.option("--anchors", type=_FILE, help="Vergelijk ook met de ankers in dit bestand.")
@click.option("--first-key", type=_FILE, help="Ga ook de afgesloten dagen na, met de eerste sleutel in dit bestand.")
@json_option
def verify_trail(anchors: Path | None, first_key: Path | None, as_json: bool) -> None:
    """Loop de hele keten na en noem het eerste record dat niet klopt."""
    with system_work() as work:
        days = check_seals(work.session, _read_first(first_key)) if first_key else None
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
    _report(days)
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


@audit.command("first-key")
@click.argument("file", type=_FILE)
def first_key(file: Path) -> None:
    """Begin met een sleutel per dag; de eerste komt in FILE en hoort op papier, niet op deze machine."""
    with system_work() as work:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        with os.fdopen(handle, "w") as out, work.transaction():
            made = begin_epoch(work.vault.keystore)
            out.write(f"{made.epoch}:{made.key.hex()}\n")
            work.trail.record("audit.first_key", "audit_seal", detail=f"epoch {made.epoch}")
            close_day(work.session, work.vault.keystore, work.clock)
        forget_key(work.session, work.vault.keystore)
    say("Druk dit bestand af, bewaar het bij de functionaris gegevensbescherming en wis het hier.")


@audit.command("close-day")
def close_day_now() -> None:
    """Sluit de dag van de keten af en vernietig de sleutel ervan; laat dit elke nacht lopen."""
    with system_work() as work:
        with work.transaction():
            sealed = close_day(work.session, work.vault.keystore, work.clock)
        forget_key(work.session, work.vault.keystore)
    say(f"Dag {sealed.number} afgesloten bij record {sealed.seq}.")


def _read_first(file: Path) -> DayKey:
    try:
        epoch, _, key = file.read_text().strip().partition(":")
        first = DayKey(int(epoch), 0, bytes.fromhex(key))
    except (OSError, ValueError):
        raise Refused("Het bestand met de eerste sleutel is niet te lezen.") from None
    if len(first.key) != KEY_BYTES:
        raise Refused("Het bestand met de eerste sleutel is niet te lezen.")
    return first


def _report(days: SealVerdict | None) -> None:
    if days is None:
        return
    if days.first_bad is not None:
        raise click.ClickException(f"Dag {days.first_bad} klopt niet met de eerste sleutel; de {days.days} ervoor wel.")
    say(f"{days.days} afgesloten dagen kloppen, tot record {days.last_seq}.")
