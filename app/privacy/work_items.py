"""What waits for whoever looks after the rights of people: requests, opened shields, proposals to destroy."""

from collections.abc import Iterator

from sqlalchemy import select

from app.access.scope import scope
from app.access.work import Work
from app.access.work_items import Urgency, WorkItem
from app.cases.models import Case
from app.cases.models_privacy import BrokenGlass
from app.clients.models import Person
from app.clients.scope import visible
from app.core.counting import capped
from app.privacy.models_request import RightsRequest
from app.privacy.models_retention import RetentionProposal


def work_items(work: Work) -> Iterator[WorkItem]:
    """Lines for who reads rights, who watches the trail, and who carries out a proposal of somebody else."""
    today, session = work.clock.today(), work.session
    if work.actor.holds("rights.write"):
        asked = (
            select(RightsRequest)
            .join(Person, Person.uid == RightsRequest.person_uid)
            .where(visible(work.actor, "rights.read"), RightsRequest.answered_on.is_(None))
        )
        late = capped(session, asked.where(RightsRequest.due_on < today))
        yield WorkItem("Verzoeken van betrokkenen over hun termijn", late, "rights.index", Urgency.LATE)
        running = capped(session, asked.where(RightsRequest.due_on >= today))
        yield WorkItem("Verzoeken van betrokkenen om te beantwoorden", running, "rights.index")
    if work.actor.holds("audit.read"):
        glass = (
            select(BrokenGlass)
            .join(Case, Case.uid == BrokenGlass.case_uid)
            .where(scope(work.actor, "audit.read", Case.project, Case.organisation), BrokenGlass.seen_at.is_(None))
        )
        yield WorkItem("Opengebroken dossiers om na te kijken", capped(session, glass), "oversight.index")
    if work.actor.holds("retention.write"):
        proposed = select(RetentionProposal).where(
            RetentionProposal.carried_out_at.is_(None), RetentionProposal.made_by != work.actor.key
        )
        yield WorkItem("Voorstellen tot vernietiging van een collega", capped(session, proposed), "privacy.index")
