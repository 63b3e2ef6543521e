"""What a resource is called: the name the program gives, the one the provider makes, the one an id tells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .facts import Fact
from .fields import Fields, as_text

# What names a resource to people where no row says which input does, in order of preference.
_NAMES = ("name", "bucket", "identifier", "clusterIdentifier", "family", "dashboardName")
_FIFO = ("fifoQueue", "fifoTopic")


def fields(type_: str, urn: str, inputs: Mapping[str, Any], known: Fact, seed: str) -> Fields:
    """Return what patterns may name of a resource; *seed* is 64 hexadecimal digits."""
    package, module, resource = [*type_.split(":"), "", ""][:3]
    logical = urn.rsplit("::", 1)[-1]
    names = known.names or _NAMES
    physical = next((text for text in (as_text(inputs.get(key)) for key in names) if text), "")
    found = Fields(
        seed,
        inputs,
        urn=urn,
        read="",
        type=type_,
        service=module.split("/", 1)[0] or package,
        resource=resource.lower(),
        logical=logical,
        physical=physical or _made(logical, names, inputs, seed),
    )
    for key in names:
        if key not in inputs or not as_text(inputs[key]):
            found[key] = found["physical"]
    return found


def existing(found: Fields, known: Fact, id_: str) -> None:
    """Set the fields that the id of an existing resource tells: its name, its ARN, and where that says it is."""
    parts = id_.split(":", 5)
    is_arn = len(parts) == 6 and parts[0] == "arn"
    if is_arn:
        found.update(partition=parts[1], region=parts[3] or found["region"], account=parts[4] or found["account"])
    told = known.parsed(id_)
    named = next((told[key] for key in ("physical", *known.names, *_NAMES) if key in told), "")
    found["physical"] = named or re.split(r"[/:]", id_)[-1] or id_
    for key in known.names or _NAMES:
        found[key] = found["physical"]
    found.update(told)
    found["id"] = found["read"] = id_
    found["arn"] = id_ if is_arn else known.arn.format_map(found)


def _made(logical: str, names: tuple[str, ...], inputs: Mapping[str, Any], seed: str) -> str:
    """Return the name the provider makes up: the logical name, or the prefix that is asked for, and some digits.

    Source: pulumi-terraform-bridge `pkg/tfbridge`, AutoName; Terraform's `id.PrefixedUniqueId`.
    """
    prefix = next((text for text in (as_text(inputs.get(f"{key}Prefix")) for key in names) if text), "")
    made = f"{prefix}{seed[:26]}" if prefix else f"{logical}-{seed[:7]}"
    return f"{made}.fifo" if any(inputs.get(key) is True for key in _FIFO) else made
