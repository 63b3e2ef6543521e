"""Advice: what would make a stack cheaper, each with its saving and its risk."""
