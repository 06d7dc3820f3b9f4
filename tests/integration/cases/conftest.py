"""Two made-up projects and the codes that cases need, on a fresh installation."""

from collections.abc import Iterator

import pytest

from app.access.work import Work
from app.cases.kinds import install_kinds
from tests.support.cases import KIND, OTHER_KIND, add_codes


@pytest.fixture(autouse=True)
def _ready(work: Work) -> Iterator[None]:
    install_kinds([KIND, OTHER_KIND])
    with work.transaction():
        add_codes(work.session)
    yield
    install_kinds([])
