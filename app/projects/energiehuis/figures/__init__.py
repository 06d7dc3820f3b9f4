"""What is counted, promised, and left in the fund."""
