"""Reads `pulumi stack export`, of a program in any language, into the model."""

from .read import read_state, read_state_text

__all__ = ["read_state", "read_state_text"]
