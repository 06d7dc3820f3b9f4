"""`data-map` prints the register of processing activities; it needs no installation."""

import json


def test_as_a_page(app):
    result = app.test_cli_runner().invoke(args=["data-map"])
    assert result.exit_code == 0
    assert result.stdout.startswith("# Register van verwerkingsactiviteiten")


def test_as_a_document(app):
    result = app.test_cli_runner().invoke(args=["data-map", "--json"])
    names = {table["name"] for activity in json.loads(result.stdout)["activities"] for table in activity["tables"]}
    assert {"person", "keystore.data_key"} <= names
