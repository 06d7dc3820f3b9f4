"""A rule of a counted indicator, and an action that goes on from one of the plan before."""

from uuid import UUID

ROWS = [
    (
        "indicator_rule",
        {
            "key": "test",
            "version": 1,
            "from_year": 1,
            "taken": "sum",
            "definition": "test",
            "of_people": False,
            "owner": "test",
            "confirmed": False,
            "source": "test",
        },
    ),
    (
        "plan_node",
        {
            "uid": UUID(int=700001),
            "plan": "2020-2025",
            "code": "A7001",
            "level": "actie",
            "title": "Actie",
            "continues": "A0901",
            "code_status": "gedrukt",
            "source": "test",
        },
    ),
]
