"""The verbs of an ending: close with destination and reason, and the signature of a second person."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from app.access.work import Work
from app.cases.loading import require_writable
from app.cases.models import Case
from app.cases.service import close_case
from app.core.errors import NotFound, Refused
from app.policy.queries import codes
from app.projects.woonclub.counted import PROJECT_KEY
from app.projects.woonclub.models_aftercare import Closing


def close_search(work: Work, *, case: Case, on: date, reason: str, destination: str) -> Closing:
    """Close a case, with where the household went; it waits for the signature of somebody else."""
    require_writable(work, case)
    if destination not in {code.key for code in codes(work.session, "exit_destination", on)}:
        raise Refused("Kies uit de lijst waar het huishouden naartoe ging.", "destination")
    close_case(work, case=case, on=on, reason=reason)
    latest = select(Closing).where(Closing.case_uid == case.uid).order_by(Closing.uid.desc()).limit(1)
    closing = work.session.scalars(latest).one()
    closing.destination = destination
    work.session.flush()
    return closing


def begin_closing(work: Work, case: Case, on: date, reason: str) -> Closing:
    """What every closing of a case leaves, from whichever page it was closed: something to sign."""
    closing = Closing(case_uid=case.uid, closed_on=on, reason=reason, actor=work.actor.key)
    work.session.add(closing)
    return closing


def sign_closing(work: Work, *, uid: UUID) -> Closing:
    """Read over a closing that somebody else did, and agree."""
    found = select(Closing, Case).join(Case, Case.uid == Closing.case_uid).where(Closing.uid == uid)
    row = work.session.execute(found.with_for_update(of=Closing)).one_or_none()
    if row is None or not work.actor.holds("approve", PROJECT_KEY, row[1].organisation):
        raise NotFound
    closing: Closing = row[0]
    if closing.signed_on is not None:
        return closing
    if closing.actor == work.actor.key:
        raise Refused("Je sloot dit dossier zelf af. Iemand anders kijkt het na.")
    closing.signed_on, closing.signer = work.clock.today(), work.actor.key
    fields = ["signed_on", "signer"]
    work.trail.record("woonclub.sign_closing", "woonclub_closing", uid, case_uid=closing.case_uid, fields=fields)
    work.session.flush()
    return closing
