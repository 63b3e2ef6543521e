"""Checks: a stack goes in, findings come out. A check never runs a program and never writes a report."""
