"""Settings from the environment, and the dated policy data of the association."""

from pathlib import Path

POLICY_FOLDER = Path(__file__).parent / "policy"
"""Where the dated policy files are."""
