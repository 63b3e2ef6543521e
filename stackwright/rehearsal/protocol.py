"""What Pulumi's provider protocol calls things: operations, and the parts of a URN."""

from __future__ import annotations

from typing import Literal

Operation = Literal["create", "update", "delete", "read", "diff", "check"]


def type_of(urn: str) -> str:
    """Return the type token of the resource *urn*, without its parents' types."""
    return urn.split("::")[2].rsplit("$", 1)[-1]


def stack_of(urn: str) -> tuple[str, str]:
    """Return the project and the stack of the resource *urn*."""
    head, project = urn.split("::")[:2]
    return project, head.rpartition(":")[2]


def logical_name(urn: str) -> str:
    """Return the name the program gave the resource *urn*."""
    return urn.split("::", 3)[3]


def package_of(type_: str) -> str:
    """Return the package of a type token; for a provider itself, the package it is the provider of."""
    parts = type_.split(":")
    return parts[2] if type_.startswith("pulumi:providers:") else parts[0]
