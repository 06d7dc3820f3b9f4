"""Which code of a later plan goes on from a code of an earlier one. Pure."""

from collections.abc import Iterable, Mapping, Sequence

Lineage = Mapping[tuple[str, str], str]
"""(plan, code) -> the codes of the plan before it that it goes on from, as they are written."""


def continued(written: str | None) -> list[str]:
    """The codes in a list with `;` between."""
    return [code.strip() for code in (written or "").split(";") if code.strip()]


def place_in(plans: Sequence[str], lineage: Lineage, declared: str, code: str, wanted: str) -> str:
    """Where the work under a code of the plan `declared` stands in the plan `wanted`.

    Work that was split stands at the first of its codes; work that no later plan names keeps its code, which then
    is in no tree: its figures stand under the plan as a whole. Earlier plans than the declared one know it not.
    """
    for plan in plans[plans.index(declared) + 1 : plans.index(wanted) + 1]:
        heirs = sorted(at for (its_plan, at), text in lineage.items() if its_plan == plan and code in continued(text))
        if not heirs:
            return f"{declared} {code}"
        declared, code = plan, heirs[0]
    return code


def ancestors(plans: Sequence[str], lineage: Lineage, plan: str, code: str) -> Iterable[tuple[str, str]]:
    """Every (plan, code) that a code goes on from, whatever the number of plans between."""
    at = plans.index(plan)
    if at:
        for before in continued(lineage.get((plan, code))):
            yield plans[at - 1], before
            yield from ancestors(plans, lineage, plans[at - 1], before)
