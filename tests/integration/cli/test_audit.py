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


def test_a_chain_that_was_put_back_no_longer_fits_its_anchors(app, three_records, tmp_path):
    run = app.test_cli_runner().invoke
    file = tmp_path / "anchors.jsonl"
    assert run(args=["audit", "anchor", str(file)]).stdout == "Anker bij record 3.\n"
    with three_records.transaction():
        three_records.trail.record("test", "nothing")
    three_records.session.rollback()
    assert run(args=["audit", "anchor", str(file)]).exit_code == 0
    assert run(args=["audit", "verify", "--anchors", str(file)]).exit_code == 0
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert [line["seq"] for line in lines] == [3, 4]
    lines[1]["mac"] = "00" * 32
    file.write_text("\n".join(json.dumps(line) for line in lines))
    result = run(args=["audit", "verify", "--anchors", str(file), "--json"])
    assert (result.exit_code, json.loads(result.stdout)) == (1, {"records": 3, "ok": False, "first_bad": 4})
    file.write_text("geen anker")
    assert "niet te lezen" in run(args=["audit", "verify", "--anchors", str(file)]).stderr


def test_a_broken_chain_gets_no_anchor(app, three_records, tmp_path):
    lift_triggers(three_records.session.connection())
    three_records.session.execute(delete(AuditRecord).where(AuditRecord.seq == 2))
    three_records.session.commit()
    result = app.test_cli_runner().invoke(args=["audit", "anchor", str(tmp_path / "anchors.jsonl")])
    assert (result.exit_code, (tmp_path / "anchors.jsonl").exists()) == (1, False)
