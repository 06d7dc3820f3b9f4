"""What may be wrong with the cases of Woonclub before its figures are closed."""

from typing import Final

from sqlalchemy import and_, exists, not_, or_

from app.actionplan.quality import QualityRule, Severity
from app.cases.models import Case
from app.policy.models import Code
from app.projectkit.quality import cases_where
from app.projects.woonclub.counted import PROJECT_KEY
from app.projects.woonclub.models import Outcome, Registration

_OUTCOME = Outcome.uid == Case.uid
_UNKNOWN: Final = "unknown"
_IS_HOME = exists().where(
    Code.list == "search_outcome", Code.key == Outcome.outcome, Code.attrs["counts_as_found"].as_boolean()
)

RULES: Final = (
    QualityRule(
        "woonclub.without_registration",
        Severity.HARD,
        "Dossier zonder aanmelding",
        "Situatie en hoofdreden ontbreken, dus telt het huishouden nergens mee. Vul de aanmelding aan, of trek het"
        " dossier in.",
        cases_where(PROJECT_KEY, not_(exists().where(Registration.uid == Case.uid))),
    ),
    QualityRule(
        "woonclub.found_before_registration",
        Severity.HARD,
        "Woning gevonden vóór de aanmelding",
        "De dag waarop de woning gevonden werd, ligt voor de dag van de aanmelding. Kijk beide dagen na.",
        cases_where(PROJECT_KEY, exists().where(_OUTCOME, Outcome.found_on < Case.opened_on)),
    ),
    QualityRule(
        "woonclub.found_without_day",
        Severity.SOFT,
        "Woning gevonden zonder dag",
        "Er is een woning gevonden, maar niet bekend wanneer: ze telt dan in geen enkel jaar. Noteer de dag.",
        cases_where(PROJECT_KEY, exists().where(_OUTCOME, Outcome.found_on.is_(None), _IS_HOME)),
    ),
    QualityRule(
        "woonclub.unknown_answers",
        Severity.SOFT,
        "Situatie of hoofdreden onbekend",
        "Het huishouden telt mee, maar in de uitsplitsing onder onbekend. Vraag het na.",
        cases_where(
            PROJECT_KEY,
            exists().where(
                Registration.uid == Case.uid,
                or_(Registration.situation == _UNKNOWN, Registration.main_reason == _UNKNOWN),
            ),
        ),
    ),
    QualityRule(
        "woonclub.closed_without_reason",
        Severity.SOFT,
        "Afgesloten zonder reden",
        "Het dossier is afgesloten zonder reden. Kies de reden, zodat ze in het verslag kan.",
        cases_where(PROJECT_KEY, and_(Case.closed_on.is_not(None), Case.close_reason.is_(None))),
    ),
)
