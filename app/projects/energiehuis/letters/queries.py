"""Reading letters and their texts."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.access.work import Work
from app.cases.loading import visible_cases
from app.cases.models import Case
from app.cases.queries_privacy import may_read_home
from app.core.errors import NotFound
from app.projects.energiehuis.contract.queries import Contract, events_of
from app.projects.energiehuis.ledger.rules import standing
from app.projects.energiehuis.ledger.rules_position import EntryKind
from app.projects.energiehuis.letters.models import Letter, LetterTemplate
from app.projects.energiehuis.letters.rules import LetterKind
from app.projects.energiehuis.letters.rules_fit import Standing
from app.projects.energiehuis.products.rules import Repayment


def newest_template(session: Session, kind: LetterKind) -> LetterTemplate:
    """The text that letters of this kind are written from now."""
    query = select(LetterTemplate).where(LetterTemplate.kind == kind).order_by(LetterTemplate.version.desc())
    found = session.scalars(query.limit(1)).one_or_none()
    if found is None:
        raise NotFound
    return found


def newest_templates(session: Session) -> list[LetterTemplate]:
    """The newest text of every kind."""
    newest = select(LetterTemplate.kind, func.max(LetterTemplate.version)).group_by(LetterTemplate.kind)
    pairs = {(kind, version) for kind, version in session.execute(newest)}
    rows = session.scalars(select(LetterTemplate).order_by(LetterTemplate.kind))
    return [row for row in rows if (row.kind, row.version) in pairs]


def letters_of(work: Work, case: Case) -> list[Letter]:
    """The letters of a case for whoever may read them, the newest first; nothing of them is opened."""
    if not work.actor.holds("energiehuis.letters", case.project, case.organisation):
        return []
    query = select(Letter).where(Letter.case_uid == case.uid)
    return list(work.session.scalars(query.order_by(Letter.written_on.desc(), Letter.uid.desc())))


def content_for(work: Work, letter: Letter, case: Case) -> dict[str, Any] | None:
    """What a letter says, without where it went when the actor may not know that."""
    content = letter.content
    if content is None or may_read_home(work, case):
        return content
    return {**content, "to": content["to"].partition("\n")[0]}


def standing_of(work: Work, case: Case, contract: Contract) -> Standing:
    """Where a loan stands today, as its letters look at it."""
    position = contract.position(work.clock.today()) if contract.signed else None
    kinds = {entry.kind for entry in standing(contract.plain)}
    return Standing(
        phase=case.phase,
        is_bullet=contract.terms.repayment is Repayment.BULLET,
        is_drawn=bool(position and position.drawn),
        is_settled=bool(position and not position.balance and not position.arrears),
        is_late=bool(position and position.days_late),
        has_mandate=contract.mandate is not None,
        has_premium=EntryKind.PREMIUM in kinds,
        is_written_off=EntryKind.WRITE_OFF in kinds,
        is_revoked=contract.terms.revoked_on is not None,
        events=frozenset(each.kind for each in events_of(work.session, case.uid)),
    )


def letter_for(work: Work, uid: UUID) -> tuple[Letter, Case]:
    """One letter with its case, within what the actor may see."""
    visible = visible_cases(work).with_only_columns(Case.uid)
    query = select(Letter, Case).join(Case, Case.uid == Letter.case_uid).where(Letter.uid == uid, Case.uid.in_(visible))
    found = work.session.execute(query).one_or_none()
    if found is None:
        raise NotFound
    return found.Letter, found.Case
