"""Every policy loader of the program, in one place; `init` calls `load_policy_data`."""

import app.actionplan.policy
import app.organisations.policy
import app.policy.codes  # noqa: F401
from app.policy.loader import load_policy

load_policy_data = load_policy
"""`load_policy` with all loaders registered."""
