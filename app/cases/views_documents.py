"""Pages of the documents in a case: the list, adding, reading and taking away."""

from typing import Final
from uuid import UUID

from flask import Blueprint, Response, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage

from app.access.guard import allow
from app.access.work import Work
from app.cases.file_kinds import KINDS
from app.cases.forms import ConfirmForm
from app.cases.labels import may_write
from app.cases.loading import case_for_change, get_case
from app.cases.queries_documents import document_in, documents_of
from app.cases.saving import saved
from app.cases.service_documents import add_document, read_document, remove_document, sweep
from app.cases.stores import DocumentStore
from app.core.errors import NotFound
from app.web.forms import BaseForm
from app.web.validators import Required
from app.web.work import transaction, work

blueprint = Blueprint("documents", __name__, template_folder="templates", url_prefix="/dossiers/<number>/documenten")
STORE: Final = "document_store"


class DocumentForm(BaseForm):
    """A file to add."""

    file = FileField("Bestand", [Required("Kies een bestand.")])


def store() -> DocumentStore:
    """Where this installation keeps its documents."""
    found: DocumentStore = current_app.extensions[STORE]
    return found


@blueprint.get("")
@allow("note.read")
def index(number: str) -> ResponseReturnValue:
    """The documents of a case."""
    return _page(number, DocumentForm(formdata=None))


@blueprint.post("")
@allow("case.write")
def upload(number: str) -> ResponseReturnValue:
    """Add a document; what is in it decides whether it may."""
    form = DocumentForm()
    if saved(form, lambda doing: _added(doing, number, form.file.data)):
        flash("Het document is toegevoegd.", "success")
        return redirect(url_for("documents.index", number=number), 303)
    return _page(number, form), 422


@blueprint.get("/<uuid:uid>")
@allow("note.read")
def read(number: str, uid: UUID) -> ResponseReturnValue:
    """The document itself, opened chunk by chunk on its way out; to keep, never shown inside a page."""
    case = get_case(work(), number)
    if not work().actor.holds("note.read", case.project, case.organisation):
        raise NotFound
    document = document_in(work(), case, uid)
    answer = Response(read_document(store(), document), mimetype=KINDS[document.kind].mimetype)
    answer.content_length = document.size
    answer.headers.set("Content-Disposition", "attachment", filename=document.name or "document")
    return answer


@blueprint.post("/<uuid:uid>/verwijderen")
@allow("case.write")
def remove(number: str, uid: UUID) -> ResponseReturnValue:
    """Take a document away for good."""
    form = ConfirmForm()
    if saved(form, lambda doing: _removed(doing, number, uid)):
        with transaction() as doing:
            sweep(doing, store())
        flash("Het document is verwijderd.", "success")
    else:
        flash(form.problems[0].message, "danger")
    return redirect(url_for("documents.index", number=number), 303)


def _added(doing: Work, number: str, file: FileStorage) -> None:
    case = case_for_change(doing, number)
    add_document(doing, store(), case=case, file=file.stream, name=file.filename or "")


def _removed(doing: Work, number: str, uid: UUID) -> None:
    case = case_for_change(doing, number)
    remove_document(doing, case=case, document=document_in(doing, case, uid))


def _page(number: str, form: DocumentForm) -> str:
    doing = work()
    case = get_case(doing, number)
    if not doing.actor.holds("note.read", case.project, case.organisation):
        raise NotFound
    return render_template(
        "cases/documents.html",
        case=case,
        form=form,
        documents=documents_of(doing, case),
        kinds=KINDS,
        may_write=may_write(doing, case),
    )
