"""Policy files: loaded once, again when they change, refused by file and row when they cannot be read."""

import shutil
from datetime import date

import pytest
from sqlalchemy import func, select

from app.core.errors import StartRefused
from app.policy.models import Code, PolicyFile
from app.policy.queries import code_groups, code_keys, code_labels, codes
from app.policy_data import load_policy_data
from config import POLICY_FOLDER


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(POLICY_FOLDER, tmp_path / "policy")


def load(work, folder):
    with work.transaction():
        return load_policy_data(work.session, work.clock, folder)


def test_nothing_is_read_again_when_nothing_changed(work, folder):
    assert load(work, folder) == []


def test_only_what_changed_is_loaded(work, folder, clock):
    path = folder / "codes" / "contact_kind.csv"
    path.write_text(path.read_text().replace("Intake,", "Eerste gesprek,", 1))
    assert load(work, folder) == ["codes"]
    assert code_labels(work.session, "contact_kind")["intake"] == "Eerste gesprek"
    stored = work.session.get(PolicyFile, "codes/contact_kind.csv")
    assert stored.loaded_at == clock.now()
    assert load(work, folder) == []


def test_a_key_that_left_its_file_stays(work, folder):
    path = folder / "codes" / "contact_kind.csv"
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:3]))
    load(work, folder)
    assert len(codes(work.session, "contact_kind")) == 12


def test_a_key_can_be_chosen_from_its_first_day_until_its_last(work, folder):
    path = folder / "codes" / "contact_direction.csv"
    path.write_text(path.read_text().replace("2018-01-01,,", "2020-01-01,2024-07-01,", 1))
    load(work, folder)
    chosen = {day: [code.key for code in codes(work.session, "contact_direction", day)] for day in (
        date(2019, 12, 31), date(2020, 1, 1), date(2024, 6, 30), date(2024, 7, 1),
    )}  # fmt: skip
    assert list(chosen.values()) == [["out"], ["in", "out"], ["in", "out"], ["out"]]
    assert code_keys(work.session, "contact_direction") == {"in", "out"}


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("codes/contact_kind.csv", "intake,Intake,", "intake,,"),
        ("codes/contact_kind.csv", "2018-01-01", "gisteren"),
        ("plan/money.csv", "177271", "veel"),
        ("municipalities.csv", "34002,Anzegem,", "34002,Anzegem,,"),
    ],
)
def test_an_unreadable_file_is_refused_by_name_and_row(work, folder, name, old, new):
    path = folder / name
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(StartRefused) as refusal:
        load(work, folder)
    assert f"{path.name}, rij 2" in refusal.value.message


def test_situations_fold_into_the_groups_of_the_report(work):
    groups = code_groups(work.session, "housing_situation", "wc_group")
    assert set(groups.values()) == {"tenant", "temporary", "homeless", "owner", "unknown"}
    assert set(groups) == code_keys(work.session, "housing_situation")
    assert (groups["rent_social"], groups["family_forced"], groups["night_shelter"]) == (
        "tenant", "temporary", "homeless",
    )  # fmt: skip


def test_reasons_fold_into_the_groups_of_the_report(work):
    groups = code_groups(work.session, "search_reason", "wc_group")
    assert [key for key, group in groups.items() if group == "suitability"] == [
        "unsuitable",
        "quality",
        "declared_unfit",
    ]
    assert [key for key, group in groups.items() if group == "relationship"] == [
        "relationship",
        "ipv",
        "conflict_family",
    ]
    assert set(groups.values()) == code_keys(work.session, "reason_group")


def test_the_first_six_outcomes_count_as_found(work):
    found = [code.key for code in codes(work.session, "search_outcome") if code.attrs["counts_as_found"]]
    assert found == ["private_rent", "social_rent", "social_inhired", "social_accelerated", "assisted", "bought"]


def test_every_code_names_its_source(work):
    assert work.session.scalar(select(func.count()).select_from(Code).where(Code.source == "")) == 0
