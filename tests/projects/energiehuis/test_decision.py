"""Decisions and determination: nobody decides alone, nothing is approved on what nobody confirmed."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.projects.energiehuis.decision.rules import Decision, Proposal, Verdict, objections
from app.projects.energiehuis.file.rules_target import determine
from app.projects.energiehuis.products.queries import income_limits

PEOPLE = [UUID(int=number) for number in range(4)]
ADVISER, ENTERED, APPROVER, OTHER = PEOPLE
GROUND = "Artikel 4 van het reglement, zoals het die dag gold."


@dataclass(frozen=True)
class Product:
    code: str = "X"
    family: str = "X"
    label: str = "Lening X"
    valid_from: date = date(2020, 1, 1)
    valid_to: date | None = None
    min_cents: int | None = 125_000
    max_cents: int | None = 1_500_000
    max_months: int | None = 96
    missing: str | None = None
    confirmed: bool = True


PROPOSAL = Proposal(Product(), (), ADVISER, frozenset({ENTERED}), date(2026, 3, 1), no_credit_above_cents=100_000)
APPROVAL = Decision(Verdict.APPROVE, APPROVER, 1_500_000, 1_000_000, 60, GROUND, GROUND)


def test_a_sound_approval_passes():
    assert objections(PROPOSAL, APPROVAL) == []
    assert objections(PROPOSAL, replace(APPROVAL, verdict=Verdict.APPROVE_CONDITIONALLY, condition="attest")) == []
    assert objections(PROPOSAL, replace(APPROVAL, verdict=Verdict.REFUSE, amount_cents=None, months=None)) == []
    assert objections(PROPOSAL, Decision(Verdict.SEND_BACK, APPROVER, None, ground_fact=GROUND)) == []


@pytest.mark.parametrize(
    ("proposal", "decision", "word"),
    [
        ({}, {"decider": ADVISER}, "advies"),
        ({}, {"decider": ENTERED}, "inkomen"),
        ({}, {"limit_cents": None}, "mag goedkeuren"),
        ({}, {"limit_cents": 999_999}, "mag goedkeuren"),
        ({}, {"amount_cents": 1_500_001, "limit_cents": 9_000_000}, "maximum"),
        ({}, {"amount_cents": 124_999}, "minimum"),
        ({}, {"amount_cents": 0}, "bedrag"),
        ({}, {"months": 97}, "96 maanden"),
        ({}, {"months": None}, "looptijd"),
        ({}, {"ground_law": "   ok  "}, "rechte"),
        ({}, {"ground_fact": ""}, "feiten"),
        ({}, {"verdict": Verdict.APPROVE_CONDITIONALLY, "condition": " "}, "voorwaarde"),
        ({}, {"verdict": Verdict.REFUSE, "ground_law": ""}, "rechte"),
        ({"unconfirmed": ("De rentevoet is niet gekend.",)}, {}, "rentevoet"),
        ({"ckp_consulted_on": None}, {}, "Centrale"),
        ({"ckp_default_cents": 100_000}, {}, "motiveer bijzonder"),
        ({"ckp_default_cents": 100_001}, {"special_reason": GROUND}, "1.000 euro"),
    ],
)
def test_what_stands_in_the_way_is_said(proposal, decision, word):
    found = objections(replace(PROPOSAL, **proposal), replace(APPROVAL, **decision))
    assert len(found) == 1
    assert word in found[0]


def test_a_small_default_needs_a_special_reason():
    assert objections(replace(PROPOSAL, ckp_default_cents=5), replace(APPROVAL, special_reason=GROUND)) == []


@given(
    st.sampled_from(PEOPLE),
    st.frozensets(st.sampled_from(PEOPLE)),
    st.builds(
        Decision,
        verdict=st.sampled_from(Verdict),
        decider=st.sampled_from(PEOPLE),
        limit_cents=st.none() | st.integers(0, 2_000_000),
        amount_cents=st.none() | st.integers(-1, 2_000_000),
        months=st.none() | st.integers(-1, 120),
        ground_law=st.sampled_from(["", GROUND]),
        ground_fact=st.sampled_from(["", GROUND]),
        condition=st.sampled_from(["", GROUND]),
        special_reason=st.sampled_from(["", GROUND]),
    ),
)
def test_whatever_is_tried_one_person_never_decides_alone(adviser, entered, decision):
    proposal = replace(PROPOSAL, adviser=adviser, entered_income=entered)
    if not objections(proposal, decision):
        assert decision.decider not in {adviser, *entered}
        assert decision.ground_fact == GROUND
        if decision.verdict in (Verdict.APPROVE, Verdict.APPROVE_CONDITIONALLY):
            assert 125_000 <= decision.amount_cents <= min(decision.limit_cents, 1_500_000)


@pytest.mark.parametrize(
    ("day", "income", "couple", "dependants", "category", "limits"),
    [
        ("2024-05-01", 4_086_000, False, 0, "lowest", [4_086_000, 5_199_000]),
        ("2024-05-01", 4_086_001, False, 0, "middle", [4_086_000, 5_199_000]),
        ("2024-05-01", 5_719_000, False, 1, "lowest", [5_719_000, 7_428_000]),
        ("2024-05-01", 5_719_000, True, 0, "lowest", [5_719_000, 7_428_000]),
        ("2024-05-01", 7_428_001, True, 0, None, [5_719_000, 7_428_000]),
        ("2024-05-01", 7_428_001, True, 1, "middle", [6_136_000, 7_845_000]),
        ("2023-05-01", 1, False, 0, "middle", [5_184_000]),
        ("2020-05-01", 1, False, 0, None, []),
    ],
)
@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_the_category_follows_from_lines_that_explain_it(work, day, income, couple, dependants, category, limits):
    found = determine(
        income_limits(work.session, "MVL"), "MVL", date.fromisoformat(day), income, couple=couple, dependants=dependants
    )
    assert found.category == category
    assert found.is_known is bool(limits)
    assert [line.limit_cents for line in found.lines] == limits
    assert all(line.source and line.criterion and line.valid_from <= date.fromisoformat(day) for line in found.lines)
