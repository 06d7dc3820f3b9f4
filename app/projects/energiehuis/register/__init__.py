"""Bringing over a register of applications."""
