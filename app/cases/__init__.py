"""The shared spine of every project: case, phases, contact moments, notes."""
