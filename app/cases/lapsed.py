"""Which forms of a case are kept as a draft when they are sent after the session ran out."""

from uuid import UUID

from flask import request

from app.access.work import Work
from app.cases.loading import case_for_change, case_of, get_contact, get_note
from app.cases.models import Case
from app.cases.service_drafts import CONTACT, NOTE, keep_draft

_NEW = {"case_log.quick": CONTACT, "case_log.log": CONTACT, "case_log.note": NOTE}
_CORRECTED = {"case_log.correct": CONTACT, "case_log.correct_a_note": NOTE}


def keep_lapsed(doing: Work) -> bool:
    """Keep the contact moment or note that was sent, in a case that the colleague may still change."""
    endpoint = request.endpoint or ""
    form = _NEW.get(endpoint) or _CORRECTED.get(endpoint)
    if form is None:
        return False
    case, about = _subject(doing, form)
    return keep_draft(doing, case=case, form=form, about=about, given=request.form)


def _subject(doing: Work, form: str) -> tuple[Case, UUID]:
    """The case, and the record that is put right: the case itself for something new."""
    values = request.view_args or {}
    if "number" in values:
        case = case_for_change(doing, values["number"])
        return case, case.uid
    entry = get_contact(doing, values["uid"]) if form == CONTACT else get_note(doing, values["uid"])
    return case_of(doing, entry.case_uid), entry.uid
