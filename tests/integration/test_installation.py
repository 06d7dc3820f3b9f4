"""An installation opens with its own keys and with no others."""

import pytest

from app import create_app
from app.audit.chain import verify
from app.core.errors import StartRefused
from app.crypto.roots import random_roots


def test_opens_with_its_own_keys(app, work):
    with work.transaction():
        work.trail.record("test", "nothing", detail="1")
    assert verify(work.session, work.trail.key).records == 1


def test_refuses_other_keys_naming_each(settings):
    with pytest.raises(StartRefused) as refusal:
        create_app(settings, roots=random_roots())
    for root in ("key-encryption", "search", "audit", "statistics"):
        assert f"wortelsleutel {root}, generatie 1" in str(refusal.value)
