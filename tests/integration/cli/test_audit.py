"""`audit verify` says that the chain holds, or names the first record that does not."""

import json

import pytest
from sqlalchemy import delete, update

from app.audit.models import AuditRecord
from tests.support.audit import lift_triggers


@pytest.fixture
def three_records(work):
    for number in range(3):
        with work.transaction():
            work.trail.record("test", "nothing", detail=str(number))
    return work


def test_sound_chain(app, three_records):
    result = app.test_cli_runner().invoke(args=["audit", "verify", "--json"])
    assert (result.exit_code, json.loads(result.stdout)) == (0, {"records": 3, "ok": True})


@pytest.mark.parametrize(
    "damage",
    [
        update(AuditRecord).where(AuditRecord.seq == 2).values(actor="user:somebody-else"),
        delete(AuditRecord).where(AuditRecord.seq == 2),
    ],
)
def test_names_the_first_bad_record(app, three_records, damage):
    lift_triggers(three_records.session.connection())
    three_records.session.execute(damage)
    three_records.session.commit()
    result = app.test_cli_runner().invoke(args=["audit", "verify", "--json"])
    assert (result.exit_code, json.loads(result.stdout)) == (1, {"records": 1, "ok": False, "first_bad": 2})


def test_without_json_the_answer_is_a_sentence(app, three_records):
    result = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert (result.exit_code, result.stdout) == (0, "3 records, de keten klopt.\n")
