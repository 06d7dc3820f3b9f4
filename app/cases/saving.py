"""Saving what a form says, with a refusal shown at its field."""

from collections.abc import Callable

from app.access.work import Work
from app.core.errors import Refused
from app.web.forms import BaseForm
from app.web.work import transaction


def saved(form: BaseForm, change: Callable[[Work], object]) -> bool:
    """Make the change when the form is in order; a refusal joins the errors of the form and nothing is kept."""
    if not form.validate_on_submit():
        return False
    try:
        with transaction() as doing:
            change(doing)
    except Refused as refusal:
        form.add_error(refusal.field, refusal.message)
        return False
    return True
