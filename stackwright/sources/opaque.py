"""Says which resources hide others that only a deployment would show."""

from __future__ import annotations

from ..model import Resource

_RELEASE = "kubernetes:helm.sh/v3:Release"
DYNAMIC = "pulumi-python:dynamic"
"""How the types of dynamic resources begin."""


def reason(resource: Resource) -> str:
    """Return why what *resource* makes is not seen; nothing where it makes nothing but itself."""
    if resource.remote:
        package = resource.type.partition(":")[0]
        return f"a component of package {package}, made by another process: its children are not seen"
    if resource.type == _RELEASE:
        return "a Helm release: the objects its chart makes are not seen"
    if resource.custom and resource.type.startswith(DYNAMIC):
        return "a dynamic resource: what its provider's code does is not seen"
    return ""


def of_look_up(token: str) -> str:
    """Return why resources are missing with the answer to a look-up; nothing where none are."""
    from ..simulator.lookups import opaque_reason  # they stand on the SDK, which a state is read without

    return opaque_reason(token) or ""
