"""Root keys in files: made once, kept by the owner alone, every fault named."""

import pytest

from app.core.errors import StartRefused
from app.crypto.root_files import create_root_files, load_root_files
from app.crypto.roots import Root


@pytest.fixture
def folder(tmp_path):
    create_root_files(tmp_path / "keys")
    return tmp_path / "keys"


def rewrite(path, text):
    path.unlink(missing_ok=True)
    path.write_text(text)
    path.chmod(0o400)


def test_makes_four_independent_roots(folder):
    assert sorted(path.name for path in folder.iterdir()) == sorted(f"{root.value}.1.key" for root in Root)
    assert all(path.stat().st_mode & 0o777 == 0o400 for path in folder.iterdir())
    assert len({path.read_text() for path in folder.iterdir()}) == 4
    roots = load_root_files(folder)
    assert len({roots.derive(root, "wrap") for root in Root}) == 4


def test_keeps_what_is_there(folder):
    before = {path.name: path.read_text() for path in folder.iterdir()}
    assert create_root_files(folder) == []
    assert {path.name: path.read_text() for path in folder.iterdir()} == before
    (folder / "search.1.key").unlink()
    assert create_root_files(folder) == [Root.SEARCH]


def test_reads_every_generation(folder):
    rewrite(folder / "search.12.key", "ab" * 32 + "\n")
    roots = load_root_files(folder)
    assert roots.generations(Root.SEARCH) == (1, 12)
    assert roots.derive(Root.SEARCH, "phone") == roots.derive(Root.SEARCH, "phone", 12)
    assert roots.derive(Root.SEARCH, "phone") != roots.derive(Root.SEARCH, "phone", 1)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("audit.1.key", "ab" * 31, "31 bytes in plaats van 32"),
        ("audit.1.key", "", "0 bytes"),
        ("audit.1.key", "geen sleutel", "geen hexadecimale sleutel"),
        ("audit.oud.key", "ab" * 32, "geen geldig generatienummer"),
        ("audit.0.key", "ab" * 32, "geen geldig generatienummer"),
        ("audit.02.key", "ab" * 32, "geen geldig generatienummer"),
        ("audit.32768.key", "ab" * 32, "geen geldig generatienummer"),
    ],
)
def test_names_a_file_that_is_no_root(folder, name, text, said):
    rewrite(folder / name, text)
    with pytest.raises(StartRefused) as refusal:
        load_root_files(folder)
    assert f"wortelsleutel {name}: {said}" in refusal.value.message


def test_names_all_that_is_wrong_at_once(folder):
    (folder / "search.1.key").unlink()
    (folder / "audit.1.key").chmod(0o440)
    rewrite(folder / "statistics.1.key", (folder / "key-encryption.1.key").read_text())
    folder.chmod(0o770)
    with pytest.raises(StartRefused) as refusal:
        load_root_files(folder)
    said = refusal.value.message
    for part in ("search ontbreekt", "audit.1.key: leesbaar voor anderen", "gelijk", "sleutelmap is beschrijfbaar"):
        assert part in said
