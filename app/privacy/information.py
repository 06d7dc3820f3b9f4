"""What somebody is told beside a copy of their data: why it is kept, for whom, how long, and their rights (art. 15)."""

from dataclasses import asdict, dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from app.access.work import Work
from app.cases.models import Case
from app.cases.models_privacy import CaseBasis, SharingConsent
from app.policy.data_register import DataRegister, build, house_tables, read_register
from app.policy.queries import code_labels
from app.privacy.labels import project_label
from app.privacy.queries_retention import terms
from app.privacy.rules import term_on
from app.privacy.whole_file import WholeFile

RIGHTS: Final = (
    "Je mag vragen om fouten te verbeteren (artikel 16 van de AVG).",
    "Je mag vragen om je gegevens te wissen (artikel 17) of het gebruik ervan te beperken (artikel 18).",
    "Je mag bezwaar maken tegen wat we met je gegevens doen (artikel 21).",
    "Een toestemming om te delen mag je altijd intrekken (artikel 7).",
    "Je mag klacht indienen bij de Gegevensbeschermingsautoriteit, Drukpersstraat 35, 1000 Brussel, "
    "gegevensbeschermingsautoriteit.be.",
)
ORIGIN: Final = (
    "De gegevens komen van jou, van wie je bij ons aanmeldde en van de diensten die mee hielpen. Wie dat was, staat "
    "bij elk dossier."
)
DECISIONS: Final = (
    "Geen enkele beslissing over jou wordt door een computer alleen genomen, en er wordt geen profiel gemaakt."
)
_UNKNOWN: Final = "Nog geen termijn vastgelegd"


@dataclass(frozen=True)
class CaseInformation:
    """On what ground one case is kept, how long, and with which partners something may be shared."""

    number: str
    project: str
    ground: str
    kept: str
    partners: list[str]


@dataclass(frozen=True)
class Processing:
    """One processing of the register: what for, on what ground, who gets to see it."""

    title: str
    purpose: str
    ground: str
    recipients: str
    kept: str
    data: list[str]


@dataclass(frozen=True)
class Information:
    """Everything that article 15.1 and 15.2 ask to tell."""

    controller: str
    joint: str
    officer: str
    transfers: str
    processings: list[Processing]
    cases: list[CaseInformation]
    rights: tuple[str, ...] = RIGHTS
    origin: str = ORIGIN
    decisions: str = DECISIONS

    def plain(self) -> dict[str, Any]:
        """The same for a machine."""
        return asdict(self)


def information_for(work: Work, found: WholeFile) -> Information:
    """What belongs with this file: the processings that hold something of it, and its cases."""
    register = build(read_register(), house_tables())
    controller = register.controller
    return Information(
        controller=controller["name"],
        joint=controller["joint"],
        officer=controller["officer"],
        transfers=controller["transfers"],
        processings=_processings(register, found.tables()),
        cases=_cases(work, found.case_uids),
    )


def _processings(register: DataRegister, tables: set[str]) -> list[Processing]:
    return [
        Processing(
            activity.title,
            activity.purpose,
            register.bases[activity.basis]["label"],
            activity.recipients,
            register.retentions[activity.retention]["label"],
            sorted(table.holds for table in activity.tables if table.name in tables),
        )
        for activity in register.activities
        if activity.key == "audit" or any(table.name in tables for table in activity.tables)
    ]


def _cases(work: Work, uids: list[UUID]) -> list[CaseInformation]:
    grounds, known, today = code_labels(work.session, "legal_basis"), terms(work), work.clock.today()
    query = select(Case, CaseBasis).outerjoin(CaseBasis, CaseBasis.case_uid == Case.uid).where(Case.uid.in_(uids))
    partners: dict[UUID, list[str]] = {}
    consents = select(SharingConsent).where(SharingConsent.case_uid.in_(uids)).order_by(SharingConsent.given_on)
    for consent in work.session.scalars(consents):
        if consent.partner and consent.partner not in partners.setdefault(consent.case_uid, []):
            partners[consent.case_uid].append(consent.partner)
    lines = []
    for case, basis in work.session.execute(query.order_by(Case.opened_on, Case.number)):
        term = term_on(known, case.project, today)
        kept = f"{term.months} maanden na het afsluiten" if term else _UNKNOWN
        ground = grounds.get(basis.basis, basis.basis) if basis else ""
        lines.append(
            CaseInformation(case.number, project_label(case.project), ground, kept, partners.get(case.uid, []))
        )
    return lines
