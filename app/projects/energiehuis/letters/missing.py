"""What the letter on missing papers says."""

from datetime import date, timedelta

from app.access.work import Work
from app.cases.models import Case
from app.core.errors import Refused
from app.projects.energiehuis.file.queries import dossier_of, papers_of
from app.projects.energiehuis.letters.values import general_values
from app.projects.energiehuis.products.queries import figure
from app.web.formatting import date_nl


def answer_before(work: Work) -> date:
    """The day by which an answer is asked."""
    today = work.clock.today()
    return today + timedelta(days=figure(work.session, "missing_papers", today))


def missing_values(work: Work, case: Case) -> dict[str, str]:
    """The places of that letter. Refused when nothing is missing."""
    found = dossier_of(work, case)
    missing = [paper.label for paper in papers_of(work.session, found) if paper.received_on is None]
    if not missing:
        raise Refused("Er ontbreekt geen enkel stuk meer.")
    return {
        **general_values(work, case, (person for _, person in found.borrowers)),
        "stukken": "\n".join(f"- {label}" for label in missing),
        "antwoord_voor": date_nl(answer_before(work)),
    }
