"""An image's name says where it is from and which of its versions is meant."""

from __future__ import annotations

import functools
import re

from .exceptions import glob
from .tables import rows

_DEFAULT_REGISTRY = "docker.io"


def is_pinned(image: str) -> bool:
    """Return whether a pull tomorrow is meant to give what it gives today: by a digest, or by the tag of a version.

    Tags that are moved to each new version name none: `latest`, `main`, `stable-alpine`.
    """
    name, _, digest = image.partition("@")
    tag = name.rpartition("/")[2].partition(":")[2]
    return bool(digest) or not _moving().issuperset(re.split(r"[-_.]", tag.lower()))


def is_from(image: str, registry: str) -> bool:
    """Return whether *image* is from *registry*: a host, or a host and the beginning of a path, each with `*` in it."""
    trusted_host, _, trusted_path = registry.partition("/")
    host, _, path = repository(image).partition("/")
    if not glob(trusted_host)(host):
        return False
    return not trusted_path or any(glob(pattern)(path) for pattern in (trusted_path, f"{trusted_path}/*"))


def repository(image: str) -> str:
    """Return registry and repository, without tag and digest: `docker.io/library/nginx` for `nginx:1.29`.

    Source: https://github.com/distribution/reference, "familiar" names.
    """
    name = image.partition("@")[0]
    before, slash, last = name.rpartition("/")
    path = f"{before}{slash}{last.partition(':')[0]}"
    host, slash, rest = path.partition("/")
    if not slash:
        return f"{_DEFAULT_REGISTRY}/library/{path}"
    if "." in host or ":" in host or host == "localhost":
        return path if host != "index.docker.io" else f"{_DEFAULT_REGISTRY}/{rest}"
    return f"{_DEFAULT_REGISTRY}/{path}"


@functools.cache
def _moving() -> frozenset[str]:
    """Return the words that tags without a version consist of, the empty one among them."""
    return frozenset({"", *(row["word"] for row in rows("moving_tags"))})
