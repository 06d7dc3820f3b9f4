"""Work on the keys themselves: rotation, removal of what was replaced, check, drill."""
