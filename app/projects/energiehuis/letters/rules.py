"""The letters that there are, what each can say, and filling in its text; pure rules."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.core.errors import Refused

_PLACE: Final = re.compile(r"\{([^{}\n]*)\}")
LONGEST: Final = 8000


class LetterKind(StrEnum):
    """What a letter is for."""

    RECEIVED = "ontvangst"
    MISSING = "ontbrekende_stukken"
    GRANTED = "toekenning"
    PARTLY = "gedeeltelijke_toekenning"
    CONDITIONAL = "toekenning_voorwaarde"
    REFUSED = "weigering"
    CONTRACT = "contract"
    INFORMATION = "secci"
    AGREEMENT = "overeenkomst"
    WITHDRAWAL_FORM = "herroepingsformulier"
    REVOKED = "herroeping"
    DRAWDOWN = "uitbetaling"
    SCHEDULE = "aflossingstabel"
    COLLECTION = "aankondiging_inning"
    PREMIUM = "premie"
    YEARLY = "jaaroverzicht"
    EARLY = "vervroegd"
    REMINDER = "herinnering"
    NOTICE = "ingebrekestelling"
    REGISTER = "ckp_melding"
    PLAN = "afbetalingsplan"
    CALLED_IN = "opeising"
    RECEIPT = "kwijting"
    YEARLY_CHECK = "noodkoop_controle"
    DUE_EVENT = "noodkoop_opeisbaar"
    SPREAD = "spreiding"


OF_DECISION: Final = (LetterKind.GRANTED, LetterKind.PARTLY, LetterKind.CONDITIONAL, LetterKind.REFUSED)
"""Written with the decision itself, so that none goes without its reasons."""
OF_FILE: Final = (LetterKind.RECEIVED, LetterKind.MISSING, *OF_DECISION)
"""Written before there is a contract."""
OF_LOAN: Final = tuple(kind for kind in LetterKind if kind not in OF_FILE)

COMMON: Final = {
    "naam": "wie leent",
    "dossier": "nummer van het dossier",
    "datum": "dag van de brief",
    "kredietgever": "naam van het energiehuis",
    "adres": "adres van het energiehuis",
    "telefoon": "telefoon van het energiehuis",
    "rekening": "rekening waarop betaald wordt",
    "mededeling": "gestructureerde mededeling",
    "bedrag_lening": "bedrag van het contract",
    "rentevoet": "rente per jaar",
    "jkp": "jaarlijks kostenpercentage",
    "looptijd": "aantal maanden",
    "terugbetaling": "hoe terugbetaald wordt, volgens het contract",
    "totaal": "alles wat volgens het contract te betalen is",
    "factuur": "de laatste factuur die betaald is, aan wie",
    "premie": "de laatste premie die binnenkwam",
    "ondertekend": "dag van ondertekening",
    "herroepen_tot": "laatste dag om te herroepen",
    "opgenomen": "wat al uitbetaald is",
    "saldo": "kapitaal dat nog openstaat",
    "achterstal": "wat over tijd is",
    "oudste": "oudste open vervaldag",
    "volgende": "volgende vervaldag",
    "maandbedrag": "bedrag per maand",
    "afrekening": "wat de lening vandaag in één keer beëindigt",
    "wet": "de wettelijke gronden van deze brief",
    "lening": "naam van de lening",
    "gevraagd": "bedrag en looptijd die gevraagd zijn",
    "aangevraagd": "dag van de aanvraag",
    "beslist": "dag van de beslissing (alleen in een beslissing)",
    "reden_recht": "waarom, in rechte (alleen in een beslissing)",
    "reden_feit": "waarom, in feite (alleen in een beslissing)",
    "voorwaarde": "wat er nog moet gebeuren (alleen in een beslissing onder voorwaarde)",
    "deel": "bedrag per maand van een plan of spreiding",
    "gebeurtenis": "waarom een noodkooplening terugbetaald moet worden",
    "mandaat": "nummer van het mandaat om te innen",
    "schuldeiser": "nummer waaronder het energiehuis int",
    "stukken": "wat er in het dossier nog ontbreekt (alleen in de brief daarover)",
    "antwoord_voor": "de dag tegen wanneer (alleen in de brief daarover)",
}
"""What can stand between braces in a text, and what it becomes."""
_REASONS: Final = frozenset({"beslist", "gevraagd", "reden_recht", "reden_feit", "wet"})
_GRANT: Final = _REASONS | {"bedrag_lening", "rentevoet", "jkp", "looptijd"}
REQUIRED: Final[Mapping[LetterKind, frozenset[str]]] = {
    LetterKind.RECEIVED: frozenset({"dossier", "aangevraagd", "wet"}),
    LetterKind.GRANTED: _GRANT,
    LetterKind.PARTLY: _GRANT,
    LetterKind.CONDITIONAL: _GRANT | {"voorwaarde"},
    LetterKind.REFUSED: _REASONS,
    LetterKind.COLLECTION: frozenset({"volgende", "mandaat", "schuldeiser"}),
    LetterKind.DUE_EVENT: frozenset({"achterstal", "gebeurtenis", "wet"}),
    LetterKind.SPREAD: frozenset({"achterstal", "deel", "wet"}),
    LetterKind.PLAN: frozenset({"achterstal", "deel"}),
    LetterKind.MISSING: frozenset({"stukken", "antwoord_voor", "dossier"}),
    LetterKind.CONTRACT: frozenset({"bedrag_lening", "rentevoet", "jkp", "looptijd", "herroepen_tot", "wet"}),
    LetterKind.INFORMATION: frozenset(
        {"kredietgever", "adres", "bedrag_lening", "rentevoet", "jkp", "looptijd", "terugbetaling", "totaal", "wet"}
    ),
    LetterKind.AGREEMENT: frozenset({"bedrag_lening", "rentevoet", "jkp", "looptijd", "mededeling", "wet"}),
    LetterKind.WITHDRAWAL_FORM: frozenset({"dossier", "kredietgever"}),
    LetterKind.NOTICE: frozenset({"achterstal", "wet"}),
    LetterKind.CALLED_IN: frozenset({"achterstal", "wet"}),
    LetterKind.REMINDER: frozenset({"achterstal", "mededeling"}),
    LetterKind.EARLY: frozenset({"afrekening", "mededeling", "wet"}),
    LetterKind.REGISTER: frozenset({"wet"}),
}
"""What the text of a letter may not leave out."""


@dataclass(frozen=True)
class Text:
    """A subject and a body with placeholders."""

    subject: str
    body: str


def check_text(kind: LetterKind, text: Text) -> None:
    """Refuse a text that names what does not exist, leaves out what must be said, or is too long."""
    if not text.subject.strip() or not text.body.strip():
        raise Refused("Een brief heeft een onderwerp en een tekst.", "body")
    if len(text.body) > LONGEST:
        raise Refused(f"Hou een brief bij {LONGEST} tekens.", "body")
    used = set(_PLACE.findall(text.subject)) | set(_PLACE.findall(text.body))
    unknown = sorted(used - COMMON.keys())
    if unknown:
        raise Refused(f"Deze plaatsen bestaan niet: {', '.join(unknown)}.", "body")
    missing = sorted(REQUIRED.get(kind, frozenset()) - used)
    if missing:
        raise Refused(f"Deze brief moet ook zeggen: {', '.join(missing)}.", "body")
    rest = _PLACE.sub("", text.subject + text.body)
    if "{" in rest or "}" in rest:
        raise Refused("Een plaats staat tussen { en }, zonder andere haakjes.", "body")


def filled(text: Text, values: Mapping[str, str]) -> Text:
    """The text with every placeholder replaced; refused when something it needs is not known."""
    missing = sorted({name for name in _PLACE.findall(text.subject + text.body) if not values.get(name)})
    if missing:
        raise Refused(f"Dit is nog niet gekend voor deze lening: {', '.join(missing)}.")

    def value(found: re.Match[str]) -> str:
        return values[found[1]]

    return Text(_PLACE.sub(value, text.subject), _PLACE.sub(value, text.body))


def paragraphs(body: str) -> list[str]:
    """The parts of a body between empty lines."""
    return [part.strip() for part in re.split(r"\n\s*\n", body) if part.strip()]
