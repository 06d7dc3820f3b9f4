"""The policy plan: its tree, its money, the measures and what they gave."""
