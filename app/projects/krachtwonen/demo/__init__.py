"""A region that never was, written through the verbs."""
