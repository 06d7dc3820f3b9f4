"""The register of processing activities is complete, and the committed page is what the models say."""

from copy import deepcopy
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, Table

import app.models  # noqa: F401  (all models)
from app.core.classification import FACT, IDENTITY, Sealing, moving
from app.core.errors import StartRefused
from app.policy.data_map import CLASSES, document, markdown
from app.policy.data_register import DATA_CLASSES, build, house_tables, problems, read_register

PAGE = Path(__file__).parents[2] / "docs" / "data-map.md"


@pytest.fixture
def given():
    return deepcopy(read_register())


def test_every_table_has_its_entry_and_every_column_its_class(given):
    assert problems(given, house_tables()) == []


def test_the_committed_page_is_fresh(given):
    made = markdown(build(given, house_tables()))
    assert PAGE.read_text() == made, "make it again: flask --app wsgi data-map > docs/data-map.md"


def test_no_column_is_left_halfway_to_its_seal():
    moving_columns = [
        str(column) for table in house_tables().values() for column in table.columns if "sealing" in column.info
    ]
    assert not moving_columns


def test_every_class_is_explained():
    assert set(CLASSES) == DATA_CLASSES


def test_the_document_names_every_column_once(given):
    tables = [
        table for activity in document(build(given, house_tables()))["activities"] for table in activity["tables"]
    ]
    named = [f"{t['name']}.{column}" for t in tables for columns in t["columns"].values() for column in columns]
    assert sorted(named) == sorted(f"{name}.{c.name}" for name, t in house_tables().items() for c in t.columns)


@pytest.mark.parametrize(
    ("info", "says"),
    [
        ({}, "kolom extra.value heeft geen klasse"),
        ({"data_class": "whatever"}, "kolom extra.value heeft geen klasse"),
        (moving(IDENTITY, Sealing.DUAL_WRITE), "kolom extra.value is nog niet klaar met verzegelen (dual_write)"),
        (FACT, "kolom extra.value (fact) is persoonlijk, en activiteit policy heeft geen rechtsgrond"),
    ],
)
def test_a_column_that_is_not_in_order_is_named(given, info, says):
    table = Table("extra", MetaData(), Column("value", Integer, info=info))
    key = "policy" if "policy" in says else "clients"
    given["table"]["extra"] = {"activity": key, "holds": "Iets"}
    assert says in problems(given, house_tables() | {"extra": table})


def test_a_table_without_entry_and_an_entry_without_table_are_named(given):
    given["table"]["gone"] = given["table"].pop("person")
    assert {"tabel person staat niet in het register", "het register noemt een onbekende tabel gone"} <= set(
        problems(given, house_tables())
    )
    with pytest.raises(StartRefused, match="person"):
        build(given, house_tables())


def test_an_activity_needs_purpose_ground_and_term(given):
    activity = given["activity"]["clients"]
    activity["purpose"], activity["basis"], activity["retention"] = "", "whim", "forever"
    found = problems(given, house_tables())
    assert "activiteit clients: purpose ontbreekt" in found
    assert "activiteit clients: onbekende rechtsgrond" in found
    assert "activiteit clients: onbekende bewaartermijn" in found
