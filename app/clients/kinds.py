"""The closed lists of people and households: place in the household, kind of household, reason to reveal a number."""

from enum import StrEnum


class MemberRole(StrEnum):
    """Place of a member in the household (code list household_role)."""

    REFERENCE = "reference"
    PARTNER = "partner"
    CHILD = "child"
    CHILD_COPARENTING = "child_coparenting"
    PARENT = "parent"
    OTHER_RELATIVE = "other_relative"
    NON_RELATIVE = "non_relative"


class HouseholdType(StrEnum):
    """Kind of household, derived from who is in it (code list household_type)."""

    SINGLE = "single"
    SINGLE_PARENT = "single_parent"
    COUPLE = "couple"
    COUPLE_CHILDREN = "couple_children"
    MULTI_ADULT = "multi_adult"
    MULTI_ADULT_CHILDREN = "multi_adult_children"
    MINOR_ONLY = "minor_only"
    UNKNOWN = "unknown"


class AddressKind(StrEnum):
    """What an address is of somebody (domain 3.15)."""

    DOMICILE = "domicile"
    ACTUAL = "actual"
    REFERENCE_OCMW = "reference_ocmw"
    REFERENCE_PERSON = "reference_person"
    CONTACT_ONLY = "contact_only"
    NONE = "none"


class RevealReason(StrEnum):
    """Why a full national number is shown; free text could carry a personal detail into the trail."""

    APPLICATION = "application"
    IDENTITY_CHECK = "identity_check"
    AGREEMENT = "agreement"
    CORRECTION = "correction"
