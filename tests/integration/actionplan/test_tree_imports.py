"""The four imports of the policy tree: complete, idempotent, as printed, all or nothing."""

import pytest
from sqlalchemy import func, select

from app.actionplan.importers import IMPORTERS
from app.actionplan.models import Indicator, Narrative, NodeMoney, PlanNode, PublishedFigure
from app.core.upsert import Counts
from app.imports.run import run_import
from tests.support.plan_files import ROWS, TEXT, write_csv

BY_KIND = {importer.kind: importer for importer in IMPORTERS}


def bring(work, tmp_path, kind, rows=None, **options):
    path = write_csv(tmp_path / f"{kind}.csv", rows if rows is not None else ROWS[kind]())
    return run_import(work, BY_KIND[kind], path, **options)


def errors(result):
    return [(error.row, error.column, error.message) for error in result.errors]


@pytest.mark.parametrize(("kind", "rows"), [("plan", 93), ("finance", 426), ("measurements", 143), ("narratives", 3)])
def test_every_row_is_taken_and_a_second_time_changes_nothing(work, tmp_path, kind, rows):
    first = bring(work, tmp_path, kind)
    assert errors(first) == []
    assert first.counts.created + first.counts.updated + first.counts.unchanged == rows
    again = bring(work, tmp_path, kind)
    assert again.as_json() == {
        "kind": kind, "rows": rows, "created": 0, "updated": 0, "unchanged": rows, "errors": [],
    }  # fmt: skip


def test_init_alone_already_holds_the_same_money(work, tmp_path):
    assert bring(work, tmp_path, "finance", dry_run=True).counts == Counts(unchanged=426)


def test_texts_come_in_by_import_and_figures_keep_their_indicator(work, tmp_path):
    bring(work, tmp_path, "plan")
    bring(work, tmp_path, "measurements")
    bring(work, tmp_path, "narratives")
    node = work.session.scalars(select(PlanNode).where(PlanNode.code == "A0901")).one()
    assert (node.description, node.parent, node.title) == (TEXT, "AP09", "Woonclub")
    assert work.session.scalar(select(func.count()).select_from(PlanNode)) == 93
    assert work.session.scalar(select(func.count()).select_from(PublishedFigure)) == 143
    nights = work.session.scalars(
        select(PublishedFigure.year)
        .join(Indicator, Indicator.uid == PublishedFigure.indicator_uid)
        .where(Indicator.key == "crisis_overnachtingen")
    )
    assert sorted(nights) == [2018, 2023]
    moved = work.session.scalars(select(Narrative).where(Narrative.code_printed == "A0704")).one()
    assert moved.node_uid == work.session.scalar(select(PlanNode.uid).where(PlanNode.code == "A0705"))


def test_an_empty_cell_is_not_zero(work):
    node = select(PlanNode.uid).where(PlanNode.code == "A0506").scalar_subquery()
    blank = work.session.scalars(
        select(NodeMoney).where(NodeMoney.node_uid == node, NodeMoney.year == 2020, NodeMoney.source_table == "nota")
    ).one()
    assert (blank.receipts, blank.expenses, blank.balance_printed) == (None, None, 0)


def test_an_absent_column_leaves_what_is_there(work, tmp_path):
    bring(work, tmp_path, "plan")
    bring(work, tmp_path, "plan", [{"code": "A0901", "parent": "AP09", "level": "actie", "title": "Woonclub nieuw"}])
    node = work.session.scalars(select(PlanNode).where(PlanNode.code == "A0901")).one()
    assert (node.title, node.description) == ("Woonclub nieuw", TEXT)


def test_a_new_indicator_key_makes_an_indicator(work, tmp_path):
    row = ROWS["measurements"]()[0] | {"indicator_key": "iets_nieuws", "label_nl": "Iets nieuws", "value": "2,5"}
    assert bring(work, tmp_path, "measurements", [row], dry_run=True).counts == Counts(created=1)
    assert work.session.scalar(select(Indicator).where(Indicator.key == "iets_nieuws")) is None
    assert bring(work, tmp_path, "measurements", [row]).counts == Counts(created=1)
    assert work.session.scalars(select(Indicator.label).where(Indicator.key == "iets_nieuws")).one() == "Iets nieuws"


def test_a_child_may_stand_before_its_parent(work, tmp_path):
    rows = [
        {"code": "A9901", "parent": "AP99", "level": "actie", "title": "Nieuwe actie"},
        {"code": "AP99", "parent": "OD3", "level": "ap", "title": "Nieuw actieplan"},
    ]
    assert bring(work, tmp_path, "plan", rows).counts == Counts(created=2)


def test_what_is_wrong_in_a_tree_is_named_by_row_and_column(work, tmp_path):
    rows = [
        {"code": "A9901", "parent": "AP98", "level": "actie", "title": "Ouder is er niet"},
        {"code": "AP97", "parent": "A0101", "level": "ap", "title": "Ouder staat te laag"},
        {"code": "AP96", "parent": "", "level": "ap", "title": "Geen ouder"},
        {"code": "AP96", "parent": "OD1", "level": "plan", "title": ""},
    ]
    found = [(row, column) for row, column, _ in errors(bring(work, tmp_path, "plan", rows))]
    assert found == [(2, "parent"), (3, "parent"), (4, "parent"), (5, "code"), (5, "level"), (5, "title")]


@pytest.mark.parametrize(
    ("kind", "change", "column"),
    [
        ("finance", {"code": "A9999"}, "code"),
        ("finance", {"year": "2031"}, "code"),
        ("finance", {"ontvangsten": "12,50"}, "ontvangsten"),
        ("finance", {"ontvangsten": "", "uitgaven": "", "saldo_printed": ""}, "saldo_printed"),
        ("finance", {"uitgaven_as_printed": "173486"}, "uitgaven_as_printed"),
        ("measurements", {"code": "A9999"}, "code"),
        ("measurements", {"value": "-1"}, "value"),
        ("measurements", {"value": "1.464"}, "value"),
        ("measurements", {"soort": "droom"}, "soort"),
        ("narratives", {"date": "31/02/2024"}, "date"),
        ("narratives", {"ap_code": "AP01"}, "ap_code"),
        ("narratives", {"date": "2019-12-31"}, "code"),
    ],
)
def test_a_bad_row_is_refused_at_its_column(work, tmp_path, kind, change, column):
    rows = ROWS[kind]()
    rows[0] = rows[0] | change
    rows[1:] = [row | {name: "" for name in change if name not in row} for row in rows[1:]]
    assert [(row, name) for row, name, _ in errors(bring(work, tmp_path, kind, rows))] == [(2, column)]
