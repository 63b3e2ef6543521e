"""Findings and stacks as bytes: a report computes nothing."""
