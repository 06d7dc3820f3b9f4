"""The closed lists around a year: how far an action is."""

from enum import StrEnum


class ActionStatus(StrEnum):
    """How far the figures of one action in one year are."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
