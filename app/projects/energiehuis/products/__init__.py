"""Loan products as dated policy, and the rates that colleagues enter."""
