"""Pages of a household: who is in it, who joins, who leaves."""

from datetime import date
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.clients.asking import asked
from app.clients.blueprint import blueprint
from app.clients.choices import role_choices, role_labels, type_labels
from app.clients.forms import LeaveForm, MemberForm
from app.clients.household import add_member, current_household, leave_household
from app.clients.kinds import MemberRole
from app.clients.labels import NOTHING_TYPED, MemberLine, member_line, person_line
from app.clients.queries import household_for, members, snapshots
from app.core.errors import NotFound, Refused
from app.web.formatting import date_nl
from app.web.work import transaction, work

_OFFERED = 10


@blueprint.post("/personen/<uuid:uid>/gezin")
@allow("person.write")
def open_for(uid: UUID) -> ResponseReturnValue:
    """Start a household with this person, when they have none."""
    with transaction() as doing:
        found = current_household(doing, person_uid=uid, on=doing.clock.today())
    return redirect(url_for("clients.household", uid=found.uid))


@blueprint.get("/gezinnen/<uuid:uid>")
@allow("person.read")
def household(uid: UUID) -> ResponseReturnValue:
    """Who lives together now, who did, and the pictures taken at registrations."""
    doing = work()
    found = household_for(doing, uid)
    today = doing.clock.today()
    lines = _lines(uid)
    return render_template(
        "clients/household.html",
        household=found,
        present=[line for line in lines if _is_present(line, today)],
        gone=[line for line in lines if not _is_present(line, today)],
        snapshots=snapshots(doing, uid),
        types=type_labels(doing),
        can_write=doing.actor.holds("person.write"),
    )


def _lines(uid: UUID) -> list[MemberLine]:
    doing = work()
    return [member_line(member, role_labels(doing), doing.clock.today()) for member in members(doing, uid)]


def _is_present(line: MemberLine, day: date) -> bool:
    return line.membership.until is None or line.membership.until > day


@blueprint.route("/gezinnen/<uuid:uid>/lid", methods=["GET", "POST"])
@allow("person.write")
def join(uid: UUID) -> ResponseReturnValue:
    """Somebody joins: first found by name, then chosen."""
    household_for(work(), uid, "person.write")
    form = MemberForm()
    form.role.offer(role_choices(work()))
    if form.is_submitted() and form.who.data:
        _offer_persons(form)
    if form.validate_on_submit() and _is_chosen(form):
        try:
            _joined(uid, form)
            return redirect(url_for("clients.household", uid=uid))
        except Refused as refusal:
            form.add_error(refusal.field, refusal.message)
    page = render_template("clients/join.html", form=form, household_uid=uid, offered=bool(form.person_uid.choices))
    return page, 422 if form.has_problems else 200


def _offer_persons(form: MemberForm) -> None:
    found = asked(form, "who", wide=form.wide.data)
    lines = [person_line(work(), person) for person in found.persons[:_OFFERED]] if found else []
    form.person_uid.offer([(str(one.uid), f"{one.name}, {date_nl(one.birth_date)}") for one in lines])


def _is_chosen(form: MemberForm) -> bool:
    if form.person_uid.data:
        return True
    if not form.who.data:
        form.add_error("who", NOTHING_TYPED)
    elif form.person_uid.choices:
        form.add_error("person_uid", "Kies wie je bedoelt.")
    else:
        form.add_error("who", "Niemand gevonden. Kijk de schrijfwijze na, of schrijf de persoon eerst in.")
    return False


def _joined(uid: UUID, form: MemberForm) -> None:
    with transaction() as doing:
        add_member(
            doing,
            household_uid=uid,
            person_uid=UUID(form.person_uid.data),
            role=MemberRole(form.role.data),
            since=_day(form.since.data),
            declared_adult=form.is_adult.data or None,
        )
    flash("De persoon hoort nu bij het gezin.", "success")


@blueprint.route("/gezinnen/<uuid:uid>/lid/<uuid:membership_uid>/vertrek", methods=["GET", "POST"])
@allow("person.write")
def leave(uid: UUID, membership_uid: UUID) -> ResponseReturnValue:
    """Somebody leaves the household."""
    household_for(work(), uid, "person.write")
    today = work().clock.today()
    present = [line for line in _lines(uid) if _is_present(line, today)]
    leaving = next((line for line in present if line.membership.uid == membership_uid), None)
    if leaving is None:
        raise NotFound
    others = [(str(line.uid), line.name) for line in present if line is not leaving and line.uid]
    form = LeaveForm()
    form.offer_successors(others if leaving.membership.role is MemberRole.REFERENCE else [])
    if form.validate_on_submit():
        try:
            _left(membership_uid, form)
            return redirect(url_for("clients.household", uid=uid))
        except Refused as refusal:
            form.add_error(refusal.field, refusal.message)
    page = render_template("clients/leave.html", form=form, household_uid=uid, leaving=leaving)
    return page, 422 if form.has_problems else 200


def _left(membership_uid: UUID, form: LeaveForm) -> None:
    successor = form.successor_uid.data if "successor_uid" in form else None
    with transaction() as doing:
        leave_household(
            doing,
            membership_uid=membership_uid,
            until=_day(form.until.data),
            successor_uid=UUID(successor) if successor else None,
        )
    flash("Het vertrek is genoteerd.", "success")


def _day(given: date | None) -> date:
    if given is None:
        raise Refused("Vul de datum in.")
    return given
