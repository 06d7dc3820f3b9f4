"""Settings from the environment, the dated policy data of the association, and the texts of the help."""

from pathlib import Path

POLICY_FOLDER = Path(__file__).parent / "policy"
"""Where the dated policy files are."""
HELP_FOLDER = Path(__file__).parent / "help"
"""Where the texts of the help are."""
