"""Pages to find and read cases: my work, the list, one case."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.access.work import Work
from app.access.work_items import work_items
from app.cases.filters import (
    MINE,
    ORDER_LABELS,
    STATE_LABELS,
    WORKER_LABELS,
    heads,
    kept,
    order_words,
    read_filter,
    read_order,
)
from app.cases.forms import QuickContactForm, offer_contact
from app.cases.kinds import CaseKind, kinds
from app.cases.labels import case_rows
from app.cases.labels_tasks import task_rows
from app.cases.labels_team import offer_lines
from app.cases.loading import Shielded, get_case
from app.cases.page import case_page
from app.cases.place import Place
from app.cases.queries import CaseFilter, Order, State, count_cases, list_cases
from app.cases.queries_drafts import draft_of, unsaved
from app.cases.queries_tasks import count_my_tasks, my_tasks
from app.cases.queries_team import offered_to_me, passed_on
from app.cases.service_drafts import CONTACT
from app.cases.views_drafts import with_draft
from app.cases.views_together import given_just_now
from app.core.errors import NotFound
from app.organisations.queries import municipalities, organisation_names
from app.web.work import work

blueprint = Blueprint("cases", __name__, template_folder="templates")
SHOWN_AT_WORK = 5


@blueprint.get("/")
@allow("work.read")
def my_work() -> ResponseReturnValue:
    """What today asks: tasks, what waits, what falls silent."""
    doing = work()
    today = doing.clock.today()
    may_log = doing.actor.holds("case.write")
    silent = CaseFilter(State.SILENT, worker_uid=doing.actor.user_uid)
    return render_template(
        "cases/my_work.html",
        today=today,
        tasks=task_rows(doing, my_tasks(doing, until=today, size=SHOWN_AT_WORK)) if may_log else [],
        task_count=count_my_tasks(doing, until=today) if may_log else None,
        items=work_items(doing),
        silent=_work_list(doing, silent, toon="stil", werker=MINE) if may_log else None,
        offers=offer_lines(doing, offered_to_me(doing)) if may_log else [],
        drafts=unsaved(doing) if may_log else [],
        mine_url=url_for("cases.index", toon="open", werker=MINE),
        may_log=may_log,
    )


def _work_list(doing: Work, wanted: CaseFilter, **address: Any) -> dict[str, object]:
    rows = case_rows(doing, list_cases(doing, wanted, size=SHOWN_AT_WORK).rows)
    count = count_cases(doing, wanted)
    return {"rows": rows, "count": count, "url": url_for("cases.index", **address)}


@blueprint.get("/dossiers")
@allow("case.read")
def index() -> ResponseReturnValue:
    """The cases, newest contact first unless asked otherwise; filters and order stand in the address."""
    doing, args = work(), request.args
    wanted = read_filter(args, doing.actor.user_uid)
    order, here = read_order(args), kept(args)
    after, before = (order.place(args.get(name, "")) for name in ("na", "voor"))
    page = list_cases(doing, wanted, after=after, before=before, order=order)
    return render_template(
        "cases/index.html",
        rows=case_rows(doing, page.rows),
        count=count_cases(doing, wanted),
        previous_url=url_for("cases.index", **here, voor=page.before.write()) if page.before else "",
        next_url=url_for("cases.index", **here, na=page.after.write()) if page.after else "",
        chosen=here,
        undo=len(given_just_now(doing.clock.now())),
        order=order_words(order),
        heads=_heads(here, order),
        back=request.full_path.rstrip("?"),
        choices=_choices(doing),
        new_cases=_new_cases(doing),
    )


def _heads(here: dict[str, Any], order: Order) -> dict[str, dict[str, str]]:
    return {
        column: {"sort_url": url_for("cases.index", **here | {"volgorde": to}), "sorted": now}
        for column, (to, now) in heads(order).items()
    }


def _choices(doing: Work) -> dict[str, list[tuple[str, str]]]:
    phases = {phase.key: phase.label for kind in kinds() for phase in kind.phases if phase.is_open}
    return {
        "toon": list(STATE_LABELS.items()),
        "werker": list(WORKER_LABELS.items()),
        "project": [(kind.key, kind.label) for kind in kinds()],
        "fase": list(phases.items()),
        "volgorde": list(ORDER_LABELS.items()),
        "gemeente": [(place.nis5, place.name) for place in municipalities(doing.session)],
    }


def _new_cases(doing: Work) -> list[CaseKind]:
    return [kind for kind in kinds() if kind.register_endpoint and doing.actor.holds("case.write", kind.key)]


@blueprint.get("/dossiers/zoek")
@allow("case.read")
def find() -> ResponseReturnValue:
    """Go to the case with the number that was typed; say so when there is none."""
    number = request.args.get("nummer", "").strip().upper()
    try:
        return redirect(url_for("cases.show", number=get_case(work(), number).number))
    except Shielded:
        return redirect(url_for("case_privacy.glass", number=number))
    except NotFound:
        return render_template("cases/not_found.html"), 404


def _passed_on(doing: Work, number: str) -> ResponseReturnValue:
    """To whom a case went that was ours; anything else is as good as missing."""
    passage = passed_on(doing, number)
    if passage is None:
        raise NotFound
    receiver = organisation_names(doing.session).get(passage.receiver, passage.receiver)
    return render_template("cases/passed.html", number=number, on=passage.on, receiver=receiver), 404


@blueprint.get("/dossiers/<number>")
@allow("case.read")
def show(number: str) -> ResponseReturnValue:
    """One case on one page."""
    doing = work()
    try:
        case = get_case(doing, number)
    except Shielded:
        return redirect(url_for("case_privacy.glass", number=number))
    except NotFound:
        return _passed_on(doing, number)
    form = with_draft(doing, QuickContactForm, CONTACT, case.uid)
    offer_contact(doing, form)
    draft = draft_of(doing, form=CONTACT, about=case.uid)
    page = case_page(doing, case, Place.read(request.args.get("na", "")), request.args.get("soort"))
    return render_template("cases/show.html", page=page, quick=form, form=form, draft=draft, **page.details)
