"""Journeys through the program with a real browser."""
