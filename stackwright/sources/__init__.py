"""Where a `model.Stack` comes from."""
