"""Writing down that somebody died: from then on they are no longer among those who are found first."""

from datetime import date
from uuid import UUID

from app.access.work import Work
from app.clients.models import Person
from app.clients.queries import person_for
from app.core.errors import Refused


def record_death(work: Work, *, person_uid: UUID, on: date) -> Person:
    """Note the day of death. Refused when it lies ahead, or when another day stands there already."""
    person = person_for(work, person_uid, "person.write", lock=True)
    if on > work.clock.today():
        raise Refused("Deze dag moet nog komen. Kies vandaag of een dag ervoor.", "on")
    if person.deceased_on is not None and person.deceased_on != on:
        raise Refused(f"Er staat al een overlijden op {person.deceased_on:%d/%m/%Y}.", "on")
    person.deceased_on = on
    work.trail.record("person.death", "person", person.uid, fields=["deceased_on"])
    work.session.flush()
    return person
