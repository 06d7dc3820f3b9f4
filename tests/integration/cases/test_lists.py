"""Lists of cases: scope, filters, paging, capped counts, and no query per row."""

import secrets
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from app.cases.loading import case_for_change
from app.cases.queries import CaseFilter, Count, Order, State, count_cases, list_cases
from app.cases.queries_household import cases_of_person
from app.cases.service import assign_worker, close_case, void_case
from app.cases.service_bulk import NewCase, open_cases_bulk
from app.core.uid import new_uid
from tests.support.cases import KIND, TODAY, add_case, add_person, add_snapshot

ORDERS = {
    Order.NEWEST: lambda case: (case.last_contact_on, case.uid),
    Order.OLDEST: lambda case: (case.last_contact_on, case.uid),
    Order.NUMBER: lambda case: case.number,
    Order.NUMBER_DOWN: lambda case: case.number,
}


def numbers(work, **wanted):
    return {case.number for case in list_cases(work, CaseFilter(**wanted)).rows}


def test_each_actor_sees_their_own_part(work, as_actor):
    with work.transaction():
        kortrijk, menen = add_case(work), add_case(work, organisation="34027")
        second = add_case(work, project="tweede")
    everything = {kortrijk.number, menen.number, second.number}
    assert numbers(work) == everything
    assert numbers(as_actor("coordinator")) == numbers(as_actor("social_worker", None, "W13")) == everything
    assert numbers(as_actor("social_worker", None, "34027")) == {menen.number}
    assert numbers(as_actor("social_worker", "tweede", "34022")) == {second.number}
    assert numbers(as_actor("volunteer")) == numbers(as_actor("analyst")) == set()


def test_filters(work, as_actor):
    me = new_uid()
    with work.transaction():
        fresh = add_case(work, opened_on=TODAY, phase="bezig")
        mine = add_case(work, opened_on=TODAY - timedelta(days=60), worker_uid=me)
        silent = add_case(work, opened_on=TODAY - timedelta(days=61))
        closed, voided = add_case(work), add_case(work)
        close_case(work, case=closed, on=TODAY, reason="opgelost")
        void_case(work, case=voided)
    standing = {fresh.number, mine.number, silent.number}
    assert numbers(work) == standing
    assert numbers(work, state=State.CLOSED) == {closed.number}
    assert numbers(work, state=State.ALL) == standing | {closed.number}
    assert numbers(work, state=State.VOIDED) == {voided.number}
    assert numbers(work, state=State.SILENT) == {silent.number}
    assert numbers(work, worker_uid=me) == {mine.number}
    assert numbers(work, unassigned=True) == {fresh.number, silent.number}
    assert numbers(work, project="tweede") == set()
    assert numbers(work, phase="bezig") == {fresh.number}
    assert numbers(work, municipality="34027") == set()
    assert numbers(work, number=f" {closed.number.lower()} ", state=State.ALL) == {closed.number}


def test_counting_stops_at_the_cap(work):
    with work.transaction():
        for _ in range(3):
            add_case(work)
    assert count_cases(work, CaseFilter()) == Count(3)
    assert count_cases(work, CaseFilter(), cap=3) == Count(3)
    assert count_cases(work, CaseFilter(), cap=2) == Count(2, more=True)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.lists(st.integers(0, 4), max_size=25), size=st.integers(1, 6))
def test_paging_visits_each_row_once_in_both_directions(work, days, size):
    with work.transaction():
        person = add_person(work)
        snapshot = add_snapshot(work, person)
        town = secrets.token_hex(3)[:5]
        rows = [
            NewCase(
                organisation="34022",
                municipality=town,
                household_uid=snapshot.household_uid,
                snapshot_uid=snapshot.uid,
                reference_person_uid=person.uid,
                opened_on=date(2026, 1, 1) + timedelta(days=day),
            )
            for day in days
        ]
        expected = sorted(open_cases_bulk(work, project=KIND.key, cases=rows))
    wanted = CaseFilter(municipality=town)
    for order in Order:
        forwards, page = [], list_cases(work, wanted, size=size, order=order)
        forwards += page.rows
        while page.after:
            page = list_cases(work, wanted, after=order.place(page.after.write()), size=size, order=order)
            forwards += page.rows
        assert sorted(case.number for case in forwards) == expected
        assert forwards == sorted(forwards, key=ORDERS[order], reverse=order.is_down)
        backwards = list(page.rows)
        while page.before:
            page = list_cases(work, wanted, before=order.place(page.before.write()), size=size, order=order)
            backwards = [*page.rows, *backwards]
        assert backwards == forwards


def test_a_page_costs_the_same_number_of_queries_however_many_rows(work, services):
    with work.transaction():
        for _ in range(12):
            add_case(work)
    counts = []
    for size in (2, 10):
        statements = []
        engines = (work.session.get_bind(), services.vault.keystore.engine)

        def note(_connection, _cursor, statement, *_more, kept=statements):
            kept.extend([statement] if statement.startswith("SELECT") and "set_config" not in statement else [])

        for engine in engines:
            event.listen(engine, "before_cursor_execute", note)
        work.session.expunge_all()
        ring = work.context.ring = services.vault.ring()
        page = list_cases(work, CaseFilter(), size=size)
        assert all(case.reference_person.family_name == "Voorbeeld" for case in page.rows)
        assert ring is work.context.ring
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)
        counts.append(len(statements))
    assert counts == [2, 2]


def test_a_list_opens_only_what_is_read(work):
    with work.transaction():
        add_case(work), add_case(work)
    work.context.opened.clear()
    page = list_cases(work, CaseFilter())
    assert work.context.opened == {}
    shown = page.rows[0].reference_person
    assert shown.given_name == "Proef"
    assert work.context.opened == {shown.uid: {"person.given_name"}}


def test_the_cases_of_a_person_within_the_scope(work, as_actor):
    with work.transaction():
        case = add_case(work)
        foreign = add_case(work, organisation="34027")
        assign_worker(work, case=case_for_change(work, case.number), worker_uid=None)
    assert [found.number for found in cases_of_person(work, case.reference_person_uid)] == [case.number]
    own = as_actor("social_worker", None, "34022")
    assert cases_of_person(own, foreign.reference_person_uid) == []
