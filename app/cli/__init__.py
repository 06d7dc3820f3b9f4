"""Commands for operators and other programs: thin, over the same verbs as the screens."""
