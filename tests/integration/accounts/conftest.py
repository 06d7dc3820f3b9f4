"""The organisations of the region, which grants name."""

import pytest

from app.organisations.policy import load_organisations
from config import POLICY_FOLDER


@pytest.fixture(autouse=True)
def organisations(work):
    """Municipalities, organisations and points, as a real installation has them."""
    with work.transaction():
        load_organisations(work.session, POLICY_FOLDER)
