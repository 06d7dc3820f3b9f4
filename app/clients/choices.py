"""What the lists on the forms of this package offer."""

from app.access.work import Work
from app.clients.kinds import AddressKind, MemberRole
from app.clients.scope import organisations_of
from app.organisations.queries import organisations
from app.policy.queries import code_labels, codes

Choice = tuple[str, str]


def organisation_choices(work: Work) -> list[Choice]:
    """The organisations for which the actor may register people."""
    mine = organisations_of(work.actor, "person.write")
    every = organisations(work.session, work.clock.today())
    return [(one.code, one.short_name) for one in every if mine is None or one.code in mine]


def address_choices(work: Work) -> list[Choice]:
    """Kinds of address in force today."""
    known = {kind.value for kind in AddressKind}
    return [
        (one.key, one.label_nl) for one in codes(work.session, "address_kind", work.clock.today()) if one.key in known
    ]


def role_choices(work: Work) -> list[Choice]:
    """Places in a household in force today."""
    known = {role.value for role in MemberRole}
    every = codes(work.session, "household_role", work.clock.today())
    return [(one.key, one.label_nl) for one in every if one.key in known]


def role_labels(work: Work) -> dict[str, str]:
    """Dutch word of every place in a household."""
    return code_labels(work.session, "household_role")


def type_labels(work: Work) -> dict[str, str]:
    """Dutch word of every kind of household."""
    return code_labels(work.session, "household_type")
