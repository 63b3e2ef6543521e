"""The files about type tokens..."""

from __future__ import annotations

import csv
import importlib
from types import SimpleNamespace

import pytest

TEXT = """
class Thing(pulumi.CustomResource):
    def _internal_init(__self__):
        alias_opts = pulumi.ResourceOptions(aliases=[pulumi.Alias(type_="kubernetes:old/v1beta1:Thing"), {more}])
        super(Thing, __self__).__init__(
            'kubernetes:acme/v1:Thing',
            resource_name)
"""


@pytest.fixture
def build(scripts):
    return importlib.import_module("build_policy_types")


@pytest.fixture
def written(build, tmp_path, monkeypatch):
    """Return what the script writes for an SDK of these types: file -> its rows."""

    def run(*declared, kubernetes=None):
        monkeypatch.setattr(build.aws_sdk, "types", lambda: list(declared))
        monkeypatch.setattr(build, "kubernetes_names", lambda: kubernetes or {})
        monkeypatch.setattr(build, "version", lambda name: "1.2.3")
        monkeypatch.setattr(build, "_TARGET", tmp_path)
        build.main("2026-11-21")
        return {path.stem: list(csv.reader(path.read_text().splitlines())) for path in sorted(tmp_path.glob("*"))}

    return run


def thing(token, *, inputs=(), outputs=(), example="", aliases=()):
    sdk = importlib.import_module("aws_sdk")
    outputs = (*inputs, *outputs)
    return sdk.Declared(
        token=token, outputs=outputs, inputs=frozenset(inputs), example=example, prose="", aliases=aliases
    )


def canonical(build, names, known):
    return build.canonicals({token: set(others) for token, others in names.items()}, known)


def test_name_the_twins_the_tags_and_the_regions(written):
    old, new = "aws:old/thing:Thing", "aws:acme/thing:Thing"
    tagged = thing(new, inputs=["region", "tags"], outputs=["tagsAll"], aliases=(old,))
    assert written(
        tagged, thing("aws:acme/other:Other"), kubernetes={"kubernetes:a/v1:A": ["kubernetes:a/v1beta1:A"]}
    ) == {
        "aliases": [
            ["token", "canonical", "source", "as_of"],
            [old, new, "pulumi-aws 1.2.3 aliases and equal declarations", "2026-11-21"],
            ["kubernetes:a/v1beta1:A", "kubernetes:a/v1:A", "pulumi-kubernetes 1.2.3 aliases", "2026-11-21"],
        ],
        "taggable": [["token", "form", "source", "as_of"], [new, "map", "pulumi-aws 1.2.3 inputs", "2026-11-21"]],
        "regionless": [
            ["token", "source", "as_of"],
            ["aws:acme/other:Other", "pulumi-aws 1.2.3 inputs", "2026-11-21"],
        ],
    }


def test_have_no_row_for_the_tags_and_region_of_a_twin(written):
    old = thing("aws:old/thing:Thing", inputs=["tags"], outputs=["tagsAll"])
    files = written(old, thing("aws:acme/thing:Thing", aliases=("aws:old/thing:Thing",)))
    assert len(files["taggable"]) == 1
    assert [row[0] for row in files["regionless"]] == ["token", "aws:acme/thing:Thing"]


def test_take_types_that_are_declared_and_imported_alike_for_one(build):
    one, two = (thing(f"aws:{module}/thing:Thing", inputs=["a"], example="x-1") for module in ("alb", "lb"))
    names = build.aws_names([one, two])
    assert build.canonicals(names, {one.token, two.token}) == {one.token: two.token}


@pytest.mark.parametrize("changed", [{"inputs": ["b"]}, {"outputs": ["b"]}, {"example": "y-1"}])
def test_leave_types_apart_that_differ(build, changed):
    one = thing("aws:alb/thing:Thing", inputs=["a"], example="x-1")
    two = thing("aws:lb/thing:Thing", **{"inputs": ["a"], "example": "x-1", **changed})
    assert build.canonicals(build.aws_names([one, two]), {one.token, two.token}) == {}


def test_leave_types_apart_that_no_example_shows_to_be_one(build):
    one, two = (thing(f"aws:{module}/thing:Thing", inputs=["a"]) for module in ("alb", "lb"))
    assert build.canonicals(build.aws_names([one, two]), {one.token, two.token}) == {}


def test_read_the_aliases_of_kubernetes_from_its_files(build, tmp_path, monkeypatch):
    (tmp_path / "sub").mkdir()
    (tmp_path / "__init__.py").write_text("")
    more = 'pulumi.Alias(type_="kubernetes:acme/v1beta1:Thing")'
    (tmp_path / "sub" / "Thing.py").write_text(TEXT.replace("{more}", more))
    (tmp_path / "sub" / "prose.py").write_text('"""As in Alias(type_="x")."""\n')
    found = SimpleNamespace(origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(build.importlib.util, "find_spec", lambda name: found)
    assert build.kubernetes_names() == {
        "kubernetes:acme/v1:Thing": {"kubernetes:old/v1beta1:Thing", "kubernetes:acme/v1beta1:Thing"}
    }


@pytest.mark.parametrize(
    ("names", "known", "one"),
    [
        ({"aws:z/a:A": ["aws:y/a:A"], "aws:x/a:A": ["aws:y/a:A"]}, ["aws:x/a:A"], "aws:x/a:A"),
        ({"k:g/v1:A": ["k:g/v2beta1:A"]}, ["k:g/v1:A", "k:g/v2beta1:A"], "k:g/v1:A"),
        ({"k:g/v1:A": ["k:g/v2:A"]}, ["k:g/v1:A", "k:g/v2:A"], "k:g/v2:A"),
        ({"k:g/v1beta9:A": ["k:g/v1beta10:A"]}, ["k:g/v1beta9:A", "k:g/v1beta10:A"], "k:g/v1beta10:A"),
        ({"k:g/v2alpha1:A": ["k:g/v1beta1:A"]}, ["k:g/v2alpha1:A", "k:g/v1beta1:A"], "k:g/v1beta1:A"),
        ({"aws:s/b:B": ["aws:s/bV2:BV2"], "aws:s/bV2:BV2": []}, ["aws:s/b:B", "aws:s/bV2:BV2"], "aws:s/b:B"),
        ({"aws:a/b:B": ["aws:c/b:B"], "aws:c/b:B": ["aws:a/b:B"]}, ["aws:a/b:B", "aws:c/b:B"], "aws:c/b:B"),
    ],
)
def test_let_one_token_stand_for_a_group(build, names, known, one):
    tokens = {*names, *(alias for aliases in names.values() for alias in aliases)}
    assert canonical(build, names, known) == dict.fromkeys(tokens - {one}, one)


def test_join_groups_that_a_later_type_connects(build):
    names = {"a": ["b"], "c": ["d"], "e": ["b", "d"]}
    assert canonical(build, names, ["e"]) == dict.fromkeys("abcd", "e")


@pytest.mark.parametrize(
    ("token", "outputs", "form"),
    [
        ("aws:sqs/queue:Queue", ["tagsAll"], "map"),
        ("aws:autoscaling/group:Group", [], "list"),
        ("aws:inspector/resourceGroup:ResourceGroup", [], ""),
        ("aws:devopsguru/resourceCollection:ResourceCollection", [], ""),
    ],
)
def test_tell_the_form_of_tags(build, token, outputs, form):
    assert build.tag_form(thing(token, inputs=["tags"], outputs=outputs)) == form


def test_tell_a_type_without_tags(build):
    assert build.tag_form(thing("aws:sqs/queuePolicy:QueuePolicy", outputs=["tagsAll"])) == ""


@pytest.mark.parametrize(
    ("token", "inputs", "regional"),
    [
        ("aws:sqs/queue:Queue", ["region"], True),
        ("aws:iam/role:Role", [], False),
        ("aws:cloudformation/stackSetInstance:StackSetInstance", ["region"], False),
    ],
)
def test_tell_a_region_of_its_own(build, token, inputs, regional):
    assert build.has_region(thing(token, inputs=inputs)) is regional
