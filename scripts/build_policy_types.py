"""Writes what the installed SDKs say of type tokens into `policy/guardrails/data`: their twins, tags and regions.

- `aliases.csv`: every token that another type of pulumi_aws or pulumi_kubernetes declares as an alias, or whose type is
  declared exactly as another is (`alb` and `lb`), with the one token that stands for all of them.
- `taggable.csv`: every type of pulumi_aws whose `tags` are its own, and whether they are a mapping or a list.
- `regionless.csv`: every type of pulumi_aws without an input `region` of its own.

Run it from the project's root, where both SDKs are installed: `python scripts/build_policy_types.py [DATE]`.
"""

from __future__ import annotations

import csv
import importlib.util
import re
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import aws_sdk
from aws_sdk import Declared

from stackwright.simulator import classes, hints

_TARGET = Path(__file__).resolve().parent.parent / "policy" / "guardrails" / "data"
_ALIASED = re.compile(r"aliases=\[(pulumi\.Alias\(.+?)\]\)\s.*?__init__\(\s*[\"']([^\"']+)[\"']", re.DOTALL)
_ALIAS = re.compile(r'Alias\(type_="([^"]+)"\)')
_VERSION = re.compile(r"/v(\d+)(?:(alpha|beta)(\d+))?:")
_STAGES = {"alpha": 0, "beta": 1, None: 2}

Names = Mapping[str, Collection[str]]
"""Token -> other tokens of the same type."""


def main(as_of: str) -> None:
    """Write the files, every row dated *as_of* (ISO 8601)."""
    declared = aws_sdk.types()
    aws, kubernetes = (f"pulumi-{name} {version(f'pulumi_{name}')}" for name in ("aws", "kubernetes"))
    old = canonicals(aws_names(declared), {each.token for each in declared})
    current = canonicals(kubernetes_names(), set(classes.table("kubernetes")))
    kept = [each for each in declared if each.token not in old]
    aliases = [(token, old[token], f"{aws} aliases and equal declarations") for token in sorted(old)]
    aliases += [(token, current[token], f"{kubernetes} aliases") for token in sorted(current)]
    forms = [(each.token, tag_form(each)) for each in kept]
    _write("aliases", ("token", "canonical"), aliases, as_of)
    _write("taggable", ("token", "form"), [(token, form, f"{aws} inputs") for token, form in forms if form], as_of)
    _write("regionless", ("token",), [(each.token, f"{aws} inputs") for each in kept if not has_region(each)], as_of)


def aws_names(declared: Iterable[Declared]) -> Names:
    """Return the names of each AWS type: the aliases it declares, and the types that are declared just as it is.

    Only the documented example of their import tells types that are one from types that look alike.
    """
    same: defaultdict[object, set[str]] = defaultdict(set)
    names: defaultdict[str, set[str]] = defaultdict(set)
    for each in declared:
        names[each.token] |= set(each.aliases)
        if each.example:
            same[each.name, each.outputs, each.inputs, each.example, each.prose].add(each.token)
    for twins in same.values():
        for token in twins:
            names[token] |= twins
    return names


def kubernetes_names() -> Names:
    """Return the aliases that each type of the installed pulumi_kubernetes declares."""
    found = importlib.util.find_spec("pulumi_kubernetes")
    folder = Path(str(found and found.origin)).parent
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.py")))
    declared = (_ALIASED.search(text) for text in texts if "Alias(type_=" in text)
    return {match[2]: set(_ALIAS.findall(match[1])) for match in declared if match}


def canonicals(names: Names, known: Collection[str]) -> Mapping[str, str]:
    """Return alias -> canonical token. The canonical one is a type of the SDK before a bare name; then the most stable
    and newest version; then one that no other type calls its former name; then the last in order, as `lb` after `alb`.
    """
    former = {alias for token in names for alias in names[token] if token not in names.get(alias, ())}

    def rank(token: str) -> tuple[bool, tuple[int, ...], bool, str]:
        return token in known, _stability(token), token not in former, token

    groups = (sorted(group, key=rank) for group in _groups(names))
    return {alias: canonical for *aliases, canonical in groups for alias in aliases}


def _groups(names: Names) -> Iterator[set[str]]:
    """Yield the sets of tokens that are connected by *names*."""
    linked: dict[str, set[str]] = {}
    for token in sorted(names):
        members = {token, *names[token]}
        members.update(*(linked[member] for member in sorted(members) if member in linked))
        linked.update(dict.fromkeys(members, members))
    yield from {id(members): members for members in linked.values()}.values()


def _stability(token: str) -> tuple[int, ...]:
    """Return what orders the versions of a Kubernetes API, oldest first; the same for every other token."""
    found = _VERSION.search(token)
    return (_STAGES[found[2]], int(found[1]), int(found[3] or 0)) if found else ()


def tag_form(declared: Declared) -> str:
    """Return `map` or `list`; empty for a type whose `tags` are absent or select other resources.

    The SDK declares `tagsAll`, the tags with the provider's own, for every type that is tagged but by a list.
    """
    if "tags" not in declared.inputs:
        return ""
    if "tagsAll" in declared.outputs:
        return "map"
    cls = classes.find(declared.token)
    return "list" if "Sequence" in str(cls and hints.properties(cls)["tags"]) else ""


def has_region(declared: Declared) -> bool:
    """Say whether the type has an input `region` that says where the resource is managed.

    The SDK deprecates it where it names another Region, or where the service is global after all.
    """
    getter = getattr(classes.find(declared.token), "region", None)
    return "region" in declared.inputs and not hasattr(getattr(getter, "fget", None), "_pulumi_deprecated_callable")


def _write(name: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]], as_of: str) -> None:
    with (_TARGET / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
        written = csv.writer(file, lineterminator="\n")
        written.writerow((*columns, "source", "as_of"))
        written.writerows((*row, as_of) for row in rows)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else date.today().isoformat())
