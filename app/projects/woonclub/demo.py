"""Woonclub's part of the demo: made-up households over two years, written through the verbs."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from app.access.work import Work
from app.accounts.queries import holders_at
from app.cases.models import Case
from app.cases.service import assign_worker, close_case
from app.cases.service_log import log_contact
from app.clients.identity import Identity
from app.clients.service import register_person
from app.organisations.queries import municipalities, service_points
from app.policy.queries import code_keys
from app.projects.woonclub.counted import PROJECT_KEY
from app.projects.woonclub.demo_listings import write_lists, write_team
from app.projects.woonclub.demo_plan import write_desk, write_plan
from app.projects.woonclub.demo_week import write_week
from app.projects.woonclub.queries import found_outcomes
from app.projects.woonclub.rules import Home, Intake
from app.projects.woonclub.service import record_home_found, register, start_trajectory

HOUSEHOLDS: Final = 80
_YEARS: Final = 2
_CHECK_MODULUS: Final = 97
_GIVEN: Final = (
    "Appel",
    "Banaan",
    "Citroen",
    "Druif",
    "Eikel",
    "Framboos",
    "Gember",
    "Hazelnoot",
    "Iris",
    "Jasmijn",
    "Kastanje",
    "Linde",
    "Meidoorn",
    "Narcis",
    "Olijf",
    "Pioen",
    "Rozemarijn",
    "Salie",
    "Tijm",
    "Violier",
    "Wilg",
    "Zonnebloem",
)
_FAMILY: Final = (
    "Voorbeeld",
    "Proefstuk",
    "Oefenaar",
    "Verzinsel",
    "Bedenksel",
    "Testeman",
    "Schijnheer",
    "Modelmaat",
    "Spookslot",
    "Nepveer",
    "Papierberg",
    "Droomhuis",
    "Luchtkasteel",
    "Zandkoek",
    "Sprookjes",
)
_TEXTS: Final = (
    ("gesprek", "Samen de zoekertjes overlopen. Twee woningen om te bezoeken."),
    ("plaatsbezoek_woning", "Woning bezocht. Te vochtig, niet op ingegaan."),
    ("huisbezoek", "Bekeken welke papieren nog ontbreken voor de inschrijving."),
    ("administratie", "Inschrijving bij de woonmaatschappij nagekeken en aangevuld."),
    ("no_show", "Niet gekomen op de afspraak. Bericht gestuurd."),
)
_NO_HOME: Final = ("lost_contact", "stopped_client", "moved_family", "geen_hulpvraag_meer", "doorverwezen")


@dataclass(frozen=True)
class _Story:
    """One household of the demo, before anything of it is written."""

    identity: Identity
    intake: Intake
    organisation: str


def write_demo(work: Work, seed: int) -> None:
    """Register the households and let some of them find a home; the same seed tells the same stories."""
    chance = random.Random(seed)
    today = work.clock.today()
    homes = sorted(found_outcomes(work.session, today))
    workers = holders_at(work.session, "social_worker", today)
    stories = sorted(_stories(work, chance, today), key=lambda story: story.intake.registered_on)
    # A chance of its own, so that what is told of a plan does not change the stories.
    plans, cases = random.Random(seed + 901), []
    for story in stories:
        person = register_person(work, identity=story.identity, organisation=story.organisation)
        case = register(work, person_uid=person.uid, intake=story.intake, organisation=story.organisation)
        if story.organisation in workers and chance.random() < 0.8:
            assign_worker(work, case=case, worker_uid=workers[story.organisation])
        write_plan(work, case, plans)
        _live_on(work, case, chance, homes)
        cases.append(case)
    write_desk(work, cases, plans)
    write_lists(work, random.Random(seed + 1))
    write_team(work)
    write_week(work)


def _stories(work: Work, chance: random.Random, today: date) -> list[_Story]:
    places = [place.nis5 for place in municipalities(work.session, today)]
    situations = sorted(code_keys(work.session, "housing_situation") - {"unknown"})
    usual = ["own_feet", "relationship", "quality"]
    reasons = sorted(code_keys(work.session, "search_reason") - {"unknown", "ipv", *usual})
    stories = []
    for index in range(HOUSEHOLDS):
        registered = today - timedelta(days=chance.randrange(365 * _YEARS))
        points = [point.code for point in service_points(work.session, PROJECT_KEY, registered)]
        place = places[index % len(places)]
        main, other = chance.sample(reasons, 2)
        adults = chance.choices([1, 2, 3], [70, 27, 3])[0]
        intake = Intake(
            registered_on=registered,
            municipality=place,
            situation=chance.choice(["rent_private", "rent_private", "family_forced", *situations]),
            main_reason=chance.choice([*usual, main]),
            adults=adults,
            children=chance.choices([0, 1, 2, 3, 5], [48, 22, 18, 9, 3])[0],
            secondary_reasons=(other,) if chance.random() < 0.2 else (),
            threat_of_eviction=chance.random() < 0.08,
            point=place if place in points else None,
        )
        stories.append(_Story(_identity(index, chance, registered), intake, place))
    return stories


def _identity(index: int, chance: random.Random, registered: date) -> Identity:
    # Every household has a birthday of its own, so that the numbers, which all have the same serial, differ.
    born = date(registered.year - 19 - index % 60, 1, 1) + timedelta(days=2 * index + chance.randrange(2))
    return Identity(
        family_name=f"{_FAMILY[index % len(_FAMILY)]} {_FAMILY[(index // len(_FAMILY)) % len(_FAMILY)]}",
        given_name=chance.choice(_GIVEN),
        birth_date=born,
        national_number=impossible_number(born) if chance.random() < 0.8 else None,
    )


def impossible_number(born: date) -> str:
    """A number with correct check digits that is given to nobody: serial numbers begin at 001, this has 000."""
    stem = f"{born:%y%m%d}000"
    century = "2" if born.year >= 2000 else ""
    return f"{stem}{_CHECK_MODULUS - int(century + stem) % _CHECK_MODULUS:02}"


def _live_on(work: Work, case: Case, chance: random.Random, homes: list[str]) -> None:
    """What happened to the household between its registration and today; what would come later has not happened."""
    today, day = work.clock.today(), case.opened_on
    trajectory, contacts, ending = chance.random() < 0.75, chance.randrange(1, 5), chance.random()
    if trajectory and (day := _later(day, chance, 20)) <= today:
        start_trajectory(work, case=case, on=day, subproject=chance.choice([PROJECT_KEY] * 4 + ["hbdh"]))
    for _ in range(contacts):
        if (day := _later(day, chance, 40)) <= today:
            kind, text = chance.choice(_TEXTS)
            log_contact(
                work,
                case=case,
                kind=kind,
                on=day,
                text=text,
                minutes=chance.choice([None, 15, 30, 45]),
                interpreter=chance.choice([None] * 6 + ["ar", "tr"]),
                with_volunteer=chance.random() < 0.1,
            )
    if ending < 0.6 and (day := _later(day, chance, 90)) <= today:
        home = Home(found_on=day, outcome=chance.choice(homes), rent_cents=chance.randrange(48_000, 98_000, 500))
        record_home_found(work, case=case, home=home)
        if chance.random() < 0.6 and (day := _later(day, chance, 30)) <= today:
            close_case(work, case=case, on=day, reason=home.outcome)
    elif 0.6 <= ending < 0.75 and (day := _later(day, chance, 150)) <= today:
        close_case(work, case=case, on=day, reason=chance.choice(_NO_HOME))


def _later(day: date, chance: random.Random, most: int) -> date:
    return day + timedelta(days=chance.randint(1, most))
