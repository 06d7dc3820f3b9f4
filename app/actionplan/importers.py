"""The kinds of import of the policy tree and of counts; importing this module offers them."""

from app.actionplan.imports_count import CountImporter
from app.actionplan.imports_figures import FinanceImporter, MeasurementImporter
from app.actionplan.imports_plan import NarrativeImporter, PlanImporter
from app.imports.importer import Importer
from app.imports.registry import register

IMPORTERS: tuple[Importer, ...] = (
    PlanImporter(),
    FinanceImporter(),
    MeasurementImporter(),
    NarrativeImporter(),
)
"""Those of the policy tree."""
COUNTS = CountImporter()

for _importer in (*IMPORTERS, COUNTS):
    register(_importer)
