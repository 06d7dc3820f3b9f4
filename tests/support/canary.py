"""A value that no log, page, address or message may ever show."""

CANARY = "Kanarie-Vandenbergheke"
