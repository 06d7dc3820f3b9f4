"""Independent recalculation: registers made up here, counted here in plain Python, without a line of app/."""
