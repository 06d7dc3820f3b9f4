"""Entries that stay, and what follows from them."""
