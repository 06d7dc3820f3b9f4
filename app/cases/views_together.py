"""Pages for several cases at once: choose in the list, say to whom they go, and take it back for a short while."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.access.work import Work
from app.cases.forms_team import TogetherForm
from app.cases.labels import case_rows
from app.cases.queries import PAGE, cases_to_give
from app.cases.saving import saved
from app.cases.service_together import Given, give_together, take_back
from app.cases.views_log import is_list
from app.core.errors import Refused
from app.web.work import transaction, work

blueprint = Blueprint("case_together", __name__, template_folder="templates")
_KEPT: Final = "given_together"
UNDO: Final = timedelta(minutes=10)


@blueprint.route("/dossiers/samen", methods=["GET", "POST"])
@allow("case.write")
def give() -> ResponseReturnValue:
    """Make one colleague responsible for the cases that were chosen."""
    doing, form = work(), TogetherForm()
    numbers = request.values.getlist("dossier")[:PAGE]
    cases = cases_to_give(doing, numbers)
    form.offer_for(doing, cases)
    given: list[Given] = []

    def change(doing: Work) -> None:
        given.extend(give_together(doing, numbers=numbers, worker_uid=form.worker_uid))

    if saved(form, change):
        _remember(given, work().clock.now())
        flash(f"{len(given)} {'dossier' if len(given) == 1 else 'dossiers'} toegewezen.", "success")
        return redirect(_list(), 303)
    page = render_template("cases/together.html", form=form, rows=case_rows(doing, cases), back=_list())
    return page, 422 if form.is_submitted() else 200


@blueprint.post("/dossiers/samen/ongedaan")
@allow("case.write")
def undo() -> ResponseReturnValue:
    """Take back what the colleague gave a moment ago."""
    kept = given_just_now(work().clock.now())
    if not kept:
        raise Refused("Dit kan niet meer ongedaan gemaakt worden. Wijs de dossiers opnieuw toe.")
    session.pop(_KEPT)
    with transaction() as doing:
        back = take_back(doing, given=kept)
    changed = len(kept) - back
    more = f" {changed} wijzigde intussen en bleef zoals het was." if changed else ""
    flash(f"Ongedaan gemaakt: {back} {'dossier' if back == 1 else 'dossiers'}.{more}", "success")
    return redirect(_list(), 303)


def _list() -> str:
    """The list that was chosen from, with its filters."""
    back = request.values.get("terug", "")
    return back if is_list(back) else url_for("cases.index")


def _remember(given: list[Given], now: datetime) -> None:
    rows = [[each.number, each.version, each.before.hex if each.before else ""] for each in given]
    session[_KEPT] = {"at": now.isoformat(), "rows": rows}


def given_just_now(now: datetime) -> list[Given]:
    """What this colleague gave in the last minutes and may still take back."""
    kept: dict[str, Any] | None = session.get(_KEPT)
    if not kept or now - datetime.fromisoformat(kept["at"]) > UNDO:
        return []
    return [Given(number, version, UUID(before) if before else None) for number, version, before in kept["rows"]]
