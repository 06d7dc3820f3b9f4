"""The value of a field that validation made sure is there."""

from typing import TypeVar

Value = TypeVar("Value")


def given(value: Value | None) -> Value:
    """What was filled in; asking it of a form that was not found in order is a mistake of the program."""
    if value is None:
        raise ValueError("asked of a form that was not found in order")
    return value
