"""A demo of data protection: consents, a request with its clock, a restriction, a shielded case and a document."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.access.actor import Actor
from app.access.work import Work
from app.cases.models import Case
from app.cases.service_documents import add_document
from app.cases.service_privacy import add_consent, break_glass, note_informed, shield
from app.cases.stores import DocumentStore
from app.clients.service_rights import restrict
from app.privacy.service_registers import Contract, note_assessment, note_breach, note_processor, note_step
from app.privacy.service_request import answer_request, note_request

_PAPER = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n"
)


def write_demo(work: Work, worker: Actor, store: DocumentStore) -> None:
    """Give some open cases of the worker's organisation these stories; nothing happens where there are too few."""
    organisation = next((grant.organisation for grant in worker.grants), None)
    query = select(Case).where(Case.organisation == organisation, Case.closed_on.is_(None), Case.voided_on.is_(None))
    query = query.options(joinedload(Case.reference_person)).order_by(Case.number)
    cases = list(work.session.scalars(query.where(Case.worker_uid.is_distinct_from(worker.user_uid)).limit(3)))
    own = work.session.scalars(query.where(Case.worker_uid == worker.user_uid).limit(1)).one_or_none()
    if own is None or len(cases) < 3:
        return
    today = work.clock.today()
    note_informed(work, case=own, on=today - timedelta(days=10), how="spoken")
    add_consent(
        work,
        case=own,
        partner="Proefdienst Budgethulp",
        partner_kind="money",
        scope="money",
        aim="Samen een afbetalingsplan maken",
        given_on=today - timedelta(days=10),
        until=today + timedelta(days=170),
        confirmed=5,
    )
    add_document(work, store, case=own, file=BytesIO(_PAPER), name="verzonnen huurcontract.pdf")
    shielded, restricted, other = cases
    shield(work, case=shielded, reason="colleague")
    break_glass(
        replace(work, actor=worker), case=shielded, reason="absence", why="Een verzonnen deurwaarder stond aan de deur."
    )
    note_request(work, person_uid=own.reference_person_uid, kind="access", received_on=today - timedelta(days=25))
    late = note_request(
        work, person_uid=other.reference_person_uid, kind="rectification", received_on=today - timedelta(days=20)
    )
    answer_request(work, uid=late.uid, is_granted=True)
    note_request(work, person_uid=restricted.reference_person_uid, kind="restriction", received_on=today)
    restrict(work, person=restricted.reference_person, ground="accuracy")


def write_registers(work: Work) -> None:
    """A breach under the clock and a closed one, processors with and without contract, an assessment to review."""
    now, today = work.clock.now(), work.clock.today()
    note_breach(
        work,
        found_at=now - timedelta(hours=30),
        kind="sent",
        risk="risk",
        people=1,
        what="Een verzonnen brief ging naar een verkeerd adres.",
    )
    earlier = now - timedelta(days=40)
    old = note_breach(
        work, found_at=earlier, kind="lost", risk="none", people=0, what="Een lege verzonnen laptop is kwijt."
    )
    for kind, why in (
        ("authority_not", "De schijf was versleuteld."),
        ("people_not", "Geen risico."),
        ("closed", None),
    ):
        note_step(work, number=old.number, kind=kind, at=earlier + timedelta(hours=5), why=why)
    hosting = Contract("Verzonnen Hosting", "Servers en back-ups", "none", today.replace(day=1, year=today.year - 1))
    for contract in (hosting, Contract("Verzonnen Post", "Brieven drukken en versturen", "none")):
        note_processor(work, contract=contract)
    for project, age, outcome in (("woonclub", 800, "measures"), ("energiehuis", 200, "acceptable")):
        done = today - timedelta(days=age)
        note_assessment(work, project=project, done_on=done, review_on=done + timedelta(days=730), outcome=outcome)
