"""Every sealed column against every other column, row and keyholder, from the models themselves."""

import pytest
from sqlalchemy import LargeBinary

import app.models
from app.core.model import Base
from app.core.uid import new_uid
from app.crypto.context import AccessContext, access
from app.crypto.errors import NoAccessContext, SealBroken
from app.crypto.sealed import TEXT, Sealed, SealedRow, sealed_attributes

assert app.models
MODELS = sorted((mapper.class_ for mapper in Base.registry.mappers), key=lambda model: model.__tablename__)
ATTRIBUTES = [attribute for model in MODELS for attribute in sealed_attributes(model).values()]


@pytest.fixture
def context(vault):
    with access(AccessContext("system:test", "test", vault.ring())) as entered:
        yield entered


def ids(attribute):
    return attribute.label


def test_the_matrix_holds_what_the_house_seals():
    labels = {attribute.label for attribute in ATTRIBUTES}
    assert {"person.family_name", "person.national_number", "note.text", "contact_moment.text"} <= labels


@pytest.mark.parametrize("attribute", ATTRIBUTES, ids=ids)
def test_a_cell_opens_in_its_own_place_alone(attribute, context):
    row, holder, other = new_uid(), new_uid(), new_uid()
    context.ring.prepare([holder, other])
    sealed = context.ring.seal(attribute.where, row, holder, b"1", attribute.codec.block)
    assert context.ring.unseal(attribute.where, row, holder, sealed) == b"1"
    for elsewhere in ATTRIBUTES:
        if elsewhere is not attribute:
            with pytest.raises(SealBroken):
                elsewhere.open_unseen(row, holder, sealed)
    for wrong_row, wrong_holder in ((other, holder), (row, other), (holder, row)):
        context.ring.prepare([wrong_holder])
        with pytest.raises(SealBroken):
            attribute.open_unseen(wrong_row, wrong_holder, sealed)


@pytest.mark.parametrize("attribute", ATTRIBUTES, ids=ids)
def test_a_plain_value_in_a_sealed_column_is_never_shown(attribute, context):
    row, holder = new_uid(), new_uid()
    for stored in (b"", b"Voorbeeld", b"x" * 200, bytes(64), b"\x01\x01\x00\x01" + bytes(60)):
        context.ring.prepare([holder])
        with pytest.raises(SealBroken) as failure:
            attribute.open_unseen(row, holder, stored)
        assert "Voorbeeld" not in str(failure.value)


def test_sealed_columns_and_sealed_attributes_belong_together():
    for model in MODELS:
        columns = {
            column.key for column in model.__table__.columns if column.info.get("data_class") in ("identity", "sealed")
        }
        attributes = sealed_attributes(model).values()
        assert columns == {attribute.column for attribute in attributes}, model
        assert all(name.endswith("_cell") for name in columns), model
        assert all(isinstance(model.__table__.c[name].type, LargeBinary) for name in columns), model
        assert not columns or issubclass(model, SealedRow), model


@pytest.mark.parametrize("attribute", ATTRIBUTES, ids=ids)
def test_nothing_opens_or_seals_outside_an_access_context(attribute):
    with pytest.raises(NoAccessContext):
        attribute.open_unseen(new_uid(), new_uid(), b"\x01\x01\x00\x01" + bytes(60))
    with pytest.raises(NoAccessContext):
        attribute.seal_for(new_uid(), new_uid(), "x" if attribute.codec is TEXT else None)


def test_a_sealed_attribute_names_its_table_where_it_stands():
    with pytest.raises((TypeError, RuntimeError)):
        type("Mixin", (), {"name_cell": None, "name": Sealed("name_cell", TEXT)})
    with pytest.raises((TypeError, RuntimeError)):
        type("Row", (), {"__tablename__": "row", "name": Sealed("name_cell", TEXT)})
