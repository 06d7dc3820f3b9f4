"""Work that is done on a timer: which kinds there are, when each is due, and running them one at a time."""
