"""What is known of one argument of a Terraform resource."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Attribute:
    """One argument of a resource, or a block of them."""

    forces: bool = False
    """A change of it replaces the resource."""

    whole: bool = False
    """A change anywhere inside counts as a change of it (the plugin framework); else only presence does (SDKv2)."""

    computed: bool = False
    """Left out, it keeps the value the cloud has."""

    given: bool = False
    """A program may set it."""

    conditional: bool = False
    """Some changes of it replace the resource, others do not."""

    default: str = ""
    """JSON of the value it has when left out; empty where the schema names none."""

    fields: dict[str, Attribute] = field(default_factory=dict)
    """Arguments inside, by plain name."""


def plain(name: str) -> str:
    """Return an attribute's name, or its constant's, in a form in which both are alike: `kms_key_id` -> `kmskeyid`."""
    return name.removeprefix("names.Attr").replace("_", "").replace(".", "").lower()
