"""A vault on an empty keystore of its own, without an application."""

import pytest

from app.core.db import make_engine
from app.crypto.keystore import Keystore, metadata
from app.crypto.roots import random_roots
from app.crypto.vault import Vault


@pytest.fixture
def vault(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path}/keystore.db")
    metadata.create_all(engine)
    yield Vault(random_roots(), Keystore(engine))
    engine.dispose()
