"""What of Kracht.Wonen waits outside any case, for the work page of whoever gives places."""

from collections.abc import Iterator
from datetime import timedelta

from app.access.work import Work
from app.cases.kinds import Todo
from app.projects.krachtwonen.kinds import PROJECT_KEY
from app.projects.krachtwonen.queries import MANAGE
from app.projects.krachtwonen.queries_crisis import count_to_follow_up
from app.projects.krachtwonen.queries_policy import reminder_days
from app.projects.krachtwonen.queries_running import running


def what_waits(work: Work) -> Iterator[Todo]:
    """Admissions that a referrer has to take over, and stays of nobody's case whose term ends."""
    if not work.actor.holds(MANAGE, PROJECT_KEY):
        return
    number, late = count_to_follow_up(work)
    if number:
        admissions = "1 crisisopname" if number == 1 else f"{number} crisisopnames"
        yield Todo(f"{admissions} over te nemen door de verwijzer", "krachtwonen.crisis", is_late=late > 0)
    today = work.clock.today()
    ahead = today + timedelta(days=max(reminder_days(work.session, today), default=0))
    ends = [each.ends_on for each in running(work, without_case=True) if each.ends_on and each.ends_on <= ahead]
    if ends:
        stays = "1 verblijf zonder dossier loopt" if len(ends) == 1 else f"{len(ends)} verblijven zonder dossier lopen"
        yield Todo(f"{stays} tot hoogstens {ahead:%d/%m/%Y}", "krachtwonen.term_list", is_late=min(ends) < today)
