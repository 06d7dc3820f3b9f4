"""The list of cases as a file, with the filters and the order of the list that it was asked from."""

from io import BytesIO

from flask import Blueprint, request, send_file
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.accounts.entering import proved
from app.cases.filters import read_filter, read_order
from app.cases.list_files import list_csv, list_xlsx
from app.cases.service_bulk import record_list_export
from app.core.errors import NotFound
from app.web.work import transaction, work

blueprint = Blueprint("case_export", __name__)
_KINDS = {
    "csv": (list_csv, "text/csv"),
    "xlsx": (list_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@blueprint.get("/dossiers/uitvoer/<kind>")
@allow("case.read")
@proved
def download(kind: str) -> ResponseReturnValue:
    """Everything of the list, for whoever proved a short while ago who they are; on record like the list itself."""
    if kind not in _KINDS:
        raise NotFound
    write, mimetype = _KINDS[kind]
    doing, args = work(), request.args
    content = write(doing, read_filter(args, doing.actor.user_uid), read_order(args))
    with transaction() as doing:
        record_list_export(doing, kind)
    name = f"dossiers-{doing.clock.today().isoformat()}.{kind}"
    return send_file(BytesIO(content), mimetype, as_attachment=True, download_name=name)
