"""The medical recovery stay, apart because medical data has a permission of its own."""
