"""Which states a file may be in, and what each step asks."""
