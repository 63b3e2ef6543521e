"""Names of the files and folders that manifests stand in: safe on any system, and the same in every run."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection

from .objects import Identity

# Most file systems take 255 bytes; the suffix comes on top.
_LONGEST = 200
_DIGITS = 8


def file_names(identities: Collection[Identity]) -> dict[Identity, str]:
    """Return the file of each object: `<kind>-<namespace>-<name>.yaml`, with a digest where that is not its own."""
    plain = {identity: _plain(identity) for identity in identities}
    taken = Counter(plain.values())
    return {
        identity: f"{name if taken[name] == 1 and _says_all(identity, name) else _with_digest(identity, name)}.yaml"
        for identity, name in plain.items()
    }


def folder_name(name: str) -> str:
    """Return *name* as that of a folder, with a digest where it has to be another."""
    safe = _safe(name)
    return safe if safe == name else f"{safe}-{_digest(name)}"


def _plain(identity: Identity) -> str:
    return _safe("-".join(_parts(identity)))


def _parts(identity: Identity) -> list[str]:
    """Return what the name is made of; a namespace that is the default one, or none, stays out."""
    place = [] if identity.namespace == "default" else [identity.namespace]
    return [identity.kind.lower(), *place, identity.name]


def _says_all(identity: Identity, name: str) -> bool:
    return name == "-".join(_parts(identity))


def _safe(text: str) -> str:
    return re.sub(r"[^a-z0-9.-]+", "-", text.lower())[:_LONGEST].strip(".-")


def _with_digest(identity: Identity, name: str) -> str:
    key = (identity.api_version, identity.kind, identity.namespace, identity.name)
    return f"{name}-{_digest('|'.join(key))}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
