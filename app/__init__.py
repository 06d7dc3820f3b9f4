"""Regiodossier: case management for a regional welfare association."""
