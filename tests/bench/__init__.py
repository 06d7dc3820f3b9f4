"""The benchmark: what sealing, lists, figures and imports cost, each against a reference on the same machine."""
