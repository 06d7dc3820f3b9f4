"""The planning board: a picture of homes and stays that writes nothing."""
