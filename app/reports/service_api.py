"""The verbs over consumers of the open figures: give a token, end it."""

import hashlib
import secrets
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access.work import Work
from app.core.errors import Refused
from app.reports.models_api import FigureConsumer

_LONGEST: Final = 80


def digest_of(token: str) -> bytes:
    """What is kept of a token: it is random, so one round is enough."""
    return hashlib.sha256(token.encode()).digest()


def give_token(work: Work, *, name: str) -> str:
    """A new consumer; returns its token, which nobody can read again afterwards."""
    given = name.strip()
    if not given or len(given) > _LONGEST:
        raise Refused(f"Geef de afnemer een naam van 1 tot {_LONGEST} tekens.", "name")
    if work.session.scalar(select(FigureConsumer.uid).where(FigureConsumer.name == given)) is not None:
        raise Refused(f"Er is al een afnemer {given}. Kies een andere naam.", "name")
    token = secrets.token_urlsafe(32)
    consumer = FigureConsumer(
        name=given, digest=digest_of(token), created_by=work.actor.key, created_at=work.clock.now()
    )
    work.session.add(consumer)
    work.session.flush()
    work.trail.record("give figure token", "figure_consumer", consumer.uid)
    return token


def end_token(work: Work, *, name: str) -> FigureConsumer:
    """End the token of a consumer, at once."""
    query = select(FigureConsumer).where(FigureConsumer.name == name.strip(), FigureConsumer.ended_at.is_(None))
    consumer = work.session.scalar(query)
    if consumer is None:
        raise Refused(f"Er is geen afnemer {name} met een token.", "name")
    consumer.ended_at = work.clock.now()
    work.session.flush()
    work.trail.record("end figure token", "figure_consumer", consumer.uid)
    return consumer


def is_known(session: Session, token: str) -> bool:
    """Whether a token belongs to a consumer and was not ended."""
    query = select(FigureConsumer.uid).where(
        FigureConsumer.digest == digest_of(token), FigureConsumer.ended_at.is_(None)
    )
    return session.scalar(query) is not None
