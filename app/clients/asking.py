"""A question for somebody, typed into a form: the same pace, the same refusals and the same record on every page."""

from app.clients.labels import NOTHING_TYPED
from app.clients.matching import take_apart
from app.clients.search import Found, find
from app.clients.service import check_search_pace, record_search
from app.core.errors import Refused
from app.web.forms import BaseForm
from app.web.work import transaction, work


def asked(form: BaseForm, field: str, *, wide: bool = False) -> Found | None:
    """Who answers to this field of a form; None with the reason at the field when it cannot be asked."""
    try:
        check_search_pace(work())
        query = take_apart(form[field].data or "")
        if query.is_empty:
            raise Refused(NOTHING_TYPED)
    except Refused as refusal:
        form.add_error(field, refusal.message)
        return None
    except ValueError as problem:
        form.add_error(field, str(problem))
        return None
    found = find(work(), query, wide=wide)
    with transaction() as doing:
        record_search(doing, query=query, found=found)
    return found
