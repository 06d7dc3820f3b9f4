"""The organisations and code lists of the region, which the pages offer."""

import pytest

from app.policy_data import load_policy_data


@pytest.fixture
def policy(work):
    """Policy data as a real installation has it."""
    with work.transaction():
        load_policy_data(work.session)
