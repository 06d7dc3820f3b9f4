"""Crisis meetings (MCO): who sits there, and who does what afterwards."""
