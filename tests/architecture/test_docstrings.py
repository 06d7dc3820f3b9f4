"""Every file says in one line what lives there; what others rely on says what it promises."""

import ast

from tests.support.tree import Source, sources

_VERBS = ("service", "measures", "rules", "queries")


def test_every_module_opens_with_one_line():
    silent = []
    for source in sources():
        first = (ast.get_docstring(source.tree) or "").partition("\n")[0]
        if not first.endswith((".", ";")) or len(first) < 9:
            silent.append(source.name)
    assert not silent


def test_public_classes_and_verbs():
    silent = [
        f"{source.name}:{node.lineno} {node.name}"
        for source in sources("app")
        for node in source.tree.body
        if _must_speak(source, node) and not ast.get_docstring(node)
    ]
    assert not silent


def _must_speak(source: Source, node: ast.stmt) -> bool:
    if isinstance(node, ast.ClassDef):
        return not node.name.startswith("_")
    return isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and source.is_a(*_VERBS)
