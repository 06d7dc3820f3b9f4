"""Expectations of the pages of Kracht.Wonen: the desk, the waiting list, homes, stays and the board."""

from datetime import date
from itertools import count

from sqlalchemy import select

from app.access.actor import system_actor
from app.access.work import Work, working
from app.cases.models import Case
from app.projects.krachtwonen.desk.service import Decision, Report, decide, report_situation
from app.projects.krachtwonen.homes.models import Unit
from app.projects.krachtwonen.homes.service import add_unit, set_state
from app.projects.krachtwonen.stays.service import Stayers, arrive, plan_stay
from app.projects.krachtwonen.stays.service_keys import note_absence
from app.projects.krachtwonen.waiting.models import Offer
from app.projects.krachtwonen.waiting.queries import waiting_of
from app.projects.krachtwonen.waiting.service import Wish, ask_override, put_on_list, rank_for
from tests.access.expectations import Builder, Expect, Values
from tests.access.world import World
from tests.support.cases import add_person
from tests.support.people import HouseClient

KEY = "krachtwonen"
TODAY = date(2026, 3, 16)
_DESCENDING = count(999_999, -1)


def somebody(world: World, organisation: str, _client: HouseClient) -> Values:
    """Somebody whom that organisation wrote down."""
    with world.work() as work, work.transaction():
        return {"person_uid": add_person(work, organisation=organisation).uid}


def _report(work: Work, organisation: str) -> Case:
    person = add_person(work, organisation=organisation)
    told = Report(date(2026, 3, 2), "34022", 1, 0)
    return report_situation(work, person_uid=person.uid, report=told, organisation=organisation)


def a_situation(world: World, organisation: str, _client: HouseClient) -> Values:
    """A situation of that organisation, reported by somebody else."""
    with world.work() as work, work.transaction():
        return {"number": _report(work, organisation).number}


def again(world: World, organisation: str, _client: HouseClient) -> Values:
    """A situation of that organisation and its person."""
    with world.work() as work, work.transaction():
        case = _report(work, organisation)
        return {"number": case.number, "person_uid": case.reference_person_uid}


def _home(work: Work, organisation: str) -> Unit:
    # The newest comes first by name, so that it is on the first page however many there are.
    name = f"W-{organisation}-{next(_DESCENDING)}"
    return add_unit(
        work,
        ref=name,
        kind="kw_pool",
        municipality="34022",
        organisation=organisation,
        in_pool_from=date(2020, 1, 1),
    )


def a_unit(world: World, organisation: str, _client: HouseClient) -> Values:
    """A home of that organisation."""
    with world.work() as work, work.transaction():
        return {"uid": _home(work, organisation).uid}


def a_unit_name(world: World, organisation: str, _client: HouseClient) -> Values:
    """What a home of that organisation is called."""
    with world.work() as work, work.transaction():
        return {"name": _home(work, organisation).ref}


def a_state(world: World, organisation: str, _client: HouseClient) -> Values:
    """A home of that organisation is being repaired."""
    with world.work() as work, work.transaction():
        unit = _home(work, organisation)
        return {"uid": set_state(work, unit_uid=unit.uid, state="repair", since=TODAY).uid}


def a_stay(world: World, organisation: str, _client: HouseClient) -> Values:
    """Somebody for whom a home of that organisation is held."""
    with world.work() as work, work.transaction():
        unit = _home(work, organisation)
        stay = plan_stay(work, unit_uid=unit.uid, moved_in=TODAY, until=None, who=Stayers(persons=1))
        return {"uid": stay.uid}


def an_absence(world: World, organisation: str, _client: HouseClient) -> Values:
    """Somebody in a home of that organisation sleeps elsewhere."""
    with world.work() as work, work.transaction():
        unit = _home(work, organisation)
        stay = arrive(work, unit_uid=unit.uid, moved_in=date(2026, 3, 1), who=Stayers(persons=1))
        absence = note_absence(work, stay_uid=stay.uid, away_from=TODAY, back_on=None, reason="hospital")
        return {"uid": absence.uid}


def _waits(world: World, work: Work, organisation: str) -> Case:
    with work.transaction():
        number = _report(work, organisation).number
    with working(world.services, system_actor("decider"), "matrix") as own, own.transaction():
        case = own.session.scalars(select(Case).where(Case.number == number)).one()
        decide(own, case=case, decision=Decision(TODAY, offer="aanbod_woning"))
        put_on_list(own, case=case, wish=Wish("other", date(2026, 3, 2), 1))
    return work.session.scalars(
        select(Case).where(Case.number == number).execution_options(populate_existing=True)
    ).one()


def waiting(world: World, organisation: str, _client: HouseClient) -> Values:
    """A situation of that organisation that waits for a home."""
    with world.work() as work:
        return {"number": _waits(world, work, organisation).number}


def a_ranking(world: World, organisation: str, _client: HouseClient) -> Values:
    """The waiting list in order for a home of that organisation."""
    with world.work() as work, work.transaction():
        return {"uid": rank_for(work, unit_uid=_home(work, organisation).uid).uid}


def ranked(world: World, organisation: str, _client: HouseClient) -> Values:
    """The same with a household of that organisation on it."""
    with world.work() as work:
        number = _waits(world, work, organisation).number
        with work.transaction():
            return {"uid": rank_for(work, unit_uid=_home(work, organisation).uid).uid, "number": number}


def an_override(world: World, organisation: str, _client: HouseClient) -> Values:
    """A question to pass over whoever stands first for a home of that organisation."""
    with world.work() as work:
        _waits(world, work, organisation)
        case = _waits(world, work, organisation)
        with work.transaction():
            ranking = rank_for(work, unit_uid=_home(work, organisation).uid)
            asked = ask_override(work, ranking_uid=ranking.uid, case=case, reason="Verzonnen reden voor voorrang.")
            return {"uid": asked.uid}


def an_offer(world: World, organisation: str, _client: HouseClient) -> Values:
    """A home of that organisation is offered to a household of it."""
    with world.work() as work:
        case = _waits(world, work, organisation)
        with work.transaction():
            ranking = rank_for(work, unit_uid=_home(work, organisation).uid)
            offer = Offer(
                case_uid=case.uid,
                waiting_uid=waiting_of(work, case.uid).uid,
                unit_uid=ranking.unit_uid,
                ranking_uid=ranking.uid,
                made_on=TODAY,
                made_by="system:matrix",
                expires_on=date(2026, 3, 19),
                move_in_on=TODAY,
                status="open",
            )
            work.session.add(offer)
            work.session.flush()
            return {"uid": offer.uid}


def _page(name: str, permission: str, build: Builder, *, status: int = 422) -> dict[tuple[str, str], Expect]:
    """A page with a form: to look at, and sent empty."""
    return {
        (f"krachtwonen.{name}", "GET"): Expect(permission, build, project=KEY),
        (f"krachtwonen.{name}", "POST"): Expect(permission, build, status=status, project=KEY),
    }


STAY, DECIDE = "krachtwonen.stay", "krachtwonen.decide"
EXPECTED = {
    ("krachtwonen.start", "GET"): Expect(STAY, project=KEY),
    ("krachtwonen.list_situations", "GET"): Expect(STAY, project=KEY, lists=a_situation),
    ("krachtwonen.register", "GET"): Expect("case.write"),
    ("krachtwonen.register_person", "GET"): Expect("case.write", somebody),
    ("krachtwonen.register_person", "POST"): Expect("case.write", somebody, status=422),
    ("krachtwonen.situation", "GET"): Expect("case.read", a_situation, project=KEY),
    ("krachtwonen.waiting", "GET"): Expect(STAY, project=KEY, lists=waiting),
    ("krachtwonen.units", "GET"): Expect(STAY, project=KEY, lists=a_unit_name),
    ("krachtwonen.unit_new", "GET"): Expect(STAY, project=KEY),
    ("krachtwonen.unit_new", "POST"): Expect(STAY, status=422, project=KEY),
    ("krachtwonen.unit", "GET"): Expect(STAY, a_unit, project=KEY),
    ("krachtwonen.rank", "POST"): Expect(DECIDE, a_unit, status=303, project=KEY),
    ("krachtwonen.ranking", "GET"): Expect(DECIDE, a_ranking, project=KEY),
    ("krachtwonen.stay", "GET"): Expect(STAY, a_stay, project=KEY),
    ("krachtwonen.board", "GET"): Expect(STAY, project=KEY, lists=a_unit_name),
    ("krachtwonen.offer_withdraw", "POST"): Expect(STAY, an_offer, status=303, project=KEY),
    **_page("register_again", "case.write", again),
    **_page("screening", "case.write", a_situation),
    **_page("decision", DECIDE, a_situation),
    **_page("waiting_entry", DECIDE, waiting),
    **_page("waiting_end", DECIDE, waiting),
    **_page("offer", DECIDE, ranked),
    **_page("override", DECIDE, ranked),
    **_page("agree", DECIDE, an_override),
    **_page("offer_accept", STAY, an_offer, status=303),
    **_page("offer_refuse", STAY, an_offer),
    **_page("unit_state", STAY, a_unit),
    **_page("unit_ready", STAY, a_state),
    **_page("unit_features", STAY, a_unit, status=303),
    **_page("unit_terms", STAY, a_unit),
    **_page("unit_withdraw", STAY, a_unit),
    **_page("stay_key", STAY, a_stay),
    **_page("stay_extend", STAY, a_stay),
    **_page("stay_until", STAY, a_stay),
    **_page("stay_leave", STAY, a_stay),
    **_page("stay_move", STAY, a_stay),
    **_page("stay_away", STAY, a_stay),
    **_page("stay_back", STAY, an_absence),
    **_page("stay_no_show", STAY, a_stay, status=303),
}
