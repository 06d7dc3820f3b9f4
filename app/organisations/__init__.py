"""Municipalities with their postal codes, organisations of the region, and service points: dated policy data."""
