"""Every model of the program, imported in one place so that the metadata is complete."""

from importlib import import_module
from pathlib import Path

_HOUSE = Path(__file__).parent


def import_models() -> None:
    """Import each module called models or models_* (or kept in a folder models) of every package."""
    for path in sorted(_HOUSE.rglob("*.py")):
        parts = path.relative_to(_HOUSE).with_suffix("").parts
        if len(parts) > 1 and any(part == "models" or part.startswith("models_") for part in parts[1:]):
            import_module(".".join(("app", *parts)).removesuffix(".__init__"))


import_models()
