"""The verbs of a match: tell a household of a home, and note what came of it."""

from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import select

from app.access.work import Work
from app.cases.loading import case_of, require_writable
from app.cases.models import Case
from app.core.errors import NotFound, Refused, Stale
from app.policy.queries import codes
from app.projects.woonclub.counted import PROJECT_KEY
from app.projects.woonclub.models_listings import Listing, Proposal
from app.projects.woonclub.queries_listings import get_listing, is_on_offer
from app.projects.woonclub.rules_listings import expires_on
from app.projects.woonclub.terms import terms

GOT_IT: Final = "got_it"


def propose(work: Work, *, case: Case, listing_uid: UUID) -> Proposal:
    """Tell a household of a home that is on offer; each home once."""
    require_writable(work, case)
    if case.project != PROJECT_KEY:
        raise NotFound
    if case.closed_on is not None:
        raise Refused("Dit dossier is afgesloten. Heropen het eerst.")
    listing = get_listing(work, listing_uid)
    _require_on_offer(work, listing)
    known = select(Proposal.uid).where(Proposal.case_uid == case.uid, Proposal.listing_uid == listing.uid)
    if work.session.scalar(known) is not None:
        raise Refused("Deze woning is al voorgesteld aan dit huishouden.", "listing")
    proposal = Proposal(
        case_uid=case.uid, listing_uid=listing.uid, proposed_on=work.clock.today(), actor=work.actor.key
    )
    work.session.add(proposal)
    work.trail.record("woonclub.propose", "woonclub_proposal", proposal.uid, case_uid=case.uid)
    work.session.flush()
    return proposal


def follow_proposal(
    work: Work,
    *,
    uid: UUID,
    version: int,
    viewing_on: date | None = None,
    applied_on: date | None = None,
    outcome: str | None = None,
    outcome_on: date | None = None,
) -> Proposal:
    """Note viewing, application and outcome, as far as they are known. A viewing may still have to come."""
    proposal = _for_change(work, uid, version)
    _check_days(work, proposal, viewing_on, applied_on, outcome, outcome_on)
    if outcome is not None and outcome not in {code.key for code in codes(work.session, "proposal_outcome")}:
        raise Refused("Kies een uitkomst uit de lijst.", "outcome")
    fresh = {"viewing_on": viewing_on, "applied_on": applied_on, "outcome": outcome, "outcome_on": outcome_on}
    changed = [name for name, value in fresh.items() if getattr(proposal, name) != value]
    for name in changed:
        setattr(proposal, name, fresh[name])
    if changed:
        work.trail.record(
            "woonclub.follow_proposal", "woonclub_proposal", uid, case_uid=proposal.case_uid, fields=changed
        )
    work.session.flush()
    if outcome == GOT_IT:
        listing = get_listing(work, proposal.listing_uid)
        listing.gone_on = listing.gone_on or outcome_on
        work.session.flush()
    return proposal


def _for_change(work: Work, uid: UUID, version: int) -> Proposal:
    query = select(Proposal).where(Proposal.uid == uid).with_for_update().execution_options(populate_existing=True)
    proposal = work.session.scalar(query)
    if proposal is None:
        raise NotFound
    require_writable(work, case_of(work, proposal.case_uid))
    if proposal.version != version:
        raise Stale
    return proposal


def _require_on_offer(work: Work, listing: Listing) -> None:
    if listing.gone_on is not None:
        raise Refused(f"Deze woning is verhuurd sinds {listing.gone_on:%d/%m/%Y}. Kies een andere.", "listing")
    if not is_on_offer(listing, work.clock.today()):
        over = expires_on(listing.last_seen_on, terms().listing_kept)
        raise Refused(
            f"Dit zoekertje is vervallen op {over:%d/%m/%Y}. Kies een ander, of laat het opnieuw op de lijst zetten "
            "als de woning nog te huur staat.",
            "listing",
        )


def _check_days(
    work: Work,
    proposal: Proposal,
    viewing_on: date | None,
    applied_on: date | None,
    outcome: str | None,
    outcome_on: date | None,
) -> None:
    today, first = work.clock.today(), proposal.proposed_on
    if (outcome is None) != (outcome_on is None):
        missing = "outcome_on" if outcome_on is None else "outcome"
        raise Refused("Vul zowel de uitkomst als haar dag in.", missing)
    for field, day in (("viewing_on", viewing_on), ("applied_on", applied_on), ("outcome_on", outcome_on)):
        if day is not None and day < first:
            raise Refused(f"De woning is voorgesteld op {first:%d/%m/%Y}. Kies die dag of een latere.", field)
        if day is not None and day > today and field != "viewing_on":
            raise Refused("Deze dag moet nog komen. Kies vandaag of een dag ervoor.", field)
