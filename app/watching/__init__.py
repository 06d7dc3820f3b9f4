"""Watching over an installation from outside: health, readiness, measurements, and what support needs to see."""
