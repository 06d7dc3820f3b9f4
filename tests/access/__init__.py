"""The behavioural access matrix: every address, every role, the own and another organisation."""
