"""Rules for everything the browser gets: nothing inline, nothing foreign, vendored files as they were."""

import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "app").rglob("templates/**/*.html"))
OWN_FILES = sorted(
    path for kind in ("css", "js") for path in (ROOT / "app/web/static" / kind).rglob("*") if path.is_file()
)
INLINE = re.compile(
    r"""\sstyle\s*=|<style\b|<script(?![^>]*\ssrc=)[^>]*>|\son[a-z]+\s*=\s*["'{]|javascript:|\shx-on""", re.I
)
FOREIGN = re.compile(r"""(?:src|href|action|url\()\s*=?\s*["']?(?:https?:)?//""", re.I)
ICON = re.compile(r"""\bicon\(["']([\w-]+)["']""")
LONGEST_TEMPLATE = 120
LONGEST_OWN_FILE = 300


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_a_template_is_short_and_holds_nothing_inline(template: Path) -> None:
    text = template.read_text()
    assert len(text.splitlines()) <= LONGEST_TEMPLATE
    assert text.startswith("{#"), "opens with a line that says what lives there"
    assert not INLINE.search(text), INLINE.search(text)
    assert not FOREIGN.search(text), FOREIGN.search(text)


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_a_page_descends_from_a_layout(template: Path) -> None:
    text = template.read_text()
    if "<html" in text:
        assert template.parent.name == "layouts"
    if "{% block content %}" in text and template.parent.name != "layouts":
        assert re.search(r'{% extends "(layouts/|[\w/]+\.html)', text)


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_every_icon_is_in_the_sprite(template: Path) -> None:
    sprite = (ROOT / "app/web/static/vendor/bootstrap-icons/icons.svg").read_text()
    for icon in ICON.findall(template.read_text()):
        assert f'id="{icon}"' in sprite, icon


@pytest.mark.parametrize("path", OWN_FILES, ids=name)
def test_own_styles_and_scripts_are_short_and_call_nobody(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= LONGEST_OWN_FILE
    assert text.startswith(("/*", "//"))
    assert not FOREIGN.search(text)
    assert "data:" not in text


@pytest.mark.parametrize("folder", ["app/web/static/vendor", "tests/vendor"])
def test_vendored_files_are_as_they_were(folder: str) -> None:
    base = ROOT / folder
    listed = dict(reversed(line.split("  ", 1)) for line in (base / "CHECKSUMS.sha256").read_text().splitlines())
    present = {
        path.relative_to(base).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in base.rglob("*")
        if path.is_file() and path.name != "CHECKSUMS.sha256"
    }
    assert present == listed
    for library in (path for path in base.iterdir() if path.is_dir()):
        assert (library / "LICENSE").is_file()


def _spoken() -> str:
    """Everything that may name a class: templates, scripts, and the code that draws charts."""
    files = [*TEMPLATES, *(path for path in OWN_FILES if path.suffix == ".js"), *(ROOT / "app").rglob("*.py")]
    return "\n".join(path.read_text() for path in files)


def test_every_style_rule_is_used() -> None:
    """A class that no template, script or chart names has no business in the style sheets."""
    spoken = _spoken()
    words = set(re.findall(r"[\w-]+", spoken))
    built = set(re.findall(r"([a-z][\w-]*-)(?:\{\{|\{|\" ?~|' ?~)", spoken))
    unused = {
        f"{path.name}: .{used}"
        for path in OWN_FILES
        if path.suffix == ".css"
        for used in re.findall(
            r"\.([a-zA-Z][\w-]*)", re.sub(r"url\([^)]*\)|/\*.*?\*/", "", path.read_text(), flags=re.S)
        )
        if used not in words and not any(used.startswith(prefix) for prefix in built)
    }
    assert unused == set()
