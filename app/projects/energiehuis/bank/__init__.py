"""Bank files: statements that are read, orders that are written; pure functions without database."""
