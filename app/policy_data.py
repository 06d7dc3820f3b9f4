"""Every policy loader of the program, in one place; `init` calls `load_policy_data`."""

import pkgutil
from importlib import import_module
from importlib.util import find_spec

import app.actionplan.policy
import app.actionplan.policy_indicators
import app.actionplan.policy_terms
import app.organisations.policy
import app.policy.codes
import app.privacy.policy
import app.projects
from app.policy.loader import load_policy

for _project in pkgutil.iter_modules(app.projects.__path__, f"{app.projects.__name__}."):
    # A project that has policy data of its own keeps the loader in its module `policy`.
    if _project.ispkg and find_spec(f"{_project.name}.policy"):
        import_module(f"{_project.name}.policy")

load_policy_data = load_policy
"""`load_policy` with all loaders registered."""
