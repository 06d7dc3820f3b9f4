"""Tests of users, sessions and signing in."""
