"""When a case may be passed on: on a ground that carries it, or with consent."""

import pytest

from app.cases.rules_sharing import check_sharing_ground
from app.core.errors import Refused


@pytest.mark.parametrize(
    ("basis", "own_task", "consent", "words"),
    [
        ("public_task", True, False, None),
        ("legal_obligation", True, False, None),
        ("public_task", False, True, None),
        ("vital_interest", False, False, None),
        ("consent", True, True, None),
        ("public_task", False, False, "enkel weten met toestemming"),
        ("contract", False, False, "enkel weten met toestemming"),
        ("consent", True, False, "rust op toestemming"),
        (None, True, False, "rechtsgrond"),
    ],
)
def test_a_ground_or_a_consent(basis, own_task, consent, words):
    if words is None:
        check_sharing_ground(basis, has_own_task=own_task, has_consent=consent)
        return
    with pytest.raises(Refused, match=words) as refused:
        check_sharing_ground(basis, has_own_task=own_task, has_consent=consent)
    assert refused.value.field == "consent"
