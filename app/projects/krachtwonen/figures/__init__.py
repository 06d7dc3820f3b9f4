"""What is counted, in which words, and what would make a count wrong."""
