"""The four kinds of import of the policy tree; importing this module offers them."""

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

for _importer in IMPORTERS:
    register(_importer)
