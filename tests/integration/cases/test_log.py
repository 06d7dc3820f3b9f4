"""Contact moments and notes: noting, correcting, and what the timeline makes of them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.audit.models import AuditRecord
from app.cases.loading import case_for_change, contact_for_change, note_for_change
from app.cases.models_log import ContactMoment
from app.cases.queries_timeline import EventKind, timeline
from app.cases.service import change_phase, close_case
from app.cases.service_log import correct_contact, correct_note, log_contact, write_note
from app.core.errors import NotFound, Refused, Stale
from tests.support.cases import KIND, TODAY, add_case, trail_text

OPENED = date(2026, 1, 5)
SECRET = "Zegt dat de huisbaas zeehondjes verkoopt"


@pytest.fixture
def case(work):
    with work.transaction():
        return add_case(work, opened_on=OPENED)


def contact(work, case, on=TODAY, text=SECRET, **more):
    return log_contact(work, case=case, kind=more.pop("kind", "gesprek"), on=on, text=text, **more)


def test_a_contact_is_sealed_and_ends_the_silence(work, case):
    version = case.version
    with work.transaction():
        contact(work, case, on=date(2026, 3, 1), channel="telefoon", minutes=20)
        contact(work, case, on=date(2026, 2, 1))
    stored = list(work.session.scalars(select(ContactMoment).order_by(ContactMoment.on)))
    assert [moment.text for moment in stored] == [SECRET, SECRET]
    assert all(SECRET.encode() not in moment.text_cell for moment in stored)
    work.session.refresh(case)
    assert case.last_contact_on == date(2026, 3, 1)
    assert case.version == version


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"on": TODAY + timedelta(days=1)}, "on"),
        ({"on": OPENED - timedelta(days=1)}, "on"),
        ({"text": " \n "}, "text"),
        ({"text": None}, "text"),
        ({"text": "x" * 20_001}, "text"),
        ({"kind": "zomaar"}, "kind"),
        ({"channel": "postduif"}, "channel"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 1441}, "minutes"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(work, case, change, field):
    with work.transaction(), pytest.raises(Refused) as refusal:
        contact(work, case, **change)
    assert refusal.value.field == field
    assert work.session.scalars(select(ContactMoment)).all() == []


def test_a_closed_case_takes_only_what_came_before(work, case):
    with work.transaction():
        close_case(work, case=case, on=date(2026, 2, 1), reason="opgelost")
        with pytest.raises(Refused, match="01/02/2026"):
            contact(work, case, on=date(2026, 2, 2))
        contact(work, case, on=date(2026, 2, 1))


def test_correcting_keeps_who_changed_what_but_not_the_words(work, case):
    with work.transaction():
        moment = contact(work, case)
        note = write_note(work, case=case, text=SECRET)
    with work.transaction():
        fresh = contact_for_change(work, moment.uid, moment.version)
        correct_contact(work, contact=fresh, kind="huisbezoek", on=date(2026, 2, 2), text="Anders")
        correct_note(work, note=note_for_change(work, note.uid, note.version), text="Ook anders")
    assert (moment.kind, moment.on, moment.text, note.text) == ("huisbezoek", date(2026, 2, 2), "Anders", "Ook anders")
    work.session.refresh(case)
    assert case.last_contact_on == date(2026, 2, 2)
    corrected = select(AuditRecord).where(AuditRecord.action.in_(["contact.correct", "note.correct"]))
    assert [record.fields for record in work.session.scalars(corrected)] == [["kind", "on", "text"], ["text"]]
    whole = trail_text(work.session)
    assert not any(word in whole for word in (SECRET, "Anders", "anders", "Voorbeeld"))


def test_correcting_nothing_leaves_no_trace(work, case):
    with work.transaction():
        moment = contact(work, case)
    with work.transaction():
        correct_contact(work, contact=contact_for_change(work, moment.uid), kind="gesprek", on=TODAY, text=SECRET)
    assert work.session.scalar(select(AuditRecord.seq).where(AuditRecord.action == "contact.correct")) is None


def test_the_second_to_correct_is_told(work, case, as_actor):
    with work.transaction():
        moment, note = contact(work, case), write_note(work, case=case, text="Eerst")
    read = moment.version
    other = as_actor("social_worker", None, "34022")
    with other.transaction():
        correct_contact(
            other, contact=contact_for_change(other, moment.uid, read), kind="gesprek", on=TODAY, text="Sneller"
        )
        correct_note(other, note=note_for_change(other, note.uid, note.version), text="Sneller")
    with work.transaction():
        with pytest.raises(Stale):
            contact_for_change(work, moment.uid, read)
        with pytest.raises(Stale):
            note_for_change(work, note.uid, 1)
    stranger = as_actor("social_worker", None, "34027")
    with stranger.transaction():
        for find, uid in ((contact_for_change, moment.uid), (note_for_change, note.uid)):
            with pytest.raises(NotFound):
                find(stranger, uid)


def test_two_desks_noting_at_once_do_not_disturb_each_other(work, case, as_actor):
    other = as_actor("social_worker", None, "34022")
    with other.transaction():
        contact(other, case_for_change(other, case.number), on=date(2026, 3, 10))
    with work.transaction():
        contact(work, case, on=date(2026, 3, 5))
    work.session.refresh(case)
    assert case.last_contact_on == date(2026, 3, 10)


def test_the_timeline_is_newest_first_and_opens_nothing_by_itself(work, case, clock):
    with work.transaction():
        contact(work, case, on=date(2026, 2, 1), text="februari")
        change_phase(work, case=case, to="bezig", on=date(2026, 2, 15))
        write_note(work, case=case, text="vandaag")
        contact(work, case, on=TODAY, text="na de notitie")
    work.context.opened.clear()
    events = timeline(work, case).events
    assert [(event.kind.value, event.on) for event in events] == [
        ("contact", TODAY),
        ("note", TODAY),
        ("phase", date(2026, 2, 15)),
        ("contact", date(2026, 2, 1)),
        ("phase", OPENED),
    ]
    assert work.context.opened == {}
    assert events[0].record.text == "na de notitie"
    assert work.context.opened == {case.uid: {"contact_moment.text"}}


def test_without_the_right_to_notes_there_are_none(work, case, as_actor):
    with work.transaction():
        contact(work, case)
        write_note(work, case=case, text=SECRET)
    partner = as_actor("partner_worker", None, "34022")
    kinds = [event.kind for event in timeline(partner, case).events]
    assert kinds == [EventKind.CONTACT, EventKind.PHASE]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    days=st.lists(st.tuples(st.integers(0, 20), st.sampled_from(["contact", "note"])), max_size=20),
    size=st.integers(1, 7),
)
def test_paging_through_a_timeline_shows_each_entry_once(work, clock, days, size):
    with work.transaction():
        case = add_case(work, opened_on=OPENED)
    for day, kind in sorted(days):
        clock.instant = datetime(2026, 2, 1, 11, tzinfo=UTC) + timedelta(days=day)
        with work.transaction():
            if kind == "note":
                write_note(work, case=case, text="x")
            else:
                contact(work, case, on=clock.today())
    seen, after = [], None
    while True:
        page = timeline(work, case, after=after, size=size)
        seen += [(event.on, event.uid) for event in page.events]
        after = page.older
        if after is None:
            break
    assert len(seen) == len(days) + 1
    assert seen == sorted(set(seen), reverse=True)
    assert KIND.key == case.project
