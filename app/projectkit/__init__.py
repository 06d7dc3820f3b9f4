"""What a project declares about itself, and the registry that plugs it in."""
