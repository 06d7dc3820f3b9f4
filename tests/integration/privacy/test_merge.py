"""Two inscriptions become one: who looks, what moves, what is sealed again, and that no figure changes."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from app.cases.kinds import install_kinds, kinds
from app.cases.models import Case
from app.clients.models import Person, SearchToken
from app.clients.models_household import Membership
from app.clients.models_rights import FormerIdentity
from app.core.errors import Refused
from app.policy.queries import codes
from app.policy_data import load_policy_data
from app.privacy.figures import every_figure
from app.privacy.moving import links
from app.privacy.service_erasure import erase_persons
from app.privacy.service_merge import propose_merge
from app.projects.krachtwonen.recovery.models import MedicalFile
from app.projects.krachtwonen.recovery.service import Need, refer
from tests.support.cases import KIND, add_case, add_codes, trail_text
from tests.support.people import post, sign_in


@pytest.fixture
def pair(work, clock):
    """Two cases of what is one person, twice inscribed; the second has the phone, a medical file and a correction."""
    real = kinds()
    install_kinds([*real, KIND])
    with work.transaction():
        load_policy_data(work.session, clock)
        add_codes(work.session)
        one, two = (add_case(work, family_name=name) for name in ("Zeewolf", "Zeewolv"))
        second = work.session.get(Person, two.reference_person_uid)
        second.phone = "0470 00 00 01"
        work.session.add(
            FormerIdentity(
                person_uid=second.uid, replaced_at=clock.now(), replaced_by="x", before={"family_name": "Zeewulf"}
            )
        )
        need = Need(codes(work.session, "medical_need")[0].key, has_care_plan=False, note="Verband")
        refer(work, person_uid=second.uid, organisation="34022", referrer="hospital", on=date(2026, 3, 16), need=need)
    yield one, two
    install_kinds(real)


def test_two_become_one_after_a_second_look(app, work, pair):
    one, two = pair
    kept, other = one.reference_person_uid, two.reference_person_uid
    before = every_figure(work)
    first, second = sign_in(app.test_client(), "coordinator"), sign_in(app.test_client(), "coordinator")
    worker = sign_in(app.test_client(), "social_worker", None, "34022")
    assert worker.get(f"/samenvoegen/{kept}").status_code == 403
    assert "Dubbel ingeschreven?" in first.get(f"/personen/{kept}").text
    page = first.get(f"/samenvoegen/{kept}/{other}").text
    assert "Zeewolf" in page and "Zeewolv" in page and "0470 00 00 01" in page
    assert post(first, f"/samenvoegen/{kept}/{kept}").status_code == 422
    assert post(first, f"/samenvoegen/{kept}/{other}", {"taken": "phone"}).status_code == 303
    assert post(first, f"/samenvoegen/{other}/{kept}").status_code == 422, "one waits already"
    url = re.search(r"/samenvoegen/voorstel/[0-9a-f-]{36}", first.get("/samenvoegen/").text)[0]
    assert "Voeg definitief samen" not in first.get(url).text
    assert "Vraag een collega" in post(first, url).text
    assert post(second, url).status_code == 303
    assert second.get(url).status_code == 404
    assert "Samengevoegd" in second.get("/samenvoegen/").text
    work.session.rollback()
    work.session.expire_all()
    check_moved(work, kept, other)
    assert every_figure(work) == before
    assert "Naar de inschrijving die bleef" in first.get(f"/personen/{other}").text
    assert "Zeewolv" not in trail_text(work.session)
    with pytest.raises(Refused, match="al samengevoegd"), work.transaction():
        propose_merge(work, kept_uid=kept, other_uid=other, taken=())
    with work.transaction():
        proof = erase_persons(work, persons=[kept], ground="verzoek", decided_by=work.actor)
    assert proof.persons == 2, "the key of the empty inscription goes along"
    assert work.session.get(Person, other).erased_on is not None


def check_moved(work, kept, other):
    person, empty = work.session.get(Person, kept), work.session.get(Person, other)
    assert (person.family_name, person.phone) == ("Zeewolf", "0470 00 00 01")
    assert (empty.family_name_cell, empty.phone_cell, empty.merged_into_uid) == (None, None, kept)
    assert {case.reference_person_uid for case in work.session.scalars(select(Case))} == {kept}
    assert {row.person_uid for row in work.session.scalars(select(Membership))} == {kept}
    assert work.session.scalars(select(SearchToken).where(SearchToken.person_uid == other)).all() == []
    former = [row.before.get("family_name") for row in work.session.scalars(select(FormerIdentity))]
    assert sorted(name for name in former if name) == ["Zeewolv", "Zeewulf"]
    file = work.session.scalars(select(MedicalFile)).one()
    assert (file.person_uid, file.note) == (kept, "Verband")
    for column in links():
        assert work.session.scalar(select(column).where(column == other).limit(1)) is None, column


def test_who_live_together_are_not_merged(work, pair):
    one, two = pair
    with work.transaction():
        household = work.session.get(Case, one.uid).household_uid
        row = work.session.scalars(select(Membership).where(Membership.household_uid == household)).first()
        work.session.add(
            Membership(
                household_uid=household, person_uid=two.reference_person_uid, role=row.role, since=row.since, until=None
            )
        )
    with pytest.raises(Refused, match="samen voor"), work.transaction():
        propose_merge(work, kept_uid=one.reference_person_uid, other_uid=two.reference_person_uid, taken=())
