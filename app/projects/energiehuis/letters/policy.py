"""The loader of the first texts of letters; what staff kept on screen since is left alone."""

import tomllib
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import SystemClock
from app.policy.loader import PolicyLoader, register
from app.projects.energiehuis.letters.models import LetterTemplate
from app.projects.energiehuis.letters.rules import LetterKind, Text, check_text

_FILE = "energiehuis/letters.toml"


def load_letters(session: Session, folder: Path) -> None:
    """A first version of every kind of letter that has none yet."""
    texts = tomllib.loads((folder / _FILE).read_text(encoding="utf-8"))
    known = set(session.scalars(select(LetterTemplate.kind)))
    for kind in LetterKind:
        text = Text(texts[kind]["subject"], texts[kind]["body"].strip())
        check_text(kind, text)
        if kind not in known:
            session.add(
                LetterTemplate(
                    kind=kind.value,
                    version=1,
                    subject=text.subject,
                    body=text.body,
                    made_by="policy",
                    made_at=SystemClock().now(),
                )
            )
    session.flush()


register(PolicyLoader("energiehuis_letters", (_FILE,), load_letters, order=21))
