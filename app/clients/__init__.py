"""People and households: identity sealed under each person's own key, found all the same."""
