"""What the source itself shows: requirements that hold for every line at once."""

import ast
import re
from pathlib import Path

from tests.support.tree import ROOT, files, imports, sources

_DISARMS = {"escape", "safe", "_harmless"}
_SECRETS = (
    re.compile(r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY"),
    re.compile(r"\bAKIA[0-9A-Z]{16}\b"),
    re.compile(r"\bgh[pousr]_[A-Za-z0-9]{36}\b"),
    re.compile(r"\bhvs\.[A-Za-z0-9]{24,}"),
    re.compile(r"(?i)(?:password|secret|token)\s*=\s*[\"'][A-Za-z0-9+/=_-]{24,}[\"']"),
)
_NETWORK = {"app/crypto/vault_client.py", "app/cases/store_s3.py", "app/accounts/openid_client.py"}
"""The only files that may open a line to elsewhere, each behind a setting."""


def calls(source):
    return (node for node in ast.walk(source.tree) if isinstance(node, ast.Call))


def name_of(node):
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def test_v1_2_10_every_table_that_leaves_disarms_formulas():
    for source in sources("app"):
        names = [ast.unparse(call.func) for call in calls(source)]
        if "csv.writer" in names:
            assert _DISARMS & {name.split(".")[-1] for name in names}, source.name
        if "xlsxwriter.Workbook" in names or "Workbook" in names:
            assert "strings_to_formulas" in source.text, source.name


def test_v1_2_5_no_shell_and_no_text_that_is_run():
    wrong = [
        f"{source.name}:{call.lineno}"
        for source in (*sources("app"), *sources("config"))
        for call in calls(source)
        if (isinstance(call.func, ast.Name) and call.func.id in {"eval", "exec", "compile"})
        or ast.unparse(call.func) in {"os.system", "os.popen"}
        or any(word.arg == "shell" for word in call.keywords)
    ]
    assert not wrong


def test_v1_5_1_xml_is_read_by_the_careful_parser_alone():
    careless = ("xml.etree", "xml.dom", "xml.sax", "lxml")
    assert not [s.name for s in sources("app") for _, name in imports(s) if name.startswith(careless)]


def test_v1_5_2_nothing_is_unpickled():
    loaders = ("pickle", "marshal", "shelve", "dill", "yaml", "jsonpickle")
    assert not [s.name for s in sources("app") for _, name in imports(s) if name.split(".")[0] in loaders]


def test_v1_2_9_no_pattern_that_may_take_for_ever():
    """A group that is nothing but a repeat, and is itself repeated, is tried in more ways than there are characters."""
    doubled = re.compile(r"\((?:\?:)?(?:\[[^\]]*\]|\\.|[^()\\])[+*]\)[+*]")
    wrong = [
        f"{source.name}:{call.lineno}"
        for source in sources("app")
        for call in calls(source)
        if ast.unparse(call.func) in {"re.compile", "re.match", "re.search", "re.fullmatch", "re.sub"}
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and doubled.search(str(call.args[0].value))
    ]
    assert not wrong


def test_v11_3_1_no_mode_padding_or_digest_that_is_broken():
    weak = {"ECB", "CBC", "CFB", "OFB", "MD5", "SHA1", "md5", "sha1", "TripleDES", "ARC4", "Blowfish", "PKCS1v15"}
    one_time = "app/crypto/one_time.py"  # RFC 6238 with HMAC-SHA-1, as every authenticator app
    wrong = [
        f"{source.name}:{node.lineno}"
        for source in sources("app")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute | ast.Name) and name_of(node) in weak and source.name != one_time
    ]
    assert not wrong


def test_v11_1_2_cryptography_has_one_room():
    keep = ("app/crypto/",)
    rooms = {
        s.name for s in sources("app") for _, name in imports(s) if name.split(".")[0] in ("cryptography", "joserfc")
    }
    assert all(name.startswith(keep) for name in rooms)


def test_v13_2_5_only_named_places_can_call_elsewhere():
    callers = ("http.client", "urllib.request", "requests", "httpx", "socket", "smtplib", "ftplib", "boto3")
    found = {s.name for s in sources("app") for _, name in imports(s) if name.startswith(callers)}
    assert found <= _NETWORK, found - _NETWORK


def test_v13_3_1_no_secret_stands_in_the_source():
    found = []
    for path in files():
        if path.suffix in {".lock", ".svg", ".woff2"} or "vendor" in path.parts or path == Path(__file__):
            continue
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {hit.group()[:24]}" for one in _SECRETS for hit in one.finditer(text)]
    assert not found


def test_v15_2_1_every_pin_has_its_hash():
    for name in ("requirements.lock", "requirements-dev.lock"):
        pins = [line for line in (ROOT / name).read_text().splitlines() if re.match(r"[a-z0-9].*==", line)]
        hashes = (ROOT / name).read_text().count("--hash=sha256:")
        assert len(pins) > 10
        assert hashes >= len(pins)
