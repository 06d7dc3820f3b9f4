"""Checks that carry the number of the ASVS 5.0 requirement they show; docs/asvs.md lists where the others are."""
