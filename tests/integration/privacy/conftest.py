"""A made-up project with a figure per case, whose files people are erased from."""

import pytest

from app.access.actor import Actor, Grant
from app.core.uid import new_uid


@pytest.fixture
def dpo() -> Actor:
    """Who decides."""
    return an_actor("dpo")


@pytest.fixture
def colleague() -> Actor:
    """Who decides too, and is somebody else."""
    return an_actor("coordinator")


def an_actor(role: str) -> Actor:
    uid = new_uid()
    return Actor(f"user:{uid}", (Grant(role),), uid)
