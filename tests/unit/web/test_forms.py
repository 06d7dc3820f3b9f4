"""Forms: Dutch messages, typed text kept, errors from the domain at their field."""

from collections.abc import Callable
from datetime import date

import pytest
from wtforms import FieldList, FormField

from app.web.fields import CodeField, DutchDateField, RadioChoice, TrimmedStringField
from app.web.forms import EXPIRED, BaseForm, FormError
from app.web.styleguide import SampleForm
from app.web.validators import DateBetween, LengthBetween, NumberBetween, Required

Begin = Callable[..., None]
GOOD = {
    "name": "  An Voorbeeld ",
    "born": "1/2/2091",
    "municipality": "34022",
    "adults": "2",
    "income": "1.234,50",
    "kind": "visit",
    "themes": ["rent", "debt"],
    "note": "Eerste regel\r\ntweede regel\r\n",
    "agreed": "y",
}


def test_a_complete_form_gives_clean_values(in_request: Begin) -> None:
    in_request(GOOD)
    form = SampleForm()
    assert form.validate_on_submit(), form.problems
    assert form.name.data == "An Voorbeeld"
    assert form.born.data == date(2091, 2, 1)
    assert form.income.data == 123450
    assert form.rate.data is None
    assert form.themes.data == ["rent", "debt"]
    assert form.note.data == "Eerste regel\ntweede regel"
    assert form.problems == []


def test_what_was_typed_stays_with_one_message_that_says_what_to_do(in_request: Begin) -> None:
    in_request({**GOOD, "born": "31/02/2091", "income": "veel", "name": "   "})
    form = SampleForm()
    assert not form.validate_on_submit()
    assert [problem.message for problem in form.problems] == [
        "Vul een naam in.",
        "De datum 31/02/2091 bestaat niet. Kijk dag en maand na.",
        "Schrijf een bedrag in cijfers, bijvoorbeeld 1.234,56.",
    ]
    assert 'value="31/02/2091"' in form.born()
    assert 'value="veel"' in form.income()


def test_values_of_the_program_are_shown_in_flemish_notation(in_request: Begin) -> None:
    in_request()
    form = SampleForm(born=date(2091, 2, 1), income=123450, adults=1200)
    assert 'value="01/02/2091"' in form.born()
    assert 'value="1.234,50"' in form.income()
    assert 'value="1.200"' in form.adults()
    assert 'type="text"' in form.born()


def test_a_choice_outside_the_list_is_refused(in_request: Begin) -> None:
    in_request({**GOOD, "municipality": "99999", "kind": "nope", "themes": ["rent", "nope"]})
    form = SampleForm()
    assert not form.validate_on_submit()
    assert [problem.target for problem in form.problems] == ["municipality", "kind-0", "themes-0"]


def test_nothing_chosen_is_nothing(in_request: Begin) -> None:
    in_request({**GOOD, "municipality": "", "kind": ""})
    form = SampleForm()
    assert not form.validate_on_submit()
    assert form.municipality.data is None
    assert [problem.message for problem in form.problems] == ["Kies een gemeente.", "Kies het soort contact."]


def test_a_refusal_of_the_domain_lands_at_its_field_or_on_top(in_request: Begin) -> None:
    in_request(GOOD)
    form = SampleForm()
    assert form.validate_on_submit()
    form.add_error("born", "Deze persoon is nog niet geboren.")
    form.add_error(None, "Het dossier is intussen afgesloten.")
    form.add_error("no_such_field", "Kies een andere woning.")
    assert form.problems == [
        FormError("Het dossier is intussen afgesloten.", None),
        FormError("Kies een andere woning.", None),
        FormError("Deze persoon is nog niet geboren.", "born"),
    ]
    assert form.has_problems


class CodeForm(BaseForm):
    reason = CodeField("Reden")
    when = DutchDateField("Datum", [DateBetween(date(2026, 1, 1), lambda: date(2026, 12, 31))])


def test_a_code_that_left_the_list_stays_for_the_record_that_has_it(in_request: Begin) -> None:
    in_request({"reason": "old", "when": "1/6/2026"})
    form = CodeForm()
    form.reason.offer_codes([("new", "Nieuw")], current=("old", "Oud"))
    assert form.validate()
    other = CodeForm()
    other.reason.offer_codes([("new", "Nieuw")], current=("new", "Nieuw"))
    assert not other.validate()
    assert [choice.value for choice in other.reason.iter_choices()] == ["", "new"]


@pytest.mark.parametrize(
    ("typed", "message"),
    [("31/12/2025", "Kies een datum vanaf 01/01/2026."), ("1/1/2027", "Kies een datum tot en met 31/12/2026.")],
)
def test_limits_of_dates(in_request: Begin, typed: str, message: str) -> None:
    in_request({"when": typed})
    form = CodeForm()
    assert not form.validate()
    assert form.when.errors == [message]


class Row(BaseForm):
    kind = RadioChoice("Soort", [Required("Kies een soort.")], choices=[("a", "A"), ("b", "B")])
    name = TrimmedStringField("Naam", [LengthBetween(2, 5)])


class Rows(BaseForm):
    rows = FieldList(FormField(Row), min_entries=2)


def test_errors_in_rows_point_at_the_input_in_the_row(in_request: Begin) -> None:
    in_request({"rows-0-kind": "a", "rows-0-name": "Anna", "rows-1-name": "Bertrand"})
    form = Rows()
    assert not form.validate()
    assert form.problems == [
        FormError("Kies een soort.", "rows-1-kind-0"),
        FormError("Maak de tekst korter: hoogstens 5 tekens, nu 8.", "rows-1-name"),
    ]


def test_limits_of_numbers() -> None:
    assert NumberBetween(1, 20)._message() == "Vul een waarde van 1 tot en met 20 in."
    assert NumberBetween(low=1000)._message() == "Vul 1.000 of meer in."
    assert NumberBetween(high=5)._message() == "Vul 5 of minder in."


def test_an_expired_token_keeps_what_was_typed(bare_app, in_request: Begin) -> None:
    bare_app.config["WTF_CSRF_ENABLED"] = True
    in_request({**GOOD, "csrf_token": "old"})
    form = SampleForm()
    assert not form.validate_on_submit()
    assert form.problems == [FormError(EXPIRED, None)]
    assert 'value="An Voorbeeld"' in form.name()
