"""Sealing: root keys, the keystore, the cell format, sealed attributes and search tokens."""
