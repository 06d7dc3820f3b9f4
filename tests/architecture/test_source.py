"""What no file may contain: weak cryptography, text built into SQL, unsafe markup, traces of a machine."""

import ast
import re

from tests.support.tree import ROOT, files, functions, imports, sources

_WEAK = {"md5", "sha1", "ECB", "CBC", "ARC4", "TripleDES", "PKCS1v15"}
_SECRET = {"mac", "proof", "tag", "signature", "password_hash", "hmac"}
# The brackets keep the patterns from finding themselves.
_TRACES = re.compile(r"/wor[k]/|/roo[t]/|/op[t]/|\.\./share[d]|pypi\.or[g]|pythonhoste[d]|registry\.np[m]")
_LATER = re.compile(r"\b(TOD[O]|FIXM[E]|XX[X])\b")


def test_no_weak_cryptography():
    wrong = [
        f"{source.name}:{node.lineno}"
        for source in sources("app")
        for node in ast.walk(source.tree)
        if (isinstance(node, ast.Attribute) and node.attr in _WEAK) or (isinstance(node, ast.Name) and node.id in _WEAK)
    ]
    assert not wrong


def test_randomness_comes_from_the_system():
    """The demo alone may use `random`: it has to come out the same for the same seed."""
    wrong = [
        f"{source.name}:{line}"
        for source in sources("app")
        if not source.is_a("demo")
        for line, name in imports(source)
        if name == "random" or name.startswith("random.")
    ]
    assert not wrong


def test_secrets_are_compared_in_constant_time():
    wrong = [
        f"{source.name}:{node.lineno}"
        for source in sources("app")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Compare)
        and any(isinstance(operator, ast.Eq | ast.NotEq) for operator in node.ops)
        and any(_last_name(side) in _SECRET for side in (node.left, *node.comparators))
    ]
    assert not wrong


def test_no_text_is_built_into_sql():
    wrong = [
        f"{source.name}:{node.lineno}"
        for source in (*sources("app"), *sources("migrations"))
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and _last_name(node.func) in {"text", "exec_driver_sql", "literal_column"}
        and any(
            isinstance(argument, ast.JoinedStr | ast.BinOp) and not _only_numbers(argument) for argument in node.args
        )
    ]
    assert not wrong


def test_markup_is_made_in_the_web_layer_only():
    allowed = ("app/web/",)
    wrong = [s.name for s in sources("app") if not s.name.startswith(allowed) and re.search(r"\bMarkup\(", s.text)]
    assert not wrong


def test_templates_leave_nothing_unescaped():
    unsafe = re.compile(r"\|\s*safe\b|autoescape\s+false")
    assert not [path.name for path in files(".html", under="app") if unsafe.search(path.read_text())]


def test_no_trace_of_the_machine_it_was_made_on():
    found = []
    for path in files():
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {hit.group()}" for hit in _TRACES.finditer(text)]
    assert not found


def test_no_work_is_left_for_later():
    written = files(".py", ".html", ".css", ".js", ".md", ".toml")
    assert not [path.name for path in written if _LATER.search(path.read_text())]


def test_exceptions_to_the_rules_give_their_name():
    """An exemption from lint or types names what it exempts, and security rules have none outside the demo."""
    bare = re.compile(r"#\s*(noqa(?!: [A-Z]+\d+)|type: ignore(?!\[))")
    security = re.compile(r"#\s*noqa:[^#]*\bS\d+")
    wrong = [s.name for s in sources() if not s.name.startswith("tests/architecture/") and bare.search(s.text)]
    assert not wrong
    assert not [s.name for s in sources("app") if not s.is_a("demo") and security.search(s.text)]


def test_every_annotation_is_there():
    wrong = [
        f"{source.name}:{function.lineno} {function.name}"
        for source in (*sources("app"), *sources("config"))
        for function in functions(source)
        if function.returns is None
    ]
    assert not wrong


def _last_name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _only_numbers(node: ast.JoinedStr | ast.BinOp) -> bool:
    """`f"kind = {TokenKind.X.value}"` on an IntEnum constant is a number that we wrote ourselves."""
    return isinstance(node, ast.JoinedStr) and all(
        isinstance(part, ast.Constant) or (isinstance(part, ast.FormattedValue) and _constant_of_an_enum(part.value))
        for part in node.values
    )


def _constant_of_an_enum(node: ast.expr) -> bool:
    inner = node.value if isinstance(node, ast.Attribute) and node.attr == "value" else None
    return isinstance(inner, ast.Attribute) and inner.attr.isupper()


def test_cases_are_reached_through_their_own_scope():
    """`app.cases.scope.case_scope` leaves out what is shielded from the actor; the plain scope does not."""
    wrong = [
        f"{source.name}:{node.lineno}"
        for source in sources("app/projects")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and _last_name(node.func) == "scope"
        and any(isinstance(each, ast.Attribute) and ast.unparse(each) == "Case.project" for each in node.args)
    ]
    assert not wrong
