"""Erasing people: their keys and traces go, the facts that figures count stay, and a certificate says so."""

import re
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import select

from app.access.actor import Actor
from app.access.work import Work
from app.clients.models import Person
from app.clients.names import normalise
from app.clients.queries import unseen
from app.core.errors import Refused
from app.crypto.tombstones import Burial, burials, bury, next_number
from app.privacy.figures import Reach, refuse_changed
from app.privacy.models import ErasureCertificate
from app.privacy.people import deserted_cases
from app.privacy.queries_merge import with_merged
from app.privacy.traces import leftovers, mark_cases, mark_persons, wipe

MAY_ERASE: Final = "person.erase"
_LONGEST_GROUND: Final = 200
_WORD: Final = re.compile(r"[^\W\d_]+")
_NUMBER: Final = re.compile(r"\d[\d .\-]{9,}\d")


def erase_persons(work: Work, *, persons: Sequence[UUID], ground: str, decided_by: Actor) -> ErasureCertificate:
    """Destroy the keys of these people, and of every case in which nobody else is left.

    Everything is checked first, the figures that it could touch included; the keys go last, when nothing can refuse any
    more. Were the program to stop between that and the commit, `replay` finishes the work.
    """
    reason = _ground(work, ground, persons)
    if not decided_by.holds(MAY_ERASE):
        raise Refused("Deze collega mag niet beslissen over vernietiging.", "by")
    _refuse_erased(work, persons)
    return destroy(work, persons=persons, cases=(), ground=reason, decided_by=decided_by.key)


def destroy(
    work: Work, *, persons: Sequence[UUID], cases: Sequence[UUID], ground: str, decided_by: str
) -> ErasureCertificate:
    """Carry a decision out: the data, the proof, and last the keys. Whoever calls this has checked the decision."""
    if not persons and not cases:
        raise Refused("Er is niets om te vernietigen.")
    persons = with_merged(work.session, list(persons))
    reach = Reach(work, persons, cases)
    before = reach.figures()
    number = next_number(work.vault.keystore)
    first = Burial(number, work.clock.now(), ground, decided_by, tuple(persons), ())
    mark_persons(work.session, first)
    everything = sorted({*cases, *deserted_cases(work.session)})
    burial = Burial(number, first.at, ground, decided_by, first.persons, tuple(everything))
    mark_cases(work.session, burial)
    wipe(work.session, number)
    found = _certify(work, burial)
    refuse_changed(before, reach.figures())
    bury(work.vault.keystore, [burial])
    for kind, uids in (("person", burial.persons), ("case_file", burial.cases)):
        for uid in uids:
            work.trail.record(f"{kind}.erase", kind, uid, detail=f"certificate {number}, by {decided_by}")
    return found


def replay(work: Work) -> list[int]:
    """Carry out again what an older copy of data or keystore knows nothing of; returns the numbers concerned."""
    done = []
    for burial in burials(work.vault.keystore):
        bury(work.vault.keystore, [burial])
        certified = work.session.get(ErasureCertificate, burial.number)
        if certified is not None and not leftovers(work.session, burial):
            continue
        mark_persons(work.session, burial)
        mark_cases(work.session, burial)
        wipe(work.session, burial.number)
        certified = work.session.get(ErasureCertificate, burial.number) or _certify(work, burial)
        certified.replayed_at = work.clock.now()
        work.trail.record("erasure.replay", "erasure_certificate", detail=f"certificate {burial.number}")
        done.append(burial.number)
    work.session.flush()
    return done


def _certify(work: Work, burial: Burial) -> ErasureCertificate:
    proof = ErasureCertificate(
        number=burial.number,
        at=burial.at,
        ground=burial.ground,
        decided_by=burial.decided_by,
        persons=len(burial.persons),
        cases=len(burial.cases),
    )
    work.session.add(proof)
    work.session.flush()
    return proof


def _refuse_erased(work: Work, persons: Sequence[UUID]) -> None:
    if len(persons) == 1:
        query = select(Person).where(Person.uid == persons[0]).with_for_update()
        person = work.session.scalars(query.execution_options(populate_existing=True)).one()
        if person.erased_on is not None:
            raise Refused(f"Deze persoon is al vernietigd, certificaat {person.certificate}.")


def _ground(work: Work, ground: str, persons: Sequence[UUID]) -> str:
    """The ground as it may stand on the certificate for ever: short, without number or name."""
    text = " ".join(ground.split())
    if not text:
        raise Refused("Geef de grond van de vernietiging, zoals: verzoek van de betrokkene.", "ground")
    if len(text) > _LONGEST_GROUND:
        raise Refused(f"De grond is langer dan {_LONGEST_GROUND} tekens.", "ground")
    if _NUMBER.search(text) or "@" in text:
        raise Refused("Zet geen nummer of e-mailadres van iemand in de grond: hij blijft voor altijd staan.", "ground")
    if len(persons) == 1 and _names(work, persons[0]) & {normalise(word) for word in _WORD.findall(text)}:
        raise Refused("Zet de naam van de persoon niet in de grond: hij blijft voor altijd staan.", "ground")
    return text


def _names(work: Work, uid: UUID) -> set[str]:
    person = work.session.get(Person, uid)
    if person is None or person.erased_on is not None:
        return set()
    identity = unseen(person)
    return {part for name in (identity.family_name, identity.given_name) for part in normalise(name or "").split()}
