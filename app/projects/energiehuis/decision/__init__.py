"""The way to a decision: register, budget, advice, ruling."""
