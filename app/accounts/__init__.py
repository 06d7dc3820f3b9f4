"""Colleagues: users, roles they were given, signing in, and the sessions they have open."""
