"""Dated policy data: the code lists, and the loader that brings config/policy/ into the database."""
