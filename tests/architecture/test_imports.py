"""The edges that no layer contract can express: what a file of each family may import."""

import pytest

from tests.support.tree import ROOT, Source, imports, sources

_WEB = ("flask", "flask_login", "flask_wtf", "flask_sqlalchemy", "wtforms", "werkzeug", "jinja2", "click")
_BELOW_VIEWS = ("models", "rules", "service", "queries", "measures")

FORBIDDEN = {
    "models": ("service", "queries", "views", "forms", "measures"),
    "rules": ("models", "service", "queries", "views", "forms", "measures"),
    "queries": ("service", "views", "forms", "measures"),
    "service": ("views", "forms", "measures"),
    "measures": ("service", "views", "forms"),
    "forms": ("views",),
    "views": ("models",),
}
"""Within one package, and a project is one with its sub-packages: the families that a family does not import."""


def found(wanted: list[Source], modules: tuple[str, ...]) -> list[str]:
    return [
        f"{source.name}:{line} {name}"
        for source in wanted
        for line, name in imports(source)
        if any(name == module or name.startswith(f"{module}.") for module in modules)
    ]


def test_the_domain_knows_no_web():
    assert not found([s for s in sources("app") if s.is_a(*_BELOW_VIEWS)], _WEB)


def test_views_and_forms_know_no_database():
    assert not found([s for s in sources("app") if s.is_a("views", "forms")], ("sqlalchemy", "alembic"))


def test_cryptography_stays_in_its_room():
    assert not found([s for s in sources("app") if not s.name.startswith("app/crypto/")], ("cryptography", "joserfc"))


def test_ground_floor_knows_no_web():
    ground = ("app/core/", "app/crypto/", "app/audit/", "app/policy/", "app/imports/")
    assert not found([s for s in sources("app") if s.name.startswith(ground)], _WEB)


def test_config_knows_no_app():
    settings = [s for s in sources("config") if s.stem != "gunicorn.conf"]
    assert not found(settings, ("app",))


def test_current_user_is_read_where_requests_are():
    allowed = ("app/web/", "app/access/guard.py", "app/accounts/")
    elsewhere = [s for s in sources("app") if not s.name.startswith(allowed) and not s.is_a("views", "register")]
    assert not found(elsewhere, ("flask_login.current_user",))


@pytest.mark.parametrize("family", FORBIDDEN)
def test_families_within_a_package(family):
    wrong = []
    for source in sources("app"):
        if not (source.stem == family or source.stem.startswith(f"{family}_")):
            continue
        for line, name in imports(source):
            neighbour = _neighbour(source, name)
            if any(neighbour == other or neighbour.startswith(f"{other}_") for other in FORBIDDEN[family]):
                wrong.append(f"{source.name}:{line} {name}")
    assert not wrong


def _neighbour(source: Source, name: str) -> str:
    """The file of the same package that is imported by this name; nothing when it is of another package."""
    parts = source.module.split(".")
    package = parts[:3] if parts[:2] == ["app", "projects"] else parts[:-1]
    inside = name.split(".")[len(package) :] if name.startswith(f"{'.'.join(package)}.") else []
    folder = ROOT.joinpath(*package)
    for part in inside:
        if (folder / f"{part}.py").is_file():
            return part
        folder /= part
    return ""


def test_only_transactions_commit():
    """A verb flushes; `app.core.db.transaction` alone commits."""
    wrong = [
        f"{source.name}:{number}"
        for source in sources("app")
        for number, line in enumerate(source.text.splitlines(), start=1)
        if ".commit()" in line and source.name != "app/core/db.py"
    ]
    assert not wrong
