"""The rule author's kit: one fixture per rule is its documentation, its tests and what mutation tests start from."""
