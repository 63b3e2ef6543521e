"""Runs any Pulumi policy pack, in whatever language, over a stack: in a process of its own, with no CLI."""

from __future__ import annotations

from .run import run_pack

__all__ = ["run_pack"]
