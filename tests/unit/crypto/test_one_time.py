"""One-time codes against the published examples."""

import base64
from datetime import UTC, datetime

import pytest

from app.crypto.one_time import code_at, matching_step, new_secret, setup_address

SECRET = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_the_examples_of_rfc_6238(seconds, code):
    """Appendix B, SHA-1, the last six of the eight digits."""
    assert code_at(SECRET, seconds // 30) == code
    assert matching_step(SECRET, code, datetime.fromtimestamp(seconds, UTC)) == seconds // 30


def test_one_step_early_or_late_and_no_more():
    now = datetime.fromtimestamp(1234567890, UTC)
    here = 1234567890 // 30
    assert [matching_step(SECRET, code_at(SECRET, here + off), now) for off in (-2, -1, 0, 1, 2)] == [
        None,
        here - 1,
        here,
        here + 1,
        None,
    ]
    assert matching_step(SECRET, "", now) is matching_step(SECRET, "é٣4567", now) is None


def test_what_the_app_reads():
    secret = new_secret()
    assert len(base64.b32decode(secret)) == 20
    address = setup_address(secret, "werker@voorbeeld.test", "Regiodossier")
    assert address.startswith("otpauth://totp/Regiodossier:werker%40voorbeeld.test?")
    assert f"secret={secret}" in address
