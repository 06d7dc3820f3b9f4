"""An installation with sealed content, its roots in files, and nobody in it; commands run on it as on a terminal."""

import pytest

from app import create_app
from app.web.extensions import db
from app.web.work import KEY
from tests.support.key_content import content, fill, opened, with_root_files


@pytest.fixture
def filled(settings):
    """The installation, and what its cells say."""
    with_root_files(settings)
    with opened(settings) as work:
        fill(work)
        expected = content(work)
    return settings, expected


@pytest.fixture
def run(filled):
    """Runs one command in an application of its own, as every command line does."""
    settings, _ = filled

    def invoke(*args):
        app = create_app(settings)
        try:
            return app.test_cli_runner().invoke(args=args)
        finally:
            with app.app_context():
                db.engine.dispose()
            app.extensions[KEY].vault.keystore.engine.dispose()

    return invoke
