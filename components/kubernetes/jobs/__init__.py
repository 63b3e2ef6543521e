"""What runs to its end: once in a deployment, or again and again by the clock."""
