"""The form of a task."""

from typing import Any, Final

from app.access.work import Work
from app.accounts.queries import user_names
from app.cases.forms import CaseForm
from app.cases.models import Case
from app.cases.service_tasks import FOLLOW_UP_AFTER
from app.web.fields import DutchDateField, RadioChoice, TrimmedStringField
from app.web.validators import Required

ME: Final = "ik"
FOLLOWER: Final = "opvolger"


class TaskForm(CaseForm):
    """What has to be done, by when, and by whom."""

    what = TrimmedStringField("Wat moet er gebeuren?", [Required("Schrijf kort op wat er moet gebeuren.")])
    due_on = DutchDateField("Tegen", [Required("Vul de dag in.")])
    whom = RadioChoice("Voor wie?", [Required("Kies voor wie de taak is.")])

    def task(self, work: Work) -> dict[str, Any]:
        """What was filled in, for the verb."""
        assigned = work.actor.user_uid if self.whom.data == ME else None
        return {"what": self.what.data, "due_on": self.due_on.data, "assigned_uid": assigned}


def offer_task(work: Work, form: TaskForm, case: Case) -> None:
    """Offer oneself and whoever follows the case."""
    follower = user_names(work.session, [case.worker_uid]).get(case.worker_uid) if case.worker_uid else None
    is_mine = case.worker_uid == work.actor.user_uid
    other = [] if is_mine else [(FOLLOWER, follower or "Wie het dossier opvolgt")]
    form.whom.offer([(ME, "Ikzelf"), *other])
    if not form.is_submitted():
        form.due_on.data, form.whom.data = work.clock.today() + FOLLOW_UP_AFTER, ME
