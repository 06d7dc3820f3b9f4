"""The file of an application, from the question to complete."""
