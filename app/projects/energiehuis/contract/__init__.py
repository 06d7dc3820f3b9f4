"""From the contract to the closing of a loan."""
