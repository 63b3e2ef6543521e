"""What is watched, who is told, and where to look."""
