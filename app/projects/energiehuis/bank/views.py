"""Pages of the treasury: statements, movements that wait, files for the bank."""

from uuid import UUID

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.access.work import Work
from app.cases.saving import saved
from app.core.errors import NotFound
from app.projects.energiehuis.bank.forms import LineForm, OrderForm, StatementForm, offer_line
from app.projects.energiehuis.bank.page import bank_page, line_words, order_page
from app.projects.energiehuis.bank.queries import TREASURY, open_line, order_for, order_lines
from app.projects.energiehuis.bank.service import Imported, import_statements, place_line, set_aside
from app.projects.energiehuis.bank.service_orders import (
    make_collection,
    make_payment,
    order_file,
    release,
    withdraw_order,
)
from app.projects.energiehuis.contract.forms import PlainForm
from app.projects.energiehuis.ledger.rules_position import EntryKind
from app.projects.energiehuis.views import blueprint
from app.web.formatting import time_nl
from app.web.forms import BaseForm
from app.web.work import work


@blueprint.get("/bank")
@allow(TREASURY)
def bank() -> ResponseReturnValue:
    """What the bank said, what waits, what goes to the bank."""
    return render_template("energiehuis/bank.html", page=bank_page(work()))


@blueprint.route("/bank/inlezen", methods=["GET", "POST"])
@allow(TREASURY)
def read_statement() -> ResponseReturnValue:
    """Read a statement and book what is recognised."""
    form, done = StatementForm(), list[Imported]()
    if saved(form, lambda doing: done.append(import_statements(doing, content=form.content()))):
        return _to_bank(f"{done[0].booked} geboekt, {done[0].open} na te kijken")
    return _page("statement", form)


@blueprint.route("/bank/beweging/<uuid:uid>", methods=["GET", "POST"])
@allow(TREASURY)
def place(uid: UUID) -> ResponseReturnValue:
    """Say what a movement is."""
    form = LineForm()
    line = open_line(work(), uid)
    offer_line(work(), form)

    def change(doing: Work) -> None:
        if form.is_aside:
            set_aside(doing, uid=uid, why=form.why.data)
        else:
            place_line(doing, uid=uid, number=form.number.data, kind=EntryKind(form.kind.data))

    try:
        if saved(form, change):
            return _to_bank("Beweging")
    except NotFound:
        form.add_error("number", "Dit dossier is geen lening die je ziet. Kijk het nummer na.")
    return _page("place", form, line=line_words(line))


@blueprint.route("/bank/bestand", methods=["GET", "POST"])
@allow(TREASURY)
def make_order() -> ResponseReturnValue:
    """Make a file for the bank."""
    form = OrderForm()
    made: list[UUID] = []

    def change(doing: Work) -> None:
        make = make_collection if form.kind.data == "inning" else make_payment
        made.append(make(doing, execution_on=form.day()).uid)

    if saved(form, change):
        return redirect(url_for("energiehuis.order", uid=made[0]), 303)
    return _page("order_new", form)


@blueprint.route("/bank/bestand/<uuid:uid>", methods=["GET", "POST"])
@allow(TREASURY)
def order(uid: UUID) -> ResponseReturnValue:
    """Read a file back, and release it."""
    form = PlainForm()
    page = order_page(work(), order_for(work(), uid))
    if saved(form, lambda doing: release(doing, uid=uid)):
        return _to_bank("Vrijgave")
    return _page("order", form, page=page)


@blueprint.post("/bank/bestand/<uuid:uid>/intrekken")
@allow(TREASURY)
def withdraw(uid: UUID) -> ResponseReturnValue:
    """Take back a file that did not leave."""
    form = PlainForm()
    page = order_page(work(), order_for(work(), uid))
    if saved(form, lambda doing: withdraw_order(doing, uid=uid)):
        return _to_bank("Intrekking")
    return _page("order", form, page=page)


@blueprint.get("/bank/bestand/<uuid:uid>/bestand.xml")
@allow(TREASURY)
def order_xml(uid: UUID) -> ResponseReturnValue:
    """A released file, as the bank takes it."""
    doing = work()
    found = order_for(doing, uid)
    if found.released_at is None:
        raise NotFound
    content = order_file(found, order_lines(doing.session, uid))
    name = f"{found.reference}.xml"
    return Response(
        content, mimetype="application/xml", headers={"Content-Disposition": f"attachment; filename={name}"}
    )


def _to_bank(what: str) -> ResponseReturnValue:
    flash(f"{what}: bewaard om {time_nl(work().clock.now())}.", "success")
    return redirect(url_for("energiehuis.bank"), 303)


def _page(template: str, form: BaseForm, **shown: object) -> ResponseReturnValue:
    page = render_template(f"energiehuis/{template}.html", form=form, **shown)
    return page, 422 if form.has_problems else 200
