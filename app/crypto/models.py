"""The identity of this data database, by which it and its keystore know each other."""

from app.core.model import Base, Identified
from app.crypto import day_keys  # noqa: F401  (its table completes the metadata of the keystore)


class Installation(Identified, Base):
    """One row: the uid that the keystore is bound to."""

    __tablename__ = "installation"
