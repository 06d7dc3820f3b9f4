"""Dutch names of the letters."""

from typing import Final

from app.projects.energiehuis.arrears.rules import EventKind
from app.projects.energiehuis.letters.rules import LetterKind

DUE_WORDS: Final = {
    EventKind.LEFT_ADDRESS: "je staat niet meer ingeschreven op het adres van de woning",
    EventKind.OTHER_PROPERTY: "je kreeg ander onroerend goed",
    EventKind.TRANSFERRED: "je droeg de woning over",
    EventKind.RIGHTS_GIVEN: "je gaf iemand anders rechten op de woning",
    EventKind.END_OF_TERM: "de termijn van de lening is voorbij",
}
"""The five events of an emergency buyer, as its letter says them."""
LETTER_WORDS: Final = {
    LetterKind.RECEIVED: "Ontvangstmelding",
    LetterKind.MISSING: "Brief over ontbrekende stukken",
    LetterKind.GRANTED: "Toekenning",
    LetterKind.PARTLY: "Gedeeltelijke toekenning",
    LetterKind.CONDITIONAL: "Toekenning onder voorwaarde",
    LetterKind.REFUSED: "Weigering",
    LetterKind.CONTRACT: "Brief bij het contract",
    LetterKind.INFORMATION: "Europese informatie over het krediet (SECCI)",
    LetterKind.AGREEMENT: "Kredietovereenkomst",
    LetterKind.WITHDRAWAL_FORM: "Formulier om te herroepen",
    LetterKind.REVOKED: "Bevestiging van de herroeping",
    LetterKind.DRAWDOWN: "Bericht van uitbetaling",
    LetterKind.SCHEDULE: "Definitieve aflossingstabel",
    LetterKind.COLLECTION: "Aankondiging van de inning",
    LetterKind.PREMIUM: "Premie in mindering gebracht",
    LetterKind.YEARLY: "Jaaroverzicht",
    LetterKind.EARLY: "Afrekening bij vervroegde terugbetaling",
    LetterKind.REMINDER: "Herinnering",
    LetterKind.NOTICE: "Ingebrekestelling",
    LetterKind.REGISTER: "Melding aan de Centrale",
    LetterKind.PLAN: "Afbetalingsplan",
    LetterKind.CALLED_IN: "Opeising",
    LetterKind.RECEIPT: "Kwijting",
    LetterKind.YEARLY_CHECK: "Jaarlijkse vraag bij een noodkooplening",
    LetterKind.DUE_EVENT: "Noodkooplening opeisbaar",
    LetterKind.SPREAD: "Gespreide terugbetaling",
}
