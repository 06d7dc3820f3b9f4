"""The verbs of renovation coaching: a dwelling of an owner, a contact about it."""

from datetime import date
from uuid import UUID

from app.access.work import Work
from app.clients.queries import person_for
from app.core.errors import NotFound, Refused
from app.organisations.queries import municipalities
from app.projects.energiehuis.coaching.models import Dwelling, DwellingKind
from app.projects.energiehuis.coaching.queries import dwelling_for
from app.projects.energiehuis.counted import PROJECT_KEY
from app.projects.energiehuis.models import OwnerContact

_OLDEST = 1000


def register_dwelling(
    work: Work,
    *,
    owner_uid: UUID,
    kind: DwellingKind,
    municipality: str,
    address: str | None,
    built_in: int | None = None,
    building_uid: UUID | None = None,
) -> Dwelling:
    """Write down a dwelling that an owner wants advice on; an apartment can belong to a building."""
    owner = person_for(work, owner_uid, "person.write")
    today = work.clock.today()
    if municipality not in {place.nis5 for place in municipalities(work.session, today)}:
        raise Refused("Kies een gemeente uit de lijst.", "municipality")
    if not work.actor.holds("case.write", PROJECT_KEY, municipality):
        raise Refused("Je werkt niet voor deze gemeente.", "municipality")
    if built_in is not None and not _OLDEST < built_in <= today.year:
        raise Refused("Geef het bouwjaar in vier cijfers.", "built_in")
    if building_uid is not None:
        building = dwelling_for(work, building_uid)
        if building.kind is not DwellingKind.BUILDING or kind is not DwellingKind.APARTMENT:
            raise Refused("Alleen een appartement ligt in een gebouw.", "building_uid")
    dwelling = Dwelling(
        owner_uid=owner.uid,
        kind=kind,
        building_uid=building_uid,
        municipality=municipality,
        organisation=municipality,
        built_in=built_in,
        registered_on=today,
        address=address,
    )
    work.session.add(dwelling)
    work.trail.record("coaching.dwelling", "coached_dwelling", dwelling.uid, detail=kind.value)
    work.session.flush()
    return dwelling


def log_owner_contact(work: Work, *, dwelling_uid: UUID, owner_uid: UUID, on: date, qualifying: bool) -> OwnerContact:
    """Write down a contact with an owner. For a building as a whole it never makes somebody an owner reached."""
    dwelling = dwelling_for(work, dwelling_uid)
    if not work.actor.holds("case.write", PROJECT_KEY, dwelling.organisation):
        raise NotFound
    owner = person_for(work, owner_uid, "person.read")
    if on > work.clock.today():
        raise Refused("Deze dag moet nog komen. Kies vandaag of een dag ervoor.", "on")
    if qualifying and dwelling.kind is DwellingKind.BUILDING:
        raise Refused(
            "Een vereniging van mede-eigenaars is geen eigenaar: noteer het contact per eigenaar.", "qualifying"
        )
    contact = OwnerContact(
        person_uid=owner.uid,
        contacted_on=on,
        qualifying=qualifying,
        municipality=dwelling.municipality,
        organisation=dwelling.organisation,
        dwelling_uid=dwelling.uid,
    )
    work.session.add(contact)
    work.trail.record("energiehuis.owner_contact", "owner_contact", contact.uid)
    work.session.flush()
    return contact
