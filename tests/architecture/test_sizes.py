"""Nothing grows beyond what one person reads in one go."""

from tests.support.tree import functions, length, sources

FILE, TEST_FILE, FUNCTION, VIEW = 300, 400, 40, 25


def test_python_files():
    # A migration is the record of one step, however many tables that step had.
    own = [source for source in sources() if not source.name.startswith("migrations/")]
    limits = [(source, TEST_FILE if source.name.startswith("tests/") else FILE) for source in own]
    too_long = {s.name: n for s, limit in limits if (n := len(s.text.splitlines())) > limit}
    assert not too_long


def test_functions():
    too_long = {
        f"{source.name}:{function.lineno} {function.name}": length(function)
        for source in sources()
        if not source.name.startswith("migrations/")
        for function in functions(source)
        if length(function) > (VIEW if source.is_a("views") else FUNCTION)
    }
    assert not too_long


def test_no_bags():
    assert not [s.name for s in sources() if s.stem in {"utils", "util", "helpers", "common", "misc"}]
