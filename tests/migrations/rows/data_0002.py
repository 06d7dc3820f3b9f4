"""One of each: code, policy file and source, municipality, organisation, postal code, service point."""

from datetime import UTC, date, datetime

DATED = {"valid_from": date(2020, 1, 1), "source": "test"}

ROWS = [
    (
        "code",
        {
            "list": "search_reason",
            "key": "too_small",
            "label_nl": "Te klein",
            "label_en": "Too small",
            "sort": 1,
            "active_from": date(2020, 1, 1),
            "source": "test",
            "attrs": {"group": "quality"},
        },
    ),
    (
        "municipality",
        {
            "nis5": "99001",
            "name": "Voorbeeldgem",
            "kind": "member",
            "postcode": "9999",
            "arrondissement": "Voorbeeld",
            "inhabitants": 1000,
            "inhabitants_year": 2025,
            **DATED,
        },
    ),
    ("policy_file", {"path": "codes/x.csv", "digest": "0" * 64, "loaded_at": datetime(2026, 3, 16, tzinfo=UTC)}),
    ("policy_source", {"key": "test", "title": "Een bron", "published": 2025, "confirmed": True}),
    (
        "organisation",
        {
            "code": "99001",
            "kind": "ocmw",
            "name": "OCMW Voorbeeldgem",
            "short_name": "Voorbeeldgem",
            "municipality": "99001",
            **DATED,
        },
    ),
    ("postal_code", {"postcode": "9999", "place": "Voorbeeldgem", "municipality": "99001", **DATED}),
    (
        "service_point",
        {
            "code": "voorbeeldgem",
            "project": "woonclub",
            "name": "Woonclub Voorbeeldgem",
            "municipality": "99001",
            "volunteers": True,
            "source": "test",
        },
    ),
]
