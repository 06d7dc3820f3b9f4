"""Routes that compile what builds their address when the first address is built.

Every test has an application of its own, and few of its routes are ever linked to: compiling all of them would take
longer than most tests do.
"""

from collections.abc import Callable
from typing import Any

from flask import Flask
from werkzeug.routing import Rule


class LazyRule(Rule):
    """A route that puts off half of its compiling."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        def build(rule: Rule, /, **values: Any) -> tuple[str, str]:
            builder = Rule._compile_builder(rule, append_unknown).__get__(rule, None)
            setattr(rule, "_build_unknown" if append_unknown else "_build", builder)
            return builder(**values)

        return build


def put_off_compiling() -> None:
    """From now on, in this process."""
    Flask.url_rule_class = LazyRule
