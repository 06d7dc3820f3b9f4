"""A log line says what happened and where, and never what somebody is called."""

import json
import logging
import sys

import pytest

from config.logs import JsonFormatter
from tests.support.canary import CANARY


def line(message: str, *args: object, error: BaseException | None = None, **extra: object) -> dict[str, object]:
    info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("app.test", logging.ERROR, "file.py", 1, message, args, info)
    record.__dict__.update(extra)
    return json.loads(JsonFormatter().format(record))


def raised(error: Exception) -> Exception:
    try:
        raise error
    except Exception:
        return sys.exc_info()[1]


def test_a_line_is_one_json_object():
    found = line("started %s", "well", request_id="ab12")
    assert found["message"] == "started well"
    assert found["request_id"] == "ab12"
    assert found["level"] == "ERROR"


def test_unknown_extras_are_dropped():
    assert CANARY not in json.dumps(line("saved", family_name=CANARY))


@pytest.mark.parametrize("error", [ValueError(CANARY), KeyError(CANARY), RuntimeError("x", CANARY)])
def test_the_text_of_an_error_is_left_out(error):
    found = line("failed", error=raised(error))
    assert CANARY not in json.dumps(found)
    assert found["exception"] == type(error).__name__
    assert any("test_logs.py" in frame for frame in found["frames"])


def test_arguments_beside_an_error_are_left_out():
    assert CANARY not in json.dumps(line("cannot read %s", CANARY, error=raised(ValueError("x"))))


def test_the_cause_of_an_error_is_left_out_too():
    try:
        try:
            raise ValueError(CANARY)
        except ValueError as cause:
            raise RuntimeError("wrapped") from cause
    except RuntimeError as error:
        assert CANARY not in json.dumps(line("failed", error=error))


def test_a_new_line_in_a_message_cannot_fake_a_second_line():
    record = logging.LogRecord("app.test", logging.INFO, "file.py", 1, "a\nb", (), None)
    assert "\n" not in JsonFormatter().format(record)
