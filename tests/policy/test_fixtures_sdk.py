"""Every resource of a fixture..."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest

import policy.guardrails as pack
from policy.guardrails.kit.fixtures import Case, FixtureResource, JsonText, read_fixture
from policy.guardrails.marks import UNKNOWN, Secret
from stackwright.simulator import classes, hints

RULES = Path(pack.__file__).parent / "rules"
# Groups of Kubernetes' own end in `.k8s.io` or have no dot; the SDK's own types of charts are below helm.sh.
CUSTOM = re.compile(r"kubernetes:(?![a-z0-9.-]*(?:k8s\.io|helm\.sh)/)[a-z0-9-]+(?:\.[a-z0-9-]+)+/")
FIXTURES = sorted(RULES.rglob("*.yaml"))
REFERENCE = re.compile(r"\$\{([a-z][\w-]*)\.([A-Za-z]\w*)\}")
KINDS = {bool: "a boolean", int: "a whole number", float: "a number", str: "a text", list: "a list", dict: "an object"}


def foreign(resource: FixtureResource) -> bool:
    """Say whether no installed SDK declares what a resource is: a component, a provider, the stack's own types, and
    objects of a kind that somebody else has defined in a cluster.
    """
    own = resource.component or resource.remote or bool(resource.opaque) or resource.type.startswith("pulumi:")
    return own or bool(CUSTOM.match(resource.type))


def errors(case: Case) -> Iterator[str]:
    """Yield what the SDK would not take of the resources of *case*."""
    by_name = {one.name: one for one in case.resources}
    for one in case.resources:
        for problem in (*_declared(one), *_references(one.properties, by_name)):
            yield f"{case.kind}: {case.case}: {one.name}: {problem}"


def _declared(one: FixtureResource) -> Iterator[str]:
    if foreign(one):
        return
    cls = classes.find(one.type)
    if cls is None or classes.token_of(cls) != one.type:
        yield f"no type {one.type}"
        return
    takes = taken(cls)
    for key, value in one.properties.items():
        if key in takes:
            yield from _unfit(value, takes[key], hints.namespace(cls), key)
        else:
            yield f"{one.type} takes no {key}"
    yield from (f"{one.type} has no output {key}" for key in one.outputs if key not in outputs(cls))


def taken(cls: type[Any]) -> dict[str, Any]:
    """Return wire name -> declared type of the inputs of a resource class."""
    init: Any = getattr(cls, "_internal_init", cls.__init__)
    names = hints.inputs(cls)
    wires = {attribute: wire for attribute, wire in _wires(cls) if wire in names}
    return {wires[key]: hint for key, hint in init.__annotations__.items() if key in wires}


def outputs(cls: type[Any]) -> set[str]:
    """Return the wire names of the outputs of a resource class."""
    return {"id", "urn", *hints.properties(cls)}


def _wires(cls: type[Any]) -> list[tuple[str, str]]:
    getters = [(name, value.fget) for name, value in vars(cls).items() if isinstance(value, property) and value.fget]
    return [(name, getattr(getter, "_pulumi_name", None) or name) for name, getter in getters]


def _references(value: Any, by_name: dict[str, FixtureResource]) -> Iterator[str]:
    """Yield the references to an attribute that no resource of that type has."""
    if isinstance(value, (JsonText, Secret)):
        yield from _references(value.content, by_name)
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _references(inner, by_name)
    elif isinstance(value, str):
        for name, attribute in REFERENCE.findall(value):
            cls = classes.find(by_name[name].type) if name in by_name and not foreign(by_name[name]) else None
            if cls and attribute not in outputs(cls):
                yield f"{by_name[name].type} has no output {attribute}, wanted in {value}"


def _unfit(value: Any, hint: Any, space: dict[str, Any], path: str) -> Iterator[str]:
    """Yield where *value* is not what *hint* declares. What is not known, or made of an output, may be anything."""
    if isinstance(value, Secret):
        yield from _unfit(value.content, hint, space, path)
    elif value is not None and value is not UNKNOWN and not (isinstance(value, str) and REFERENCE.search(value)):
        found = [list(_unfit_one(value, member, space, path)) for member in _members(hint, space)]
        if all(found):
            yield from min(found, key=_depth, default=[])


def _depth(problems: list[str]) -> tuple[bool, int]:
    """Sort the objections that go into a value before those to its form: these come from the other type of a union."""
    return any("is declared as" in one for one in problems), len(problems)


def _members(hint: Any, space: dict[str, Any]) -> Iterator[Any]:
    """Yield the types that a plain input may have: none that is awaited for or read, an object only as its class."""
    written = getattr(hint, "__forward_arg__", hint)
    if isinstance(written, str) and (written.startswith(("Output[", "outputs.")) or written.endswith("ArgsDict")):
        return
    hint = hints.resolve(hint, space)
    if hints.is_union(hint):
        for member in get_args(hint):
            yield from _members(member, space)
    elif getattr(get_origin(hint), "__name__", "") != "Awaitable" and hint is not type(None):
        yield hint


def _unfit_one(value: Any, hint: Any, space: dict[str, Any], path: str) -> Iterator[str]:
    form = getattr(get_origin(hint) or hint, "__name__", "")
    arguments = get_args(hint)
    if hint is Any or hint is object:
        return
    if get_origin(hint) is Literal:
        if value not in arguments:
            yield f"{path} is {value!r}, declared as {' or '.join(map(repr, arguments))}"
    elif form in ("Sequence", "List", "list", "Iterable"):
        yield from _wrong(value, list, path)
        for index, inner in enumerate(value if isinstance(value, list) else ()):
            yield from _unfit(inner, (*arguments, Any)[0], space, f"{path}[{index}]")
    elif form in ("Mapping", "Dict", "dict"):
        yield from _wrong(value, dict, path)
        for key, inner in value.items() if isinstance(value, dict) else ():
            yield from _unfit(inner, (*arguments, Any, Any)[1], space, f"{path}.{key}")
    elif isinstance(hint, type) and (plain := _plain(hint)):
        yield from _wrong(value, plain, path)
    else:
        yield from _wrong(value, dict, path)
        members = hints.properties(hint)
        for key, inner in value.items() if isinstance(value, dict) else ():
            if key in members:
                yield from _unfit(inner, members[key], hints.namespace(hint), f"{path}.{key}")
            else:
                yield f"{path} takes no {key}"


def _plain(hint: type[Any]) -> type[Any] | None:
    """Return the scalar type that *hint* is, or that an enumeration consists of."""
    return next((base for base in hint.__mro__ if base in (bool, int, float, str)), None)


def _wrong(value: Any, wanted: type[Any], path: str) -> Iterator[str]:
    found = str if isinstance(value, JsonText) else type(value)
    if found is not wanted and not (found is int and wanted is float):
        yield f"{path} is declared as {KINDS[wanted]}, not as {KINDS.get(found, f'{found.__name__}')}"


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_is_one_that_the_sdk_can_make(path):
    assert [problem for case in read_fixture(path, path.stem).cases for problem in errors(case)] == []


BUCKET, TOPIC = "aws:s3/bucket:Bucket", "aws:sns/topic:Topic"
DEPLOYMENT = "kubernetes:apps/v1:Deployment"
WRONG = [
    ("aws:s3/bukket:Bukket", {}, "no type aws:s3/bukket:Bukket"),
    (BUCKET, {"forceDestory": True}, "aws:s3/bucket:Bucket takes no forceDestory"),
    (BUCKET, {"force_destroy": True}, "aws:s3/bucket:Bucket takes no force_destroy"),
    (BUCKET, {"forceDestroy": "yes"}, "forceDestroy is declared as a boolean, not as a text"),
    (BUCKET, {"forceDestroy": 1}, "forceDestroy is declared as a boolean, not as a whole number"),
    (BUCKET, {"forceDestroy": Secret("yes")}, "forceDestroy is declared as a boolean, not as a text"),
    (BUCKET, {"tags": {"Owner": 7}}, "tags.Owner is declared as a text, not as a whole number"),
    (BUCKET, {"tags": []}, "tags is declared as an object, not as a list"),
    (BUCKET, {"versioning": {"enable": True}}, "versioning takes no enable"),
    (BUCKET, {"versioning": [{"enabled": True}]}, "versioning is declared as an object, not as a list"),
    (BUCKET, {"loggings": {"targetBucket": "a"}}, "aws:s3/bucket:Bucket takes no loggings"),
    (TOPIC, {"deliveryPolicy": {}}, "deliveryPolicy is declared as a text, not as an object"),
    (DEPLOYMENT, {"apiVersion": "v1"}, "apiVersion is 'v1', declared as 'apps/v1'"),
    (
        DEPLOYMENT,
        {"spec": {"template": {"spec": {"containers": [{"name": "a", "privileged": True}]}}}},
        "spec.template.spec.containers[0] takes no privileged",
    ),
]
RIGHT = [
    (BUCKET, {"forceDestroy": UNKNOWN, "bucket": Secret("acme"), "tags": {"Owner": None}}),
    (BUCKET, {"forceDestroy": "${other.fifoTopic}", "policy": JsonText({"Version": "2012-10-17"})}),
    ("aws:s3/bucketV2:BucketV2", {"versionings": [{"enabled": True}]}),
    ("aws:cloudwatch/metricAlarm:MetricAlarm", {"threshold": 80}),
    ("aws:rds/instance:Instance", {"instanceClass": "db.t4g.micro"}),
    (DEPLOYMENT, {"spec": {"template": {"spec": {"containers": [{"securityContext": {"privileged": True}}]}}}}),
    (DEPLOYMENT, {"spec": {"template": {"spec": {"containers": [{"resources": {"limits": {"cpu": "1"}}}]}}}}),
    ("pulumi:providers:aws", {"region": "eu-west-1"}),
]


def stack(type_: str, properties: dict[str, Any], **more: Any) -> Case:
    resources = [
        FixtureResource(type=type_, name="one", properties=properties, **more),
        FixtureResource(type=TOPIC, name="other"),
    ]
    return Case(rule="rule", kind="good", case="case", resources=resources)


@pytest.mark.parametrize(("type_", "properties", "problem"), WRONG)
def test_is_looked_at_closely_enough_to_refuse(type_, properties, problem):
    assert list(errors(stack(type_, properties))) == [f"good: case: one: {problem}"]


@pytest.mark.parametrize(("type_", "properties"), RIGHT)
def test_may_be_anything_that_the_sdk_takes(type_, properties):
    assert list(errors(stack(type_, properties))) == []


@pytest.mark.parametrize("made", [{"component": True}, {"remote": True}, {"opaque": "a chart that is not rendered"}])
def test_may_be_a_component_of_any_type(made):
    assert list(errors(stack("acme:web:Site", {"anything": 1}, **made))) == []


def test_has_only_outputs_of_its_type():
    found = errors(stack(BUCKET, {}, outputs={"arn": "arn:aws:s3:::one", "url": "one.s3"}))
    assert list(found) == ["good: case: one: aws:s3/bucket:Bucket has no output url"]


def test_refers_to_outputs_that_the_other_has():
    policy = JsonText({"Statement": [{"Resource": ["${other.arn}", "${other.url}"]}]})
    wanted = "good: case: one: aws:sns/topic:Topic has no output url, wanted in ${other.url}"
    assert list(errors(stack(BUCKET, {"policy": policy}))) == [wanted]
