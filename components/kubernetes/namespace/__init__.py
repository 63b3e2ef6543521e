"""Namespaces: what a team's services run in, and what keeps them apart."""
