"""Figures on staff, rights, loans, lists and volunteers against the independent recount, on both engines."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from app.accounts.models import RoleGrant, User
from app.actionplan.evaluation import evaluate
from app.actionplan.registry import measure_by_key
from app.core.period import Period
from app.projects.woonclub.models import Trajectory
from app.projects.woonclub.models_policy import StaffAllocation
from app.projects.woonclub.models_rights import GuaranteeLoan, RightEvent, RightsScan, SocialRegistration
from app.projects.woonclub.rules_rights import RightState
from tests.oracle.woonclub_plan import File, Staff, made_up, recount, staff_of
from tests.support.cases import add_case


def write(work, made: File) -> None:
    case = add_case(work, project="woonclub", opened_on=made.opened)
    case.municipality, case.is_draft, case.snapshot.children = made.municipality, not made.counts, made.children
    case.snapshot.seeking = 1
    rows: list[object] = [RightsScan(case_uid=case.uid, completed_on=day, items=35) for day in made.scans]
    if made.hbdh:
        rows.append(Trajectory(case_uid=case.uid, subproject="hbdh", started_on=made.hbdh))
    rows += [
        RightEvent(case_uid=case.uid, item=item, state=RightState(state), on=day, actor="test")
        for item, state, day in made.events
    ]
    rows += [
        GuaranteeLoan(
            case_uid=case.uid,
            opened_on=loan.submitted,
            asked_cents=1,
            dependants=0,
            papers=[],
            submitted_on=loan.submitted,
            decision=loan.decision,
            decided_on=loan.decided,
            granted_cents=loan.cents or None,
            figure_row="test",
        )
        for loan in made.loans
    ]
    rows += [
        SocialRegistration(case_uid=case.uid, company=company, registered_on=day, renew_by=day)
        for company, day in made.social
    ]
    work.session.add_all(rows)
    work.session.flush()


def value(work, key, year):
    return evaluate(work.session, measure_by_key(f"woonclub.{key}"), Period.of_year(year))


@pytest.mark.parametrize("seed", [1, 2])
def test_plans_equal_the_recount(app, work, seed):
    files = made_up(seed)
    with work.transaction():
        for made in files:
            write(work, made)
    for year in (2022, 2023, 2024, 2025):
        for key, (expected, parts) in recount(files, year).items():
            found = value(work, key, year)
            scale = 100 if key.endswith("amount") else 1
            assert Fraction(found.value) * scale == expected, (key, year)
            by_place = {place: Fraction(part) * scale for place, part in found.by["municipality"].items() if part}
            assert by_place == {place: part for place, part in parts.items() if part}, (key, year)


def test_staff_is_weighed_by_its_days(app, work):
    rows = [
        Staff(Fraction(1, 2), date(2024, 4, 1), None),
        Staff(Fraction(4, 5), date(2023, 12, 31), date(2024, 2, 29)),
        Staff(Fraction(1, 4), date(2025, 1, 1), date(2025, 1, 2)),
    ]
    with work.transaction():
        work.session.add_all(
            StaffAllocation(
                key=f"proef{place}", team="hbdh", fte=Decimal(row.fte.numerator) / row.fte.denominator,
                valid_from=row.first, valid_to=row.until, source="test", confirmed=True,
            )
            for place, row in enumerate(rows[1:])
        )  # fmt: skip
    for year in (2022, 2023, 2024, 2025):
        found = Fraction(value(work, "hbdh_fte", year).value)
        assert abs(found - staff_of(year, rows)) <= Fraction(2, 1_000_000), year


def test_a_volunteer_counts_once_on_the_last_day(app, work):
    def grant(user, role="volunteer", project="woonclub", until=None):
        return RoleGrant(user_uid=user.uid, role=role, project=project, valid_from=date(2024, 5, 1), valid_until=until)

    now = work.clock.now()
    users = [User(email=f"vrijwilliger{n}@voorbeeld.test", name=f"Proef {n}", created_at=now) for n in range(4)]
    with work.transaction():
        work.session.add_all(users)
        work.session.flush()
        work.session.add_all(
            [grant(users[0]), grant(users[0], project=None), grant(users[1], until=date(2024, 12, 31))]
        )
        work.session.add_all([grant(users[2], until=date(2025, 1, 1))])
    assert [value(work, "volunteers_active", year).value for year in (2023, 2024, 2025)] == [0, 2, 1]
