"""Paths of a stack..."""

from __future__ import annotations

import pytest
from pulumi.runtime import rpc

from stackwright.model import Resource, Secret, Source, Stack
from stackwright.sources.short_paths import shorten

ASSET = {rpc._special_sig_key: rpc._special_asset_sig}


@pytest.fixture
def root(tmp_path):
    return tmp_path / "shop"


@pytest.fixture
def shortened(root):
    def of(**changes):
        stack = Stack(project="shop", name="dev", resources=[Resource(urn="u", type="t", name="n", **changes)])
        shorten(stack, root)
        return stack.resources[0]

    return of


def test_are_relative_to_the_project_where_below_it(shortened, root):
    assert shortened(source=Source(f"{root}/a/b.py", 3)).source == Source("a/b.py", 3)


@pytest.mark.parametrize("file", ["/elsewhere/a.py", "<string>", "a.py"])
def test_are_kept_elsewhere(shortened, file):
    assert shortened(source=Source(file, 3)).source == Source(file, 3)


def test_of_resources_without_a_source_are_nothing(shortened):
    assert shortened().source is None


def test_of_assets_are_shortened_wherever_they_stand(shortened, root):
    whole, short = {**ASSET, "path": f"{root}/f"}, {**ASSET, "path": "f"}
    found = shortened(inputs={"a": dict(whole), "b": [{"c": dict(whole)}]}, outputs={"d": dict(whole)})
    assert found.inputs == {"a": short, "b": [{"c": short}]}
    assert found.outputs == {"d": short}


def test_of_anything_but_assets_are_values(shortened, root):
    values = {"path": f"{root}/f", "deep": {"path": f"{root}/f"}, "secret": Secret(f"{root}/f")}
    assert shortened(inputs=dict(values)).inputs == values


def test_of_remote_assets_do_not_exist(shortened):
    remote = {**ASSET, "uri": "https://example.com/f"}
    assert shortened(inputs={"a": dict(remote)}).inputs == {"a": remote}
