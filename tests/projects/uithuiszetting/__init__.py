"""Tests of the desk for threatened evictions."""
