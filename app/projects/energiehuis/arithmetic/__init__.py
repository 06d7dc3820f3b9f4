"""The arithmetic of a loan: pure functions on Decimal, without database."""
