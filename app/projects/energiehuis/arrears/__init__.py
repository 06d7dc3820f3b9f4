"""What is late, and what may be done about it."""
