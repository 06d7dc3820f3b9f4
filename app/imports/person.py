"""The columns of a person that several kinds of import share."""

from app.imports import parsers
from app.imports.numbers import day
from app.imports.schema import Column


def person_columns() -> tuple[Column, ...]:
    """Who it is about; every column may stay empty."""
    return (
        Column("person_ref", parsers.text(64), explanation="eigen nummer van de persoon in het register"),
        Column("first_name", parsers.text(100), explanation="voornaam"),
        Column("last_name", parsers.text(100), explanation="familienaam"),
        Column("birth_date", day(), explanation="geboortedatum", example="31/12/1980"),
        Column("national_number", parsers.national_number(), explanation="rijksregister- of BIS-nummer"),
        Column("phone", parsers.phone(), explanation="telefoonnummer"),
        Column("email", parsers.mail(), explanation="mailadres"),
    )
