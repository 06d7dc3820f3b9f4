"""The bill of materials says what the lock file says: every package, its version, its hashes, who needs it."""

import json
import re

from app.cli.sbom import bill
from tests.support.tree import ROOT


def test_the_bill_is_the_lock_file():
    lock = (ROOT / "requirements.lock").read_text()
    made = bill(lock)
    pinned = dict(re.findall(r"(?m)^([\w.-]+)==([^\s;]+)", lock))
    assert {one["name"]: one["version"] for one in made["components"]} == pinned
    assert sum(len(one["hashes"]) for one in made["components"]) == lock.count("--hash=sha256:")
    assert all(
        one["hashes"] and one["purl"] == f"pkg:pypi/{one['name']}@{one['version']}" for one in made["components"]
    )
    needs = {one["ref"]: one["dependsOn"] for one in made["dependencies"]}
    assert set(needs) == {"regiodossier", *(one["bom-ref"] for one in made["components"])}
    assert f"pkg:pypi/flask@{pinned['flask']}" in needs["regiodossier"]
    assert f"pkg:pypi/werkzeug@{pinned['werkzeug']}" in needs[f"pkg:pypi/flask@{pinned['flask']}"]
    reached, open_ends = set(), {"regiodossier"}
    while open_ends:
        reached |= open_ends
        open_ends = {other for one in open_ends for other in needs[one]} - reached
    assert reached == set(needs)
    assert "://" not in json.dumps(made)
    assert bill(lock) == made
