"""The verbs of rental lists: note homes, say a list is complete, say a home is let, let go of what is over its term."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select, update

from app.access.work import Work
from app.core.errors import NotFound, Refused
from app.core.model import table_of
from app.core.uid import new_uid
from app.policy.queries import codes
from app.projects.woonclub.models_listings import Listing, ListingWeek, Sighting
from app.projects.woonclub.queries_listings import (
    known_homes,
    listing_for_change,
    may_write_listings,
    week_list,
    week_record,
)
from app.projects.woonclub.rules_listings import Line, address_key, check_line, last_weeks, link_key, twice
from app.projects.woonclub.terms import terms


class LinesRefused(Refused):
    """Some lines of a list cannot be kept; nothing of it was."""

    def __init__(self, problems: dict[int, Refused]) -> None:
        super().__init__("Niets is bewaard: kijk de gemarkeerde regels na.")
        self.problems = problems
        """What is wrong, by the place of the line."""


def note_homes(work: Work, *, municipality: str, week_on: date, lines: Sequence[Line]) -> int:
    """Put homes on the list of a week; a home that stood on an earlier list is the same one, seen again.

    All of them or none: a line that cannot be, or stands there already, refuses the list. How many it were.
    """
    _require_open_week(work, municipality, week_on)
    let_go(work)
    if not lines:
        raise Refused("Vul minstens één woning in.")
    known = known_homes(work, municipality, lines)
    on_list = {listing.uid for listing in week_list(work, municipality, week_on)}
    _check(work, lines, known, on_list, week_on)
    for line in lines:
        listing = _known(known, line) or _fresh(municipality, week_on)
        _write(listing, line, week_on)
        work.session.add(listing)
        work.session.flush()
        work.session.add(
            Sighting(listing_uid=listing.uid, municipality=municipality, week_on=week_on, actor=work.actor.key)
        )
    work.trail.record("woonclub.note_homes", "woonclub_listing_week", detail=f"{municipality} {week_on}: {len(lines)}")
    work.session.flush()
    return len(lines)


def complete_week(work: Work, *, municipality: str, week_on: date, complete: bool) -> None:
    """Say that a list is complete, or that it is not after all. An empty list can be complete: nothing was for rent."""
    _require_open_week(work, municipality, week_on)
    record = week_record(work, municipality, week_on)
    if complete and record is None:
        work.session.add(
            ListingWeek(municipality=municipality, week_on=week_on, completed_at=work.clock.now(), actor=work.actor.key)
        )
    if not complete and record is not None:
        work.session.delete(record)
    detail = f"{municipality} {week_on}: {'complete' if complete else 'open'}"
    work.trail.record("woonclub.complete_week", "woonclub_listing_week", detail=detail)
    work.session.flush()


def mark_gone(work: Work, *, uid: UUID) -> Listing:
    """A home turned out to be let: it is offered to nobody any more."""
    listing = listing_for_change(work, uid)
    if listing.gone_on is None:
        listing.gone_on = work.clock.today()
        work.trail.record("woonclub.listing_gone", "woonclub_listing", uid, fields=["gone_on"])
        work.session.flush()
    return listing


def let_go(work: Work) -> int:
    """Forget address and link of every listing that is over its term; rent, bedrooms and label stay for the survey."""
    table = table_of(Listing)
    over = table.c.last_seen_on <= work.clock.today() - terms().listing_kept
    told = or_(table.c.address.is_not(None), table.c.link.is_not(None))
    count = work.session.scalar(select(func.count()).select_from(table).where(over, told)) or 0
    if count:
        nothing = dict.fromkeys(("address", "address_key", "link", "link_key"))
        work.session.execute(update(table).where(over, told).values(nothing))
        work.trail.record("woonclub.let_go", "woonclub_listing", detail=str(count))
        work.session.expire_all()
    return count


def _require_open_week(work: Work, municipality: str, week_on: date) -> None:
    if not may_write_listings(work, municipality):
        raise NotFound
    if week_on not in last_weeks(work.clock.today(), terms().listing_kept):
        raise Refused("Deze week is voorbij haar termijn, of moet nog komen. Kies een week uit het overzicht.")


def _check(work: Work, lines: Sequence[Line], known: dict[str, Listing], on_list: set[UUID], week_on: date) -> None:
    labels = {code.key for code in codes(work.session, "epc_label", week_on)}
    problems: dict[int, Refused] = {}
    repeated = twice(lines)
    for place, line in enumerate(lines):
        try:
            check_line(line)
            if line.epc is not None and line.epc not in labels:
                raise Refused("Kies een label uit de lijst.", "epc")
        except Refused as refusal:
            problems[place] = refusal
            continue
        stored = _known(known, line)
        if place in repeated:
            problems[place] = Refused("Deze woning staat hierboven al.", "address")
        elif stored is not None and stored.uid in on_list:
            problems[place] = Refused("Deze woning staat al op de lijst van deze week.", "address")
    if problems:
        raise LinesRefused(problems)


def _fresh(municipality: str, week_on: date) -> Listing:
    uid = new_uid()
    ref = f"HA-{uid.hex[-16:]}"
    return Listing(uid=uid, ref=ref, municipality=municipality, first_seen_on=week_on, last_seen_on=week_on)


def _known(known: dict[str, Listing], line: Line) -> Listing | None:
    by_link = known.get(f"l{link_key(line.link)}")
    return by_link or known.get(f"a{address_key(line.address)}")


def _write(listing: Listing, line: Line, week_on: date) -> None:
    listing.address, listing.address_key = (
        line.address or listing.address,
        (address_key(line.address) or listing.address_key),
    )
    listing.link, listing.link_key = line.link or listing.link, link_key(line.link) or listing.link_key
    listing.rent_cents, listing.bedrooms = line.rent_cents, line.bedrooms
    listing.epc = line.epc or listing.epc
    listing.first_seen_on = min(listing.first_seen_on, week_on)
    listing.last_seen_on = max(listing.last_seen_on, week_on)
