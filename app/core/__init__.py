"""Ground floor: database base, types, clock, period and errors; knows nothing of the house above."""
