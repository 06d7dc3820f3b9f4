"""What can be refused, with a Dutch message that carries no personal detail."""


class DomainError(Exception):
    """Base of every refusal that a person may read."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class Refused(DomainError):
    """A rule says no; `field` names the input that is at fault, if one is."""


class NotFound(DomainError):
    """Nothing there, or nothing that this actor may see: the two are told apart nowhere."""

    def __init__(self) -> None:
        super().__init__("Niet gevonden.")


class Stale(DomainError):
    """Somebody else changed the record after it was read."""

    def __init__(self, message: str = "Iemand anders heeft dit intussen gewijzigd.") -> None:
        super().__init__(message)


class StartRefused(DomainError):
    """The program may not start; the message lists every reason."""
