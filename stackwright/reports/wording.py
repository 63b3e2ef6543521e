"""Words that every report uses for the same thing: a resource, its type, a number of things."""

from __future__ import annotations

from ..model import Resource, Stack

_ROOT = "pulumi:pulumi:Stack"


def kind_of(resource: Resource) -> str:
    """Return a type as people say it: `Vpc` for a component, `ec2.Vpc` for a provider's resource."""
    package, module, name = [*resource.type.split(":"), "", ""][:3]
    if not resource.custom:
        return name or resource.type
    service = module.split("/", 1)[0]
    return f"{package if service in ('index', '') else service}.{name}"


def counted(number: int, noun: str) -> str:
    """Return `1 rule`, `2 rules`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def plain(text: str) -> str:
    """Return *text* on one line, without the characters that a terminal acts on or that XML cannot hold."""
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(filter(str.isprintable, line))


def visible(text: str) -> str:
    """Return *text* with escapes, as Python writes them, for characters that a terminal acts on or does not show."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


def said(path: str, message: str) -> str:
    """Return where and what; a message that names its property says both."""
    return plain(f"{path}: {message}" if path and path not in message else message)


class Names:
    """Names the resources of a stack by their URNs."""

    def __init__(self, stack: Stack) -> None:
        self._known = {resource.urn: resource for resource in stack.resources}

    def of(self, urn: str) -> tuple[str, str]:
        """Return logical name and type of the resource; read from the URN where the stack has none of it."""
        found = self._known.get(urn) or _read(urn)
        return visible(found.name), visible(kind_of(found)) if found.type else ""

    def said(self, urn: str) -> str:
        """Return name and type as one phrase: `uploads (s3.Bucket)`."""
        name, type_ = self.of(urn)
        return f"{name} ({type_})" if type_ else name


def _read(urn: str) -> Resource:
    parts = urn.split("::", 3)
    if len(parts) < 4:
        return Resource(urn=urn, type="", name=urn)
    type_ = parts[2].rpartition("$")[2]
    return Resource(urn=urn, type=type_, name=parts[3], custom=type_ != _ROOT)
