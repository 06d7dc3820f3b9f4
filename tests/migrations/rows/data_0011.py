"""Kracht.Wonen: a situation with its person, a meeting, guidance, a unit, its place and state, stays and a referral."""

from datetime import date
from uuid import UUID

from tests.migrations.rows.data_0005 import PERSON
from tests.migrations.rows.data_0006 import CASE

DAY = date(2026, 3, 16)
UNIT, STAY, PRESENCE = UUID(int=81), UUID(int=82), UUID(int=83)

ROWS = [
    ("kw_situation", {"uid": CASE, "reported_by": "system:test", "version": 1}),
    ("kw_situation_person", {"uid": UUID(int=84), "situation_uid": CASE, "person_uid": PERSON, "listed": True}),
    ("kw_meeting", {"uid": UUID(int=85), "ref": "M1", "case_uid": CASE, "held_on": DAY}),
    ("kw_guidance", {"uid": UUID(int=86), "ref": "B1", "started_on": DAY, "origin": "kracht_wonen", "version": 1}),
    (
        "kw_unit",
        {
            "uid": UNIT,
            "ref": "W1",
            "kind": "kw_pool",
            "municipality": "99001",
            "organisation": "99001",
            "action": "A0903",
            "in_pool_from": DAY,
            "is_shared": False,
            "version": 1,
        },
    ),
    ("kw_unit_place", {"unit_uid": UNIT, "place": 1}),
    ("kw_unit_state", {"uid": UUID(int=87), "unit_uid": UNIT, "state": "repair", "since": DAY}),
    (
        "kw_stay",
        {
            "uid": STAY,
            "ref": "V1",
            "unit_uid": UNIT,
            "place": 1,
            "case_uid": CASE,
            "status": "arrived",
            "moved_in": DAY,
            "waiting_accelerated": False,
            "persons": 1,
            "version": 1,
        },
    ),
    (
        "kw_presence",
        {"uid": PRESENCE, "person_uid": PERSON, "layer": "bed", "first_night": DAY, "stay_uid": STAY},
    ),
    ("kw_crisis_stay", {"uid": PRESENCE, "ref": "C1", "organisation": "W13"}),
    (
        "kw_medical_referral",
        {"uid": UUID(int=88), "ref": "H1", "referred_on": DAY, "decision": "open", "organisation": "W13", "version": 1},
    ),
]
