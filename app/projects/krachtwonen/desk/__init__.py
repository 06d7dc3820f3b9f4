"""Reports, screening and decisions: one conversation, one colleague at the regional desk."""
