"""Every column names its class of data; what says something about a person is sealed; every name follows the rule."""

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, LargeBinary, PrimaryKeyConstraint, UniqueConstraint

import app.models  # noqa: F401  (all models)
from app.core.classification import DATA_CLASSES, IDENTITY, SEALED
from app.core.model import Base
from app.crypto.sealed import Sealed, SealedRow

_UNDER_SEAL = {IDENTITY["data_class"], SEALED["data_class"]}
_PREFIX = {PrimaryKeyConstraint: "pk", ForeignKeyConstraint: "fk", UniqueConstraint: "uq", CheckConstraint: "ck"}
_LONGEST_NAME = 63  # what PostgreSQL keeps


def columns():
    return [column for table in Base.metadata.tables.values() for column in table.columns]


def sealed_attributes():
    """(model, attribute name, descriptor), inherited ones included."""
    return [
        (mapper.class_, name, item)
        for mapper in Base.registry.mappers
        for kind in mapper.class_.__mro__
        for name, item in vars(kind).items()
        if isinstance(item, Sealed)
    ]


def test_every_column_has_a_data_class():
    assert not [str(column) for column in columns() if column.info.get("data_class") not in DATA_CLASSES]


def test_under_seal_means_bytes_and_a_descriptor():
    opened = {(model.__tablename__, item.column) for model, _, item in sealed_attributes()}
    for column in columns():
        if column.info.get("data_class") in _UNDER_SEAL:
            assert isinstance(column.type, LargeBinary), f"{column} is sealed, and not a LargeBinary"
            assert (column.table.name, column.name) in opened, f"{column} is sealed, and no attribute opens it"


def test_sealed_attributes_sit_on_sealed_columns():
    assert sealed_attributes()
    for model, name, item in sealed_attributes():
        column = model.__table__.columns[item.column]
        assert issubclass(model, SealedRow), model
        assert item.column == f"{name}_cell", f"{model.__name__}.{name} is kept in {item.column}"
        assert column.info["data_class"] in _UNDER_SEAL, column
        assert item.table == model.__tablename__, f"{model.__name__}.{name} is bound to another table"


def test_constraints_and_indexes_follow_the_naming_convention():
    wrong = []
    for table in Base.metadata.tables.values():
        for constraint in table.constraints:
            wanted = f"{_PREFIX.get(type(constraint), '')}_{table.name}"
            if not str(constraint.name).startswith(wanted):
                wrong.append((table.name, str(constraint.name)))
        wrong += [(table.name, i.name) for i in table.indexes if not str(i.name).startswith(_index_names(table.name))]
    assert not wrong


def test_no_name_is_cut_off():
    names = [item.name for table in Base.metadata.tables.values() for item in (*table.constraints, *table.indexes)]
    assert not [name for name in names if name and len(name) > _LONGEST_NAME]


def test_every_table_has_a_primary_key():
    assert not [table.name for table in Base.metadata.tables.values() if not table.primary_key.columns]


def test_money_is_never_a_float():
    from sqlalchemy import Float

    assert not [str(column) for column in columns() if isinstance(column.type, Float)]


def _index_names(table: str) -> tuple[str, str]:
    return f"ix_{table}", f"uq_{table}"
