"""The night on duty: questions, beds for some nights, suspensions."""
