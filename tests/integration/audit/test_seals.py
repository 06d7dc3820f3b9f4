"""Closed days: what was sealed under a key that is gone cannot be written anew, not even with every root in hand."""

import hmac
import json
import re
from hashlib import sha256

import pytest
from sqlalchemy import delete, select, text

from app.audit.chain import append, chain_key, verify
from app.audit.models import AuditHead, AuditRecord
from app.audit.models_day import AuditSeal
from app.audit.seals import check_seals, close_day, forget_key
from app.core.errors import Refused
from app.crypto.day_keys import DayKey, begin_epoch, current_day_key


def note(work, action):
    with work.transaction():
        work.trail.record(action, "test")


def close(work):
    with work.transaction():
        made = close_day(work.session, work.vault.keystore, work.clock)
    forget_key(work.session, work.vault.keystore)
    return made


@pytest.fixture
def first(work):
    """A first key, and three closed days with a record each."""
    key = begin_epoch(work.vault.keystore)
    for day in ("one", "two", "three"):
        note(work, day)
        close(work)
    return key


def test_each_key_is_used_once_and_gone(work, first):
    now = current_day_key(work.vault.keystore)
    assert (now.epoch, now.number) == (1, 3)
    assert check_seals(work.session, first).days == 3
    key = first.key
    for number, seal in enumerate(work.session.scalars(select(AuditSeal).order_by(AuditSeal.number))):
        content = b"rd1|audit day|seal" + (1).to_bytes(4) + number.to_bytes(4) + seal.seq.to_bytes(8) + seal.mac
        assert hmac.digest(key, content, sha256) == seal.seal, "as docs/keys.md says"
        key = hmac.digest(key, b"rd1|audit day|next", sha256)
    assert key == now.key
    assert check_seals(work.session, DayKey(1, 0, bytes(32))).first_bad == 0


def test_a_chain_written_anew_with_the_roots_no_longer_fits(work, first):
    keys = chain_key(work.vault.roots)
    columns = [column for column in AuditRecord.__table__.columns if column.name not in ("seq", "mac", "generation")]
    entries = [dict(row._mapping) for row in work.session.execute(select(*columns).order_by(AuditRecord.seq))]
    entries[1]["action"] = "nothing"
    _without_triggers(work)
    with work.transaction():
        work.session.execute(delete(AuditRecord))
        head = work.session.scalars(select(AuditHead)).one()
        head.seq, head.mac = 0, bytes(32)
        head.seal = keys.seal(head.generation, 0, head.mac)
        work.session.flush()
        append(work.session, keys, entries)

    assert verify(work.session, keys).first_bad is None, "the intruder had every root"
    assert check_seals(work.session, first).first_bad == 1


def _without_triggers(work):
    with work.transaction():
        if work.session.get_bind().dialect.name == "postgresql":
            work.session.execute(text("ALTER TABLE audit_record DISABLE TRIGGER USER"))
            return
        found = work.session.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
        for name in found:
            work.session.execute(text(f'DROP TRIGGER "{name}"'))


def test_stopping_between_the_seal_and_its_key_forgets_the_key_next_time(work, first):
    note(work, "four")
    with work.transaction():
        close_day(work.session, work.vault.keystore, work.clock)
    assert current_day_key(work.vault.keystore).number == 3, "it stopped here"
    note(work, "five")
    assert close(work).number == 4
    assert check_seals(work.session, first).days == 5


def test_by_command(app, work, tmp_path):
    runner = app.test_cli_runner()
    with pytest.raises(Refused, match="eerste sleutel"):
        close(work)
    assert runner.invoke(args=["audit", "close-day"]).exit_code == 1
    path = tmp_path / "first"
    assert runner.invoke(args=["audit", "first-key", str(path)]).exit_code == 0
    assert path.stat().st_mode & 0o777 == 0o400
    assert re.fullmatch(r"1:[0-9a-f]{64}\n", path.read_text())
    assert path.read_text()[2:].strip() != current_day_key(work.vault.keystore).key.hex()
    assert runner.invoke(args=["audit", "close-day"]).exit_code == 0
    answer = runner.invoke(args=["audit", "verify", "--first-key", str(path), "--json"])
    assert answer.exit_code == 0
    assert json.loads(answer.stdout)["ok"]
    assert "2 afgesloten dagen" in answer.stderr
    path.chmod(0o600)
    path.write_text(f"1:{bytes(32).hex()}")
    assert runner.invoke(args=["audit", "verify", "--first-key", str(path)]).exit_code == 1
    path.write_text("zomaar")
    assert "niet te lezen" in runner.invoke(args=["audit", "verify", "--first-key", str(path)]).output
