"""What watches the cost of what is deployed."""
