"""One package per project; none knows another."""
