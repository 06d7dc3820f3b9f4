"""`keys check`, `rotate`, `remove-old` and `drill`, as an operator meets them."""

import json
import shutil

import pytest
from sqlalchemy import select, update

from app.audit.chain import verify
from app.audit.models import AuditRecord
from app.clients.models import Person, SearchToken
from app.core.errors import StartRefused
from app.crypto.keystore import data_key
from app.crypto.roots import Root
from app.installation import open_installation
from tests.support.key_content import assert_sound, content, fill, generations_of_tokens, opened, with_root_files

KINDS = ["root", "data", "search"]


def document(result):
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_check_opens_everything(run, filled):
    _, expected = filled
    report = document(run("keys", "check", "--all", "--json"))
    assert report["ok"] is True
    assert report["cells"]["opened"] == report["cells"]["total"] == sum(v is not None for v in expected.cells.values())
    assert report["keys"]["failed"] == report["cells"]["failed"] == 0
    assert report["roots_without_canary"] == []
    assert "bestanden in" in report["roots"]


def test_check_names_a_key_and_the_cells_that_do_not_open(run, filled):
    settings, _ = filled
    with opened(settings) as work:
        uid = work.session.scalars(select(Person.uid)).first()
        with work.vault.keystore.writing() as connection:
            connection.execute(update(data_key).where(data_key.c.holder_uid == uid).values(wrapped=b"x" * 60))
        work.session.rollback()
    result = run("keys", "check", "--all", "--json")
    report = json.loads(result.stdout)
    assert (result.exit_code, report["ok"], report["keys"]["failed"]) == (1, False, 1)
    assert report["keys"]["failed_places"] == [f"{uid} 1"]
    assert report["cells"]["failed"] > 0
    assert "Testaerts" not in result.output


def test_destroyed_keys_are_no_failure(run, filled):
    settings, _ = filled
    with opened(settings) as work:
        work.vault.keystore.destroy(work.session.scalars(select(Person.uid)).first())
    report = document(run("keys", "check", "--all", "--json"))
    assert report["cells"]["without_key"] > 0


@pytest.mark.parametrize("kind", KINDS)
def test_rotation_ends_with_nothing_on_the_old_generation(run, filled, kind):
    settings, expected = filled
    report = document(run("keys", "rotate", kind, "--json"))
    assert (report["kind"], report["from"], report["to"], report["status"]) == (kind, 1, 2, "done")
    assert_sound(settings, expected)
    checked = document(run("keys", "check", "--all", "--json"))
    assert checked["cells"]["under_older_keys"] == 0
    assert set(checked["keys"]["by_root_generation"]) == ({"2"} if kind == "root" else {"1"})
    assert [task["status"] for task in checked["tasks"]] == ["done"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_old_generation_goes_on_request_only(run, filled, kind):
    settings, expected = filled
    run("keys", "rotate", kind)
    early = run("keys", "remove-old", kind)
    assert early.exit_code == 1
    assert "--now" in early.stderr
    assert document(run("keys", "remove-old", kind, "--now", "--json"))["status"] == "removed"
    assert_sound(settings, expected)
    with opened(settings) as work:
        root = {"root": Root.KEY_ENCRYPTION, "search": Root.SEARCH}.get(kind)
        if root:
            assert work.vault.roots.generations(root) == (2,)
        if kind == "search":
            assert set(generations_of_tokens(work)) == {2}
    assert document(run("keys", "check", "--all", "--json"))["ok"] is True


def test_every_rotation_after_the_other(run, filled):
    settings, expected = filled
    for kind in (*KINDS, "audit", *KINDS):
        assert document(run("keys", "rotate", kind, "--json"))["status"] == "done"
    for kind in KINDS:
        document(run("keys", "remove-old", kind, "--now", "--json"))
    assert_sound(settings, expected)
    with opened(settings) as work:
        assert {work.vault.roots.generation(root) for root in (Root.KEY_ENCRYPTION, Root.SEARCH)} == {3}
        assert verify(work.session, work.trail.key).first_bad is None


def test_old_generations_of_the_audit_root_stay(run, filled):
    settings, _ = filled
    run("keys", "rotate", "audit")
    refusal = run("keys", "remove-old", "audit", "--now")
    assert refusal.exit_code == 1
    with opened(settings) as work:
        assert work.vault.roots.generations(Root.AUDIT) == (1, 2)
        assert verify(work.session, work.trail.key).first_bad is None
        used = set(work.session.scalars(select(AuditRecord.generation)))
        assert used == {1, 2}


def test_nothing_to_remove(run):
    result = run("keys", "remove-old", "root", "--now")
    assert result.exit_code == 1
    assert "niets te verwijderen" in result.stderr


def test_rotations_are_on_record(run, filled):
    settings, _ = filled
    run("keys", "rotate", "root")
    with opened(settings) as work:
        details = work.session.scalars(select(AuditRecord.detail).where(AuditRecord.action == "rotate_keys")).all()
    assert details == ["root 1>2 started", "root 1>2 done"]


def test_a_cell_that_does_not_open_stops_the_rotation_but_not_the_others(run, filled):
    settings, _ = filled
    with opened(settings) as work, work.transaction():
        person = work.session.scalars(select(Person).order_by(Person.uid)).first()
        broken = person.family_name_cell[:-1] + bytes([person.family_name_cell[-1] ^ 1])
        work.session.execute(update(Person).where(Person.uid == person.uid).values(family_name_cell=broken))
    result = run("keys", "rotate", "data")
    assert result.exit_code == 1
    assert "1 cellen gaan niet open" in result.stderr
    assert json.loads(run("keys", "check", "--all", "--json").stdout)["cells"]["under_older_keys"] == 1
    assert run("keys", "remove-old", "data", "--now").exit_code == 1


def test_a_process_that_runs_on_notices_the_new_roots(filled, run):
    settings, expected = filled
    with opened(settings) as running:
        assert running.vault.roots.generation(Root.KEY_ENCRYPTION) == 1
        running.session.rollback()
        for kind in KINDS:
            run("keys", "rotate", kind)
        assert content(running).cells == expected.cells
        fill_one = running.vault.make_keys([running.session.scalars(select(SearchToken.person_uid)).first()])
        assert {key.root_generation for key in fill_one} == {2}


def test_drill_opens_a_copy_and_leaves_nothing(run, filled):
    settings, _ = filled
    before = sorted(path.name for path in settings.home.iterdir())
    report = document(run("keys", "drill", "--all", "--json"))
    assert report["ok"] is True
    assert report["check"]["cells"]["opened"] == report["check"]["cells"]["total"] > 0
    assert report["audit"]["first_bad"] is None
    assert report["tables"]["person"] > 0
    assert sorted(path.name for path in settings.home.iterdir() if not path.name.endswith(("-wal", "-shm"))) == before


def test_drill_with_the_copy_of_the_keys_from_the_safe(run, filled, tmp_path):
    settings, _ = filled
    safe = tmp_path / "safe"
    shutil.copytree(settings.key_folder, safe)
    assert document(run("keys", "drill", "--keys", str(safe), "--json"))["ok"] is True
    path = safe / "search.1.key"
    path.chmod(0o600)
    path.write_text("ab" * 32)
    path.chmod(0o400)
    result = run("keys", "drill", "--keys", str(safe), "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "wortelsleutel search, generatie 1" in result.stderr
    assert not list(settings.home.glob(".drill-*"))


def test_drill_after_a_rotation_and_a_cut_off_exercise(run, filled):
    settings, _ = filled
    left = settings.home / ".drill-abc"
    left.mkdir()
    for kind in KINDS:
        run("keys", "rotate", kind)
    assert document(run("keys", "drill", "--all", "--json"))["ok"] is True
    assert not left.exists()


def test_an_unfinished_rotation_is_no_reason_to_refuse_to_start_but_a_strange_root_is(filled):
    from app.core.db import make_engine

    settings, _ = filled
    path = settings.key_folder / "key-encryption.2.key"
    path.write_text("cd" * 32)
    path.chmod(0o400)
    data = make_engine(settings.database_url)
    try:
        with pytest.raises(StartRefused, match="key-encryption, generatie 2, is de sleutelbank niet bekend"):
            open_installation(settings, data)
    finally:
        data.dispose()


def test_environment_roots_do_not_rotate(settings):
    with_root_files(settings)
    with opened(settings) as work:
        fill(work)
        from app.core.errors import Refused
        from app.crypto.key_tasks import TaskKind
        from app.crypto.root_environment import EnvironmentRoots
        from app.keys.rotation import rotate

        work.vault.roots = EnvironmentRoots(work.vault.roots._secrets)
        with pytest.raises(Refused, match="omgeving"):
            rotate(work, TaskKind.ROOT, lambda *_: None)
        assert work.vault.tasks.every() == []
