"""How a resource's id is written, told from the example of its import in the SDK's documentation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aws_sdk import Declared

_UUID = re.compile(r"[0-9a-fA-Fx]{8}-(?:[0-9a-fA-Fx]{4}-){3}[0-9a-fA-Fx]{12}")
_WORDS = re.compile(r"[`\"]([a-z][a-z0-9_]+)[`\"]")

# Shape of a whole id -> its pattern. The first that fits counts.
_SHAPES = (
    (re.compile(r"arn:[^,#]+"), "{arn}"),
    (re.compile(r"((?:[a-z]+[0-9]?-)+)(?=[0-9a-f]*[0-9])[0-9a-f]{8}(?:[0-9a-f]{9})?"), r"\g<1>0{hex16}"),
    (_UUID, "{uuid}"),
    (re.compile(r"Z[A-Z0-9]{8,}"), "Z{upper20}"),
    (re.compile(r"E[A-Z0-9]{11,14}"), "E{upper13}"),
    (re.compile(r"((?:[a-z]+-)+)" + _UUID.pattern), r"\g<1>{uuid}"),
    (re.compile(r"[0-9]{12}"), "{account}"),
    (re.compile(r"[a-z]{2}-[a-z]+-[0-9]"), "{region}"),
    (re.compile(r"(?=[a-z0-9]*[0-9])(?=[a-z0-9]*[a-z])[a-z0-9]{10}"), "{lower10}"),
    (re.compile(r"[A-Z0-9]{10}"), "{upper10}"),
)
# Id of a resource that another, which has no ARN, is a part of -> the input that gives it.
_OTHERS = {
    "fs-0{hex16}": "fileSystemId",
    "i-0{hex16}": "instanceId",
    "sg-0{hex16}": "securityGroupId",
    "subnet-0{hex16}": "subnetId",
    "tgw-attach-0{hex16}": "transitGatewayAttachmentId",
    "vpc-0{hex16}": "vpcId",
    "vpce-0{hex16}": "vpcEndpointId",
}
_NAMES = ("name", "identifier", "bucket")
# Last words of types whose input of that name is what they are called: most others, as `policy`, hold what they say.
_CALLED = frozenset({"alias", "bucket", "cidr", "device", "domain", "key", "keyword", "namespace", "repository"})


def pattern(declared: Declared) -> str:
    """Return the pattern of a type's id; its name where the documentation shows no other."""
    example = declared.example
    if example.startswith("arn:") and "," not in example and "arn" not in declared.outputs:
        return _of_another(declared)
    for match, made in _fitting(example):
        other = _OTHERS.get(match.expand(made)) if "arn" not in declared.outputs else None
        return "{" + other + "}" if other in declared.inputs else match.expand(made)
    if example.startswith("https://") and "queueUrl" in declared.outputs:
        return "{queueUrl}"
    return _composed(declared) or "{physical}"


def names(declared: Declared) -> list[str]:
    """Return the inputs that may name a resource, the best first."""
    own = declared.name[0].lower() + declared.name[1:]
    wanted = (*_NAMES, f"{own}Name", f"{own}Identifier", f"{own}Id")
    tails = [wire for wire in sorted(declared.inputs) if _is_own(wire, declared.name)]
    return list(dict.fromkeys([*(wire for wire in wanted if wire in declared.inputs), *tails]))


def last(declared: Declared, id_: str) -> str:
    """Return the field that a type's ARN ends in: its id, or its name, or what its documented ARN ends in."""
    if id_ == "{arn}":
        end = re.split("[/:]", declared.example)[-1]
        found = next((match.expand(made) for match, made in _fitting(end) if "{arn}" not in made), "{physical}")
        return found if not names(declared) or found != "{account}" else "{physical}"
    if id_ in ("{physical}", "{account}", "{region}") or id_.endswith("{physical}"):
        return "{physical}"
    return "{id}" if id_.count("{") == 1 else "{" + id_.rpartition("{")[2].partition("}")[0] + "}"


def _fitting(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Yield the shapes that *text* has; what stands for any id in the documentation has none."""
    for shape, made in _SHAPES:
        match = shape.fullmatch(text)
        if match and not text.endswith("-id-12345678"):
            yield match, made


def _is_own(wire: str, name: str) -> bool:
    """Say whether an input is called after the last word of its type: `replicationGroupId`, `domainName`."""
    words = re.findall("[A-Z][a-z0-9]*", name)
    last = words[-1].lower() if words else name.lower()
    own = {f"{last}name", f"{last}identifier", f"{last}id"} | _CALLED & {last}
    return wire.lower() in own


def _of_another(declared: Declared) -> str:
    """Return the input whose ARN is this type's id."""
    arns = sorted(wire for wire in declared.inputs if wire.endswith("Arn"))
    return "{" + ("resourceArn" if "resourceArn" in arns else arns[0]) + "}" if arns else "{physical}"


def _composed(declared: Declared) -> str:
    """Return an id joined of inputs, where the sentence before the example names as many as the example has parts."""
    by_snake = {re.sub(r"([A-Z])", r"_\1", wire).lower(): wire for wire in declared.outputs}
    told = [
        by_snake[word]
        for word in dict.fromkeys(_WORDS.findall(declared.prose))
        if word in by_snake and word != "region"
    ]
    for separator in (",", "|", "::", ":", "/", "_", "#", "+"):
        if len(told) > 1 and declared.example.count(separator) == len(told) - 1:
            known = names(declared)[:1]
            return separator.join("{physical}" if [wire] == known else "{" + wire + "}" for wire in told)
    return ""
