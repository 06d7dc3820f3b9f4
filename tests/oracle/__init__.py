"""Independent recalculations: nothing here imports the program."""
