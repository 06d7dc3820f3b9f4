"""Bringing over the registers of before: reading, checking and writing whole files."""
