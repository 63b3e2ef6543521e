"""An image's name says where it is from and which of its versions is meant."""

from __future__ import annotations

_DEFAULT_REGISTRY = "docker.io"


def is_pinned(image: str) -> bool:
    """Return whether a pull tomorrow is meant to give what it gives today: a digest, or a tag that is not `latest`."""
    name, _, digest = image.partition("@")
    tag = name.rpartition("/")[2].partition(":")[2]
    return bool(digest) or tag not in ("", "latest")


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
