"""Renovation coaching of owners."""
