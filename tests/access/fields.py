"""Who may see which sealed field: every field that there is, and the roles that ever open it."""

from typing import Final

from app.access.matrix import matrix

EVERYBODY = frozenset(matrix().roles)
WORKERS = frozenset({"social_worker", "coordinator", "loan_officer"})
"""Who holds `note.read`."""
LENDING = frozenset({"coordinator", "loan_officer"})
TREASURY = LENDING | {"treasurer"}
OFFICER = frozenset({"dpo"})
"""For the file that a person asks of themselves, and for the registers."""
MEDICAL = frozenset({"coordinator"})

_BY_ROLE: Final[dict[frozenset[str], tuple[str, ...]]] = {
    EVERYBODY: ("kept_form.content", "second_factor.secret"),
    WORKERS | OFFICER | {"partner_worker", "treasurer"}: ("person.family_name", "person.given_name"),
    WORKERS | OFFICER | {"partner_worker"}: (
        "person.birth_date",
        "person.phone",
        "person.email",
        "person.address",
        "person.national_number_masked",
    ),
    WORKERS | {"partner_worker"}: ("eviction_report.address",),
    WORKERS | {"partner_worker", "treasurer"}: ("coached_dwelling.address",),
    WORKERS | OFFICER: (
        "contact_moment.text",
        "document.file_key",
        "document.name",
        "former_identity.before",
        "note.text",
        "person.national_number",
        "sharing_consent.aim",
        "sharing_consent.partner",
    ),
    WORKERS: (
        "draft.fields",
        "hand_over.answer",
        "hand_over.why",
        "kw_action_point.owner",
        "kw_goal.what",
        "kw_meeting_participant.name",
        "kw_meeting_request.agenda",
        "kw_meeting_request.conclusion",
        "kw_override.reason",
        "kw_screening.note",
        "kw_situation.tried",
        "kw_suspension.note",
        "task.what",
        "woonclub_goal.words",
        "woonclub_income.amount",
        "woonclub_score_set.scores",
    ),
    WORKERS | {"treasurer"}: ("loan_letter.content",),
    TREASURY: (
        "loan_drawdown.iban",
        "loan_drawdown.invoice",
        "loan_drawdown.payee",
        "loan_mandate.holder",
        "loan_mandate.iban",
        "loan_terms.early_reason",
    ),
    LENDING: (
        "credit_advice.text",
        "credit_budget.inputs",
        "credit_budget.result",
        "credit_file.address",
        "credit_file.assessed",
        "credit_file.household",
        "credit_file.iban",
        "credit_money.amount",
        "credit_money.note",
        "credit_quote.description",
        "credit_ruling.condition",
        "credit_ruling.fact",
        "credit_ruling.law",
        "credit_ruling.policy",
        "credit_ruling.special",
        "register_check.credits",
        "register_check.default",
    ),
    MEDICAL: (
        "kw_medical_file.care_plan",
        "kw_medical_file.criteria",
        "kw_medical_file.need",
        "kw_medical_file.note",
    ),
    OFFICER: ("breach.what", "breach_step.why"),
    OFFICER | {"coordinator"}: ("broken_glass.why",),
}
READERS: Final = {field: roles for roles, fields in _BY_ROLE.items() for field in fields}
MASKED: Final = "person.national_number_masked"
"""No column of its own: the number with most of its digits hidden."""
