"""The closed lists around years and indicators."""

from enum import StrEnum


class ActionStatus(StrEnum):
    """How far the figures of one action in one year are."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


class DerivedKind(StrEnum):
    """How an indicator follows from others."""

    SUM = "sum"
    RATE = "rate"


class Taken(StrEnum):
    """How the counts of an indicator become one figure of a year."""

    SUM = "sum"
    """Everything that was counted adds up."""
    LEVEL = "level"
    """A state: of each place and series only the last one stands, and these add up."""
    VALUE = "value"
    """A value that adds up with nothing, given by hand: the last one of the year stands."""


class Direction(StrEnum):
    """On which side of a target it is good to be."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Verdict(StrEnum):
    """Where a value is against its target."""

    REACHED = "reached"
    NEARLY = "nearly"
    MISSED = "missed"
