"""Reports on what a stack costs."""
