"""Letters: texts in versions, filled in, archived."""
