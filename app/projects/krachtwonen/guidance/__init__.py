"""The dedicated team beside its households: trajectories, goals, capacity."""
