"""The summary of what was written..."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from stackwright.checks.manifests.objects import LeftOut, Manifest, Objects
from stackwright.checks.manifests.tree import tree
from stackwright.reports.manifests.summary import write_json, write_text


def manifest(name, *simulated, **more):
    body = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": name}, **more}
    return Manifest(urn=f"urn::{name}", cluster="", body=body, simulated=simulated)


LEFT_OUT = LeftOut(what="Release ingress", reason="a Helm release", urn="urn::ingress")
STACKS = [
    Objects(stack="dev", manifests=(manifest("a"),)),
    Objects(
        stack="production",
        manifests=(manifest("a", ("spec",), spec={}), manifest("b")),
        left_out=(LEFT_OUT,),
        made_up=("shop:size",),
    ),
    Objects(stack="test"),
]


@pytest.fixture
def written():
    def into(write, stacks=STACKS, folder="k8s"):
        out = io.StringIO()
        write(tree(stacks), stacks, Path(folder), out)
        return out.getvalue()

    return into


def test_says_what_is_where_and_how_to_use_it(written):
    assert (
        written(write_text)
        == """
  Manifests of 2 overlays are in k8s

  dev         1 object: 1 in the base
              kubectl diff -k k8s/overlays/dev
  production  2 objects: 1 in the base, 1 of these patched, 1 of its own, 1 with simulated values: do not apply them
              kubectl diff -k k8s/overlays/production
  test        no Kubernetes objects to write

  Not rendered
  production  Release ingress: a Helm release

"""
    )


def test_is_short_where_all_is_written(written):
    assert "Not rendered" not in written(write_text, STACKS[:1])


def test_names_a_folder_as_a_shell_reads_it_and_a_terminal_shows_it(written):
    text = written(write_text, STACKS[:1], "my k8s\x1b[1m")
    assert "1 overlay are in my k8s\\x1b[1m\n" in text
    assert "  kubectl diff -k 'my k8s\\x1b[1m/overlays/dev'\n" in text


def test_is_there_for_machines(written):
    assert json.loads(written(write_json)) == {
        "folder": "k8s",
        "files": [
            "base/kustomization.yaml",
            "base/pod-a.yaml",
            "overlays/dev/kustomization.yaml",
            "overlays/production/kustomization.yaml",
            "overlays/production/patches/pod-a.yaml",
            "overlays/production/pod-b.yaml",
        ],
        "stacks": [
            {
                "stack": "dev",
                "overlays": [{"path": "overlays/dev", "objects": 1, "inBase": 1, "patched": 0, "simulated": 0}],
                "notRendered": [],
                "simulatedConfig": [],
            },
            {
                "stack": "production",
                "overlays": [{"path": "overlays/production", "objects": 2, "inBase": 1, "patched": 1, "simulated": 1}],
                "notRendered": [{"what": "Release ingress", "reason": "a Helm release", "urn": "urn::ingress"}],
                "simulatedConfig": ["shop:size"],
            },
            {"stack": "test", "overlays": [], "notRendered": [], "simulatedConfig": []},
        ],
    }
