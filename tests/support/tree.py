"""The files of the house, read once, for the tests that police them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
_NOT_OURS = {".git", ".venv", "instance", "build", "vendor", "node_modules", ".hypothesis"}


@dataclass(frozen=True)
class Source:
    """One Python file with its syntax tree."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """Its path from the top of the house."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def module(self) -> str:
        """Its dotted name."""
        return self.name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def stem(self) -> str:
        return self.path.stem

    def is_a(self, *families: str) -> bool:
        """Whether the file is of a family: `models.py`, `models_log.py`, or in a folder `models`."""
        parts = (*self.path.parent.parts, self.stem)
        return any(part == family or part.startswith(f"{family}_") for part in parts for family in families)


def files(*suffixes: str, under: str = "") -> Iterator[Path]:
    """Every file of our own with one of these suffixes."""
    for path in sorted((ROOT / under).rglob("*")):
        parts = path.relative_to(ROOT).parts
        own = not any(part in _NOT_OURS or part.endswith("_cache") or part == "__pycache__" for part in parts)
        if own and path.is_file() and (not suffixes or path.suffix in suffixes):
            yield path


@cache
def sources(under: str = "") -> tuple[Source, ...]:
    """Every Python file that says something."""
    found = []
    for path in files(".py", under=under):
        text = path.read_text()
        if text.strip():
            found.append(Source(path, text, ast.parse(text)))
    return tuple(found)


def functions(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file, nested ones included."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node: ast.stmt) -> int:
    """Lines from the first to the last, decorators not counted."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def imports(source: Source) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of everything a file imports; for `from a import b` both `a` and `a.b`."""
    typing_only = {id(child) for node in ast.walk(source.tree) if _is_typing_only(node) for child in ast.walk(node)}
    for node in ast.walk(source.tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def _is_typing_only(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
